"""The calendar of periods: reading it, adding one, changing its dates and removing it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios import planning
from portfolios.access import footprint_or_404, require, standing_or_404
from portfolios.actions import periods as actions
from portfolios.actions.period_rules import require_in_bounds
from portfolios.models import Cycle, Footprint, ReportingPeriod
from portfolios.period_forms import AddForm, DatesForm
from portfolios.queries.period_calendar import period_calendar
from portfolios.views.attempts import Attempt, attempt
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@require_safe
def periods(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The calendar of a financial year (``?year=2017/18``), for everybody; what may be done with it for who runs it."""
    standing = standing_or_404(request.user, footprint)
    calendar = period_calendar(
        standing.footprint, request.user, timezone.localdate(), year=request.GET.get("year", "")
    )
    context = {
        "calendar": calendar,
        "step_labels": list(planning.STEP_WORDS.values()),
        "may_run": standing.may(Permission.RUN_PERIODS),
        "may_set_up": standing.may(Permission.MANAGE_FOOTPRINT),
        "may_enter_room": standing.may(Permission.ASSURE_REPORTS),
    }
    return render(request, "portfolios/periods.html", context)


def place_to_run(request: SignedInRequest, footprint: str) -> Footprint:
    """The footprint whose periods this person runs; a stranger gets 404, a colleague without the right 403."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.RUN_PERIODS, place)
    return place


def above(place: Footprint) -> list[dict[str, str]]:
    """The breadcrumbs of the pages below the calendar."""
    return [{"label": "Calendar", "url": reverse("reports:periods", args=[place.slug])}]


def period_or_404(request: SignedInRequest, place: Footprint, slug: str) -> ReportingPeriod:
    """The period of ``place`` called ``slug``, of those this person may see."""
    found = ReportingPeriod.objects.visible_to(request.user).select_related("footprint", "meeting__body")
    return get_object_or_404(found, footprint=place, slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Add one period of any days; then look its dates over."""
    place = place_to_run(request, footprint)
    form = AddForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            period = actions.plan_one(footprint=place, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{period} is planned. Look its dates over.")
            return redirect("reports:period-dates", footprint=place.slug, period=period.slug)
    context = {"form": form, "breadcrumbs": above(place)}
    return render(request, "portfolios/period_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Change what is due when. With the button “count back” the dates are shown as the meeting chosen gives them."""
    place = place_to_run(request, footprint)
    chosen = period_or_404(request, place, period)
    before = chosen.meeting_id, _days(chosen)
    if request.method != "POST":
        tried = Attempt(DatesForm(period=chosen))
    elif "count" in request.POST:
        tried = Attempt(_counted(request, chosen))
    else:
        form = DatesForm(request.POST, period=chosen)
        tried = attempt(
            form,
            lambda: actions.change_dates(
                period=chosen, version=form.cleaned_data["version"], by=request.user, **form.changes
            ),
            lambda now: {name: getattr(now, name) for name in form.changes},
        )
    if tried.done:
        messages.success(request, f"The dates of {tried.done.label} are saved.")
        if _stayed_behind(before, tried.done):
            messages.warning(
                request,
                "Its meeting is another one now, and all other dates stayed as they were. To have them follow it, "
                f"change the dates of {tried.done.label} with “Count the dates for this meeting”.",
            )
        return redirect("reports:periods", footprint=place.slug)
    if tried.clash is not None:
        chosen.refresh_from_db()
    context = {"period": chosen, "breadcrumbs": above(place)} | tried.context
    return render(request, "portfolios/period_dates.html", context, status=tried.status)


def _days(period: ReportingPeriod) -> dict[str, date | None]:
    """The dates of the steps, by name."""
    return {name: getattr(period, name) for name in planning.STEPS}


def _stayed_behind(before: tuple[int | None, dict[str, date | None]], now: ReportingPeriod) -> bool:
    """Whether ``now`` has another meeting than ``before``, and the dates of its steps are still those for the old."""
    meeting, days = before
    if now.meeting is None or now.meeting_id == meeting or _days(now) != days:
        return False
    span = planning.Span(now.first_day, now.last_day)
    counted = planning.step_dates(span, now.meeting, Cycle.of(now.footprint))
    return any(getattr(counted, name) != day for name, day in days.items())


def _counted(request: SignedInRequest, period: ReportingPeriod) -> DatesForm:
    """The form as typed, with the dates that the meeting and the days in it give."""
    form = DatesForm(request.POST, period=period)
    form.is_valid()
    typed: dict[str, Any] = form.cleaned_data
    last_day, meeting = typed.get("last_day"), typed.get("meeting")
    if not last_day or "meeting" in form.errors:
        return form
    try:
        require_in_bounds(last_day, "last_day")
    except ValidationError as refused:
        form.refuse(refused)
        return form
    span = planning.Span(typed.get("first_day") or period.first_day, last_day)
    counted_dates = planning.step_dates(span, meeting, Cycle.of(period.footprint))
    days = {name: getattr(counted_dates, name) for name in planning.STEPS}
    messages.info(
        request,
        f"These are the dates counted {f'back from {nhs_date(meeting.date)}' if meeting else 'from the last day'}. "
        "Save them if they suit you.",
    )
    return DatesForm(form.with_days(days), period=period)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Ask, then remove a planned period that nothing was written for."""
    place = place_to_run(request, footprint)
    chosen = period_or_404(request, place, period)
    if request.method == "POST":
        words = str(chosen)
        try:
            actions.remove_planned(period=chosen, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, f"{words} is removed.")
        return redirect("reports:periods", footprint=place.slug)
    context = {
        "heading": f"Remove {chosen}?",
        "what": "Only a planned period in which nothing is written can be removed. It can be planned again.",
        "button": "Remove this period",
        "breadcrumbs": above(place),
    }
    return render(request, "portfolios/remove.html", context)
