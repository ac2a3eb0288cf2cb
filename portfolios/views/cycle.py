"""The settings of a footprint's reporting cycle."""

from copy import copy
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios import planning
from portfolios.access import footprint_or_404, require
from portfolios.actions import cycles as actions
from portfolios.cycle_form import CycleForm
from portfolios.models import Cycle, Meeting
from portfolios.reminders import moment
from portfolios.views.conflicts import CLASH_HEAD, clash_rows
from portfolios.views.periods import above
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict
from stp_portal.core.templatetags.text_tags import nhs_date


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Show and change the settings. With the button “show” the example is worked for what is typed, nothing saved."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    cycle = Cycle.of(place)
    clash: list[list[str]] | None = None
    form = CycleForm(request.POST if request.method == "POST" else None, cycle=cycle)
    shown = cycle
    if form.is_bound and form.is_valid():
        shown = copy(cycle)
        for name, value in form.settings.items():
            setattr(shown, name, value)
        try:
            actions.check(shown)
            if "show" not in request.POST:
                actions.change(
                    footprint=place, version=form.cleaned_data["version"], by=request.user, **form.settings
                )
                messages.success(
                    request, "The settings of the cycle are saved. Periods planned before keep their dates."
                )
                return redirect("reports:cycle", footprint=place.slug)
        except Conflict as conflict:
            cycle = Cycle.of(place)
            clash = clash_rows(form, {name: getattr(cycle, name) for name in form.settings})
            form.start_from(conflict.instance.version)
        except ValidationError as refused:
            shown = cycle
            form.refuse(refused)
    context = {
        "form": form,
        "example": example(shown, timezone.localdate()),
        "is_preview": form.is_bound and not form.errors,
        "is_new": cycle.pk is None,
        "clash_head": CLASH_HEAD,
        "clash": clash,
        "breadcrumbs": above(place),
    }
    status = 409 if clash is not None else 422 if form.errors else 200
    return render(request, "portfolios/cycle.html", context, status=status)


def example(cycle: Cycle, today: date) -> list[str]:
    """The settings at work, in sentences: for the next meeting of the body, or for this month where there is none."""
    meeting: Meeting | None = next(iter(planning.meetings_of(cycle, today)), None)
    month = planning.month_of(today)
    dates = planning.step_dates(month, meeting, cycle)
    about = (
        f"For the meeting of {meeting.body} on {nhs_date(meeting.date)}"
        if meeting
        else f"For a period that ends on {nhs_date(month.last_day)} and has no meeting"
    )
    steps = ", ".join(
        f"{planning.step_in_sentence(name)} {nhs_date(getattr(dates, name))}" for name in planning.STEPS
    )
    sentences = [f"{about}: {steps}."]
    reminders = [nhs_date(moment(dates.returns_due, days, cycle)) for days in cycle.reminder_days]
    if reminders:
        at = f"{cycle.reminder_time:%H:%M}"
        sentences.append(f"Leads who have not returned are reminded at {at} on {', '.join(reminders)}.")
    sponsor = moment(dates.returns_due, cycle.sponsor_after, cycle)
    sentences.append(f"The sponsor hears on {nhs_date(sponsor)}.")
    return sentences
