"""The page of one initiative."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import Footprint, Initiative, ReportingRhythm, ReportState
from reports.queries.frozen.initiative import frozen_initiative_page
from reports.queries.frozen.record import record_of
from reports.queries.initiative import InitiativePage, initiative_page
from reports.queries.periods import Period, PeriodChoice, UnknownPeriod, choose_period
from reports.views.status import no_such_period
from risks.access import kept_initiatives
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

WITH_AUTHORS = frozenset({ReportState.EXPECTED, ReportState.DRAFT})


@require_safe
def initiative(request: SignedInRequest, footprint: str, slug: str) -> HttpResponse:
    """One initiative in a period (``?period=``): as it was locked, else with people, asks and risks of today."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    try:
        period = choose_period(place, request.user, request.GET.get("period", ""))
    except UnknownPeriod as unknown:
        return no_such_period(request, place, unknown)
    page = _page(place, request.user, slug, period, standing)
    if page is None:
        raise Http404(f"{place} has no initiative “{slug}”.")
    same_period = f"?period={period.chosen.slug}" if period else ""
    breadcrumbs = [
        {
            "label": "Portfolio",
            "url": reverse("reports:portfolio-status", args=[place.slug]) + same_period,
        }
    ]
    breadcrumbs += [
        {
            "label": above.name,
            "url": reverse("reports:initiative", args=[place.slug, above.slug]) + same_period,
        }
        for above in page.above
    ]
    context = {
        "page": page,
        "initiative": page.initiative,
        "choice": period,
        "period": period.chosen if period else None,
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "may_update": period is not None and may_update(page, period.chosen, standing),
        "may_raise": may_raise(place, slug, request.user),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "reports/initiative.html", context)


def _page(
    place: Footprint, user: User, slug: str, period: PeriodChoice | None, standing: Standing
) -> InitiativePage | None:
    """As it was locked, where there is a record of it; one that did not run then is shown as it stands today."""
    if period:
        sees_private = standing.may(Permission.VIEW_PRIVATE)
        record = record_of(place, user, period.chosen, sees_private=sees_private)
        if record and (page := frozen_initiative_page(place, user, slug, period, record)):
            return page
    return initiative_page(place, user, slug, period, today=timezone.localdate())


def may_update(page: InitiativePage, period: Period, standing: Standing) -> bool:
    """Whether this person may write the initiative's report of ``period`` now: as the form itself decides."""
    authors_turn = page.report is None or page.report.state in WITH_AUTHORS
    reports = page.initiative.reporting != ReportingRhythm.NEVER
    writes = standing.may(Permission.EDIT_ANY_REPORT) or page.is_mine
    return period.is_open and authors_turn and reports and writes


def may_raise(place: Footprint, slug: str, user: User) -> bool:
    """Whether this person may raise a risk of the initiative: as the form itself decides."""
    kept = kept_initiatives(user, place)
    return kept is None or Initiative.objects.filter(footprint=place, slug=slug, pk__in=kept).exists()
