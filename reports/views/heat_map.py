"""The heat map of the risk register."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from reports.heat_map_chart import heat_map_figure
from reports.queries.heat_map_moves import heat_map_moves
from risks.forms.register import CELL
from risks.models import AssessmentKind, RiskMatrix, RiskStatus
from risks.queries.heat_map import ScoresByCell, heat_map, where_they_stand
from risks.queries.matrices import in_force, spec_of
from risks.queries.narrowing import narrowed
from risks.register_filters import read_filters
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

LONGEST_KEY = 80


@require_safe
def page(request: SignedInRequest, footprint: str) -> HttpResponse:
    """How many risks stand in each cell of a matrix (``?matrix=``), by one kind of score (``?kind=``), for any filter
    of the register. Eighteen queries at any size, session and user included.
    """
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    # A map has a matrix and a kind of its own: to the register they would name a cell.
    address = request.GET.copy()
    for name in CELL:
        address.pop(name, None)
    asked = read_filters(address, place, request.user)
    kind = request.GET.get("kind", "")
    kind = kind if kind in AssessmentKind.values else AssessmentKind.CURRENT.value
    scores = where_they_stand(narrowed(place, request.user, asked.filters), kind)
    known = list(RiskMatrix.objects.visible_to(request.user).filter(footprint=place))
    offered = _offered(known, scores, in_force(known, today))
    wanted = request.GET.get("matrix", "")[:LONGEST_KEY]
    named = next((one for one in known if one.key == wanted), None)
    chosen = named or (offered[0] if offered else None)
    context = {
        "form": asked.form,
        "is_narrowed": asked.is_narrowed,
        "is_open": asked.filters.status == RiskStatus.OPEN,
        "said": asked.said,
        "sees_private": sees_private,
        "matrix": chosen,
        "unknown": wanted if wanted and named is None else "",
    }
    if chosen is None:
        return render(request, "reports/heat_map.html", context)
    del asked.form.fields["sort"]  # counts have no order
    # The filters keep kind and matrix where they are sent anew.
    asked.form.retype(kind=kind, matrix=chosen.key)
    spec = spec_of(chosen)
    heat = heat_map(scores, chosen, spec, known)
    if asked.filters.status == RiskStatus.OPEN:
        context["moves"] = heat_map_moves(
            place,
            request.user,
            narrowed(place, request.user, replace(asked.filters, status="")),
            chosen.key,
            spec,
            kind,
            sees_private=sees_private,
        )
    context |= {
        "heat": heat,
        "figure": heat_map_figure(heat),
        "spec": spec,
        "kinds": [
            {
                "label": label,
                "query": _query(asked.query, kind=value, matrix=chosen.key),
                "is_here": value == kind,
            }
            for value, label in AssessmentKind.choices
        ],
        "matrices": [
            {
                "label": one.name,
                "query": _query(asked.query, kind=kind, matrix=one.key),
                "is_here": one == chosen,
            }
            for one in offered
        ],
        "cell_list": f"{reverse('risks:register', args=[place.slug])}?"
        + _query(asked.query, matrix=chosen.key, kind=kind),
    }
    return render(request, "reports/heat_map.html", context)


def _offered(known: list[RiskMatrix], scores: ScoresByCell, current: RiskMatrix | None) -> list[RiskMatrix]:
    """The matrices to choose from: the one in force, then those that a risk of the list is scored in, newest first."""
    used = [one for one in reversed(known) if one.pk in scores.matrices and one != current]
    return [*([current] if current else []), *used]


def _query(filters: str, **more: str) -> str:
    """The filters of an address with ``more``."""
    query = QueryDict(filters, mutable=True)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()
