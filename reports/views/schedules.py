"""Schedules of papers: what comes by itself and when, what was made, what failed; setting one up and pausing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, require, standing_or_404
from portfolios.models import Footprint, ReportingPeriod
from portfolios.views.attempts import attempt
from reports.actions import moved_meetings, schedule_setup
from reports.actions import schedules as actions
from reports.forms.schedules import AddScheduleForm, ScheduleForm
from reports.models import PaperSchedule, PaperType, ScheduledPaper, ScheduledState
from reports.queries import schedules as queries
from reports.schedule_moments import in_words
from reports.views.papers import paper_or_404
from reports.views.setting_up import above, managed_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date, nhs_datetime


@require_safe
def schedules(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every schedule with what comes next and what it did last; above them what failed and wants somebody."""
    standing = standing_to_read(request, footprint)
    place = standing.footprint
    lines = queries.lines(place, request.user)
    context = {
        "head": ["Paper", "Compiled", "Next", "Last result"],
        "rows": [_row(place, line) for line in lines],
        "failures": [row for line in lines for row in line.failures],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "has_types": PaperType.objects.filter(footprint=place, is_retired=False).exists(),
        "breadcrumbs": above(place),
    }
    return render(request, "reports/schedules/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Set a schedule up."""
    place = managed_or_404(request, footprint)
    form = AddScheduleForm(request.POST if request.method == "POST" else None, footprint=place)
    tried = attempt(
        form,
        lambda: schedule_setup.add(
            paper_type=form.cleaned_data["paper_type"],
            session=form.cleaned_data["session"],
            by=request.user,
            **form.settings,
        ),
    )
    if tried.done:
        messages.success(request, "The schedule is set up. Look over what it will do.")
        return redirect("reports:schedule", footprint=place.slug, pk=tried.done.pk)
    context = tried.context | {"breadcrumbs": _above(place)}
    return render(request, "reports/schedules/add.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """One schedule: the next three periods, everything it did, and its settings for who may change them."""
    standing = standing_to_read(request, footprint)
    place = standing.footprint
    it = _schedule_or_404(request, place, pk)
    if request.method == "POST":
        require(request.user, Permission.MANAGE_FOOTPRINT, place)
    form = ScheduleForm(request.POST if request.method == "POST" else None, footprint=place, schedule=it)
    tried = attempt(
        form,
        lambda: schedule_setup.change(
            schedule=it, version=form.cleaned_data["version"] or 0, by=request.user, **form.settings
        ),
        lambda saved: {name: getattr(saved, name) for name in schedule_setup.Settings.__annotations__},
    )
    if tried.done:
        messages.success(request, "The schedule is saved. What was made already stays as it is.")
        return redirect("reports:schedule", footprint=place.slug, pk=it.pk)
    line = queries.lines(place, request.user, pk=it.pk)[0]
    context = tried.context | {
        "schedule": it,
        "when": in_words(it),
        "coming": line.coming,
        "coming_head": ["Period", "Compiled", "For the meeting"],
        "coming_rows": [_coming_row(place, coming) for coming in line.coming],
        "moves": [move for row in line.made if (move := queries.moved_since(row))],
        "failures": line.failures,
        "made_head": ["Period", "Result", "What became of it"],
        "made_rows": [_made_row(place, row) for row in line.made],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "may_write": standing.may(Permission.EDIT_PAPERS),
        "breadcrumbs": _above(place),
    }
    return render(request, "reports/schedules/schedule.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: SignedInRequest, footprint: str, pk: int, to: str) -> HttpResponse:
    """Pause a schedule, or resume it; ``to`` says which."""
    place = managed_or_404(request, footprint)
    it = _schedule_or_404(request, place, pk)
    if request.method == "POST":
        if to == "pause":
            schedule_setup.pause(schedule=it, by=request.user)
            messages.success(request, "The schedule is paused: it makes no papers until it is resumed.")
        else:
            schedule_setup.resume(schedule=it, by=request.user)
            messages.success(
                request, "The schedule is resumed. It makes no papers for moments that have passed."
            )
    return redirect("reports:schedule", footprint=place.slug, pk=it.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: SignedInRequest, footprint: str, pk: int, period: str) -> HttpResponse:
    """Make the paper of one period now: before its time, or again after it failed."""
    place = managed_or_404(request, footprint)
    it = _schedule_or_404(request, place, pk)
    periods = ReportingPeriod.objects.visible_to(request.user).filter(footprint=place)
    chosen = get_object_or_404(periods, slug=period)
    if request.method == "POST":
        try:
            made = actions.make(schedule=it, period=chosen, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            if made.state == ScheduledState.FAILED:
                messages.error(request, made.error)
            else:
                messages.success(request, f"The paper for {chosen} is begun and is being compiled.")
                return redirect("reports:paper", footprint=place.slug, pk=made.paper_id)
    return redirect("reports:schedule", footprint=place.slug, pk=it.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_meeting(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Compile a scheduled paper again, for the day to which its meeting has moved."""
    place = standing_or_404(request.user, footprint).footprint
    it = paper_or_404(request, place, pk)
    require(request.user, Permission.EDIT_PAPERS, place)
    move = queries.moved(it)
    if request.method == "POST" and move:
        try:
            moved_meetings.follow(made=move.made, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "The paper has the new day of its meeting and is being compiled again.")
    return redirect("reports:paper", footprint=place.slug, pk=it.pk)


def standing_to_read(request: SignedInRequest, footprint: str) -> Standing:
    """What this person is to the footprint, whose papers they publish; a stranger gets 404, a colleague 403."""
    standing = standing_or_404(request.user, footprint)
    require(request.user, Permission.PUBLISH_PAPERS, standing.footprint)
    return standing


def _schedule_or_404(request: SignedInRequest, place: Footprint, pk: int) -> PaperSchedule:
    found = PaperSchedule.objects.visible_to(request.user).select_related(
        "footprint", "paper_type", "author", "sponsor"
    )
    return get_object_or_404(found, footprint=place, pk=pk)


def _above(place: Footprint) -> list[dict[str, str]]:
    return above(place, ("Schedules", reverse("reports:schedules", args=[place.slug])))


def _row(place: Footprint, line: queries.Line) -> list[object]:
    it = line.schedule
    coming: object = "Paused"
    if it.is_active:
        coming = f"{line.next.period}: {line.next.when}" if line.next else "No period is planned"
    last: object = "Nothing made yet"
    if line.made:
        words, colour = queries.outcome(line.made[0])
        last = {"text": f"{words}, {line.made[0].period}", "tag": colour}
    return [
        {"text": _name(it), "href": reverse("reports:schedule", args=[place.slug, it.pk])},
        in_words(it),
        coming,
        last,
    ]


def _name(it: PaperSchedule) -> str:
    return f"{it.paper_type}, {it.get_session_display().lower()} session"


def _coming_row(place: Footprint, coming: queries.Coming) -> list[object]:
    period = coming.period
    meeting: object = {
        "text": "None yet: choose one",
        "href": reverse("reports:period-dates", args=[place.slug, period.slug]),
    }
    if period.meeting:
        meeting = f"{period.meeting.body}, {nhs_date(period.meeting.date)}"
    return [period.label, f"{coming.when}. {coming.note}" if coming.note else coming.when, meeting]


def _made_row(place: Footprint, row: ScheduledPaper) -> list[object]:
    words, colour = queries.outcome(row)
    what: object = row.error
    if row.paper_id:
        what = {"text": "The paper", "href": reverse("reports:paper", args=[place.slug, row.paper_id])}
    return [f"{row.period}, due {nhs_datetime(row.due_at)}", {"text": words, "tag": colour}, what]
