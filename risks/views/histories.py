"""What happened to a risk or an issue, in sentences."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from risks.models import Issue, Risk
from risks.story import story_of
from risks.views.issues import above, issue_or_404
from risks.views.risk_place import above_risk, risk_or_404
from risks.wording import noun
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def of_risk(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """The audit trail of a risk as a story, for whoever may see it."""
    _, risk = risk_or_404(request, footprint, number)
    return _history(request, risk, above_risk(risk))


@require_safe
def of_issue(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """The audit trail of an issue as a story, for whoever may see it."""
    _, issue = issue_or_404(request, footprint, number)
    return _history(request, issue, above(issue.footprint, issue))


def _history(request: SignedInRequest, row: Risk | Issue, breadcrumbs: list[dict[str, Any]]) -> HttpResponse:
    context = {
        "row": row,
        "noun": noun(row),
        "story": story_of(row, request.user),
        "back": breadcrumbs[-1]["url"],
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "risks/history.html", context)
