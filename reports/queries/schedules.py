"""Schedules of papers as their pages show them: what comes next, what was made, and what went wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from portfolios.models import Footprint, PeriodState, ReportingPeriod, Someone
from reports.models import FINISHED, Paper, PaperSchedule, RunState, ScheduledPaper, ScheduledState
from reports.models.schedules import ScheduledPaperQuerySet
from reports.schedule_moments import concerns, is_missed, moment, moment_in_words

SHOWN_AHEAD = 3
# Periods that ended longer ago concern no schedule: their meeting is over.
LOOK_BACK = timedelta(days=366)


@dataclass(frozen=True)
class Coming:
    """A period that waits for its paper: when it is made, what stands in the way, and whether it may be made now.

    ``is_missed``: its moment passed before the schedule started, so that it is made by hand or not at all.
    """

    period: ReportingPeriod
    when: str
    note: str
    is_missed: bool
    may_be_made: bool


@dataclass(frozen=True)
class Line:
    """A schedule with what comes next and what it did, last first. ``failures`` are those that still matter."""

    schedule: PaperSchedule
    coming: Sequence[Coming]
    made: Sequence[ScheduledPaper]

    @property
    def next(self) -> Coming | None:
        """The first period whose paper is made by itself."""
        return next((coming for coming in self.coming if not coming.is_missed), None)

    @property
    def failures(self) -> list[ScheduledPaper]:
        """What failed since the last paper that was made."""
        last = max(
            (row.period.first_day for row in self.made if row.state == ScheduledState.MADE), default=None
        )
        return [
            row
            for row in self.made
            if row.state == ScheduledState.FAILED and (last is None or row.period.first_day > last)
        ]


@dataclass(frozen=True)
class Moved:
    """A meeting that moved since the paper was compiled for it; None for a day on which there is none."""

    made: ScheduledPaper
    was: date | None
    now: date | None


def lines(footprint: Footprint, user: Someone, *, pk: int | None = None) -> list[Line]:
    """The schedules of ``footprint`` by type, or the one called ``pk``. Three queries."""
    found = PaperSchedule.objects.visible_to(user).filter(footprint=footprint)
    if pk is not None:
        found = found.filter(pk=pk)
    schedules = list(
        found.select_related("paper_type", "author", "sponsor").order_by("paper_type__name", "session")
    )
    if not schedules:
        return []
    earliest = timezone.localdate(min(schedule.starts_at for schedule in schedules))
    recent = ReportingPeriod.objects.filter(footprint=footprint, last_day__gte=earliest - LOOK_BACK)
    periods = list(recent.select_related("meeting__body").order_by("first_day"))
    rows = list(_rows().filter(schedule__in=schedules))
    return [
        _line(schedule, periods, [row for row in rows if row.schedule_id == schedule.pk])
        for schedule in schedules
    ]


def moved(paper: Paper) -> Moved | None:
    """Whether the meeting of a paper that was made by schedule has moved since it was compiled. One query."""
    row = _rows().filter(paper=paper, state=ScheduledState.MADE).first()
    return moved_since(row) if row else None


def moved_since(row: ScheduledPaper) -> Moved | None:
    """Whether the meeting has moved since the paper of ``row`` was compiled; not of one published since. No query."""
    if row.paper is None or row.paper.state in FINISHED:
        return None
    day = row.period.meeting.date if row.period.meeting else None
    return Moved(row, row.meets_on, day) if day != row.meets_on else None


def outcome(row: ScheduledPaper) -> tuple[str, str]:
    """What became of a scheduled paper in a word or two, and the colour of their tag."""
    if row.state == ScheduledState.FAILED or row.paper is None:
        return "Failed", "red"
    if row.run_state == RunState.FAILED:
        return "Not compiled", "red"
    if row.run_state in (RunState.QUEUED, RunState.RUNNING):
        return "Being compiled", "blue"
    return row.paper.get_state_display(), "green" if row.paper.state in FINISHED else "grey"


def _rows() -> ScheduledPaperQuerySet:
    rows = ScheduledPaper.objects.select_related("schedule__paper_type", "period__meeting__body", "paper")
    return rows.with_run_state().order_by("-period__first_day")


def _line(
    schedule: PaperSchedule, periods: Iterable[ReportingPeriod], made: Sequence[ScheduledPaper]
) -> Line:
    done, today = {row.period_id for row in made}, timezone.localdate()
    waiting = [
        period
        for period in periods
        if period.pk not in done
        and concerns(schedule, period)
        # Its meeting has been held without it.
        and not (is_missed(schedule, period) and period.meeting and period.meeting.date < today)
    ]
    return Line(schedule, [_coming(schedule, period) for period in waiting[:SHOWN_AHEAD]], made)


def _coming(schedule: PaperSchedule, period: ReportingPeriod) -> Coming:
    at, is_planned = moment(schedule, period), period.state == PeriodState.PLANNED
    missed, note = is_missed(schedule, period), ""
    if period.meeting is None:
        note = "No meeting takes its papers: without one none is made"
    elif missed:
        note = "Before this schedule was set up or resumed, so it is not made by itself"
    elif is_planned and at and at <= timezone.now():
        note = "Made as soon as the period is opened"
    return Coming(period, moment_in_words(schedule, period), note, missed, may_be_made=not is_planned)
