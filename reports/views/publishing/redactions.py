"""What a public paper leaves out, for those who may read it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from reports.queries.findings import newest_finished
from reports.views.papers import above_paper
from reports.views.publishing.review import whole_paper_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def redactions(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Each thing that the newest files of the paper leave out: what, where, and why."""
    standing = standing_or_404(request.user, footprint)
    paper = whole_paper_or_404(request, standing, pk)
    if not standing.may(Permission.VIEW_PRIVATE):
        raise PermissionDenied(
            "What a paper leaves out is private. Your role in this footprint does not read that."
        )
    run = newest_finished(paper)
    context = {
        "paper": paper,
        "run": run,
        "head": ["What is left out", "Where", "Why"],
        "rows": [[one["what"], one["where"], one["why"]] for one in run.redactions] if run else [],
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/publish/redactions.html", context)
