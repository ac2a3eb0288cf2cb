"""The page of one initiative."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import ReportingRhythm, ReportState
from reports.queries.initiative import InitiativePage, initiative_page
from reports.queries.periods import Period, UnknownPeriod, choose_period
from reports.views.status import no_such_period
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

WITH_AUTHORS = frozenset({ReportState.EXPECTED, ReportState.DRAFT})


@require_safe
def initiative(request: SignedInRequest, footprint: str, slug: str) -> HttpResponse:
    """One initiative: rating and report in a period (``?period=``); people, asks, milestones and risks of today."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    try:
        period = choose_period(place, request.user, request.GET.get("period", ""))
    except UnknownPeriod as unknown:
        return no_such_period(request, place, unknown)
    page = initiative_page(place, request.user, slug, period, today=timezone.localdate())
    if page is None:
        raise Http404(f"{place} has no initiative “{slug}”.")
    breadcrumbs = [{"label": "Portfolio", "url": reverse("reports:portfolio-status", args=[place.slug])}]
    breadcrumbs += [
        {"label": above.name, "url": reverse("reports:initiative", args=[place.slug, above.slug])}
        for above in page.above
    ]
    context = {
        "page": page,
        "initiative": page.initiative,
        "choice": period,
        "period": period.chosen if period else None,
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "may_update": period is not None and may_update(page, period.chosen, standing),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "reports/initiative.html", context)


def may_update(page: InitiativePage, period: Period, standing: Standing) -> bool:
    """Whether this person may write the initiative's report of ``period`` now: as the form itself decides."""
    authors_turn = page.report is None or page.report.state in WITH_AUTHORS
    reports = page.initiative.reporting != ReportingRhythm.NEVER
    writes = standing.may(Permission.EDIT_ANY_REPORT) or page.is_mine
    return period.is_open and authors_turn and reports and writes
