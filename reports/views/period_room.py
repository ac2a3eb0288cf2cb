"""The period room of the PMO."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import PeriodState, ReportingPeriod
from portfolios.views.periods import above
from reports.forms.room import RoomForm
from reports.queries import room as queries
from reports.queries.periods import UnknownPeriod, choose_period
from reports.views.status import no_such_period
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of


def room_standing(request: SignedInRequest, footprint: str) -> Standing:
    """What somebody of the PMO is to the footprint: others with a role in it are refused (403)."""
    standing = standing_or_404(request.user, footprint)
    if not standing.may(Permission.ASSURE_REPORTS):
        raise PermissionDenied(
            f"The period room is for the programme office of {standing.footprint}. "
            "Your own reports are under “My work”."
        )
    return standing


def below_room(period: ReportingPeriod) -> list[dict[str, str]]:
    """The breadcrumbs of the pages below the room of ``period``."""
    address = reverse("reports:period-room", args=[period.footprint.slug, period.slug])
    return [{"label": f"Period room, {period}", "url": address}]


@require_safe
def current(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Go to the room of the period that is open, else of the latest locked one, else to the calendar."""
    standing = room_standing(request, footprint)
    period = ReportingPeriod.objects.visible_to(request.user).filter(footprint=standing.footprint).current()
    if period is None:
        return redirect("reports:periods", footprint=footprint)
    return redirect("reports:period-room", footprint=footprint, period=period.slug)


@require_safe
def period_room(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Every return that is expected for a period, by the filters in the address.

    Fifteen queries at any size, session and user included.
    """
    standing = room_standing(request, footprint)
    found = queries.room_period(standing.footprint, request.user, period)
    if found is None:
        return _no_such_period(request, standing, period)
    today = timezone.localdate()
    choice = queries.room_choice(found, request.user, today)
    asked = asked_of(request.GET)
    form = RoomForm(asked, branches=choice.branches(), holders=choice.holders(asked.get("who", "")))
    form.is_valid()
    filters = form.filters
    context = {
        "breadcrumbs": above(standing.footprint),
        "room": queries.room(found, choice, filters, page=request.GET.get("page", ""), today=today),
        "period": found.period,
        "form": form,
        "is_narrowed": bool(filters.q or filters.only or filters.state or filters.branch or filters.who),
        "opens_filters": bool(form.errors or filters.q or filters.branch or filters.who or filters.sort),
        "may_run": standing.may(Permission.RUN_PERIODS),
        "may_manage_people": standing.may(Permission.MANAGE_PEOPLE),
        "is_planned": found.period.state == PeriodState.PLANNED,
    }
    return render(request, "reports/room.html", context)


def _no_such_period(request: SignedInRequest, standing: Standing, slug: str) -> HttpResponse:
    """404 that says which periods there are."""
    try:
        choose_period(standing.footprint, request.user, slug)
    except UnknownPeriod as unknown:
        return no_such_period(request, standing.footprint, unknown)
    raise Http404(f"{standing.footprint} has no period “{slug}”.")
