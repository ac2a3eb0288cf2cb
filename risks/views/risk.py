"""The page of one risk."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from risks.queries.one import one_risk
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def risk(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """One risk: what may happen, how it is scored and was scored, who owns it. 404 for one the person may not see."""
    place = standing_or_404(request.user, footprint).footprint
    found = one_risk(place, request.user, number, today=timezone.localdate())
    if found is None:
        raise Http404(f"{place} has no risk {number}.")
    context = {
        "one": found,
        "risk": found.risk,
        "breadcrumbs": [{"label": "Risks", "url": reverse("risks:register", args=[place.slug])}],
    }
    return render(request, "risks/risk.html", context)
