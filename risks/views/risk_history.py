"""What happened to a risk, in sentences."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from risks.story import story_of
from risks.views.risk_place import above_risk, risk_or_404
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def history(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """The audit trail of a risk as a story, for whoever may see it."""
    _, risk = risk_or_404(request, footprint, number)
    context = {
        "risk": risk,
        "story": story_of(risk, request.user),
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/history.html", context)
