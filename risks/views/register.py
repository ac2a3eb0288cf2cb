"""The risk register."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from risks.forms.register import ANY_STATUS, RegisterForm
from risks.models import RiskStatus
from risks.queries import register as queries
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

LONGEST_CHOICE = 80


@require_safe
def register(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The risks of a footprint, by the filters in the address; the open ones where it names no status.

    Ten queries at any size, session and user included.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    asked = {
        name: str(value) if name == "q" else str(value)[:LONGEST_CHOICE]
        for name, value in request.GET.items()
    }
    initiatives = queries.places(place, request.user)
    bands = queries.bands(place, request.user)
    form = RegisterForm(
        asked,
        bands=[(band.slug, band.label) for band in bands],
        initiatives=queries.choices(initiatives, asked.get("initiative", "")),
    )
    form.is_valid()
    status = form.chosen("status") or RiskStatus.OPEN
    branch = form.chosen("initiative")
    filters = queries.Filters(
        q=form.chosen("q"),
        band=form.chosen("band"),
        branch=queries.branch(initiatives, branch) if branch else None,
        status="" if status == ANY_STATUS else status,
        sort=form.chosen("sort") or "number",
    )
    found = queries.register(
        place, request.user, filters, bands, page=request.GET.get("page", ""), today=timezone.localdate()
    )
    context = {
        "form": form,
        "counts": found.counts,
        "page": found.page,
        "problem": found.problem,
        "band": found.counts.line(filters.band) if filters.band else None,
        "any_status": status == ANY_STATUS,
        "is_narrowed": bool(filters.q or filters.band or branch or status != RiskStatus.OPEN),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return render(request, "risks/register.html", context)
