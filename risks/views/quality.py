"""What should be looked at in the register: for whoever keeps risks theirs, for the PMO summed over all."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from risks.access import kept_initiatives
from risks.forms.quality import ALL, MINE, QualityForm
from risks.models import Risk, RiskOwner
from risks.queries.places import branch, choices, places
from risks.queries.quality import counts, quality
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of
from stp_portal.core.paging import page_of

ROWS = 100


@require_safe
def register_quality(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Findings of the open risks the person may see, by the filters in the address.

    Who keeps some risks and not all begins with those.
    """
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    kept = kept_initiatives(request.user, place)
    known = places(place, request.user)
    asked = asked_of(request.GET)
    keeps_some = bool(kept)
    form = QualityForm(asked, initiatives=choices(known, asked.get("initiative", "")), keeps_some=keeps_some)
    form.is_valid()
    whose = form.chosen("whose") or (MINE if keeps_some else ALL)
    risks = Risk.objects.visible_to(request.user).filter(footprint=place)
    if whose == MINE:
        owned = RiskOwner.objects.on(today).filter(person__user_id=request.user.pk)
        risks = risks.filter(Q(initiative__in=kept or ()) | Q(pk__in=owned.values("risk_id")))
    chosen = form.chosen("initiative")
    if chosen:
        risks = risks.filter(initiative__in=branch(known, chosen))
    found = quality(place, request.user, risks, today)
    rule = form.chosen("rule")
    page, problem = page_of(
        [one for one in found if rule in ("", one.rule.value)], request.GET.get("page", ""), ROWS
    )
    context = {
        "form": form,
        "counts": counts(found),
        "total": len(found),
        "page": page,
        "problem": problem,
        "rule": rule,
        "query": {"whose": whose, "initiative": chosen},
        "is_narrowed": bool(rule or chosen or form.chosen("whose")),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return render(request, "risks/quality/page.html", context)
