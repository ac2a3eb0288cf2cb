"""The page of one risk."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from risks.access import keeps
from risks.models import Risk
from risks.quality import QualityFinding
from risks.queries.one import one_risk
from risks.queries.quality import quality
from risks.queries.risk_parts.acceptance import acceptance
from risks.queries.risk_parts.actions import actions
from risks.queries.risk_parts.controls import controls
from risks.queries.risk_parts.escalations import escalations
from risks.queries.risk_parts.issues import issues
from risks.queries.risk_parts.reviews import reviews
from risks.queries.risk_parts.scores import scores
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def risk(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """One risk with all that is said and done about it. 404 for one the person may not see.

    The number of queries does not grow with what it holds.
    """
    place = standing_or_404(request.user, footprint).footprint
    today = timezone.localdate()
    found = one_risk(place, request.user, number, today=today)
    if found is None:
        raise Http404(f"{place} has no risk {number}.")
    row = found.risk
    is_keeper = keeps(request.user, row)
    context = {
        "one": found,
        "risk": row,
        "may_edit": is_keeper and found.is_open,
        "may_reopen": is_keeper and not found.is_open,
        "parts": {
            "scores": scores(row, request.user, today),
            "controls": controls(row, request.user, today),
            "actions": actions(row, request.user, today),
            "acceptance": acceptance(row, request.user, today),
            "reviews": reviews(row, request.user, today),
            "escalations": escalations(row, request.user, today),
            "issues": issues(row, request.user, today),
        },
        "findings": _to_look_at(request, row, today) if is_keeper and found.is_open else [],
        "breadcrumbs": [{"label": "Risks", "url": reverse("risks:register", args=[place.slug])}],
    }
    return render(request, "risks/risk/page.html", context)


def _to_look_at(request: SignedInRequest, row: Risk, today: date) -> list[QualityFinding]:
    """What its keepers should look at in it."""
    return quality(row.footprint, request.user, Risk.objects.filter(pk=row.pk), today)
