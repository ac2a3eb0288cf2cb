"""What schedules of papers have to do now. Asked every two seconds, so it is one query."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import TruncDate, TruncTime
from django.utils import timezone

from portfolios.models import PeriodState, ReportingPeriod
from portfolios.planning import STEPS
from reports.models import (
    FINISHED,
    PaperSchedule,
    RunState,
    ScheduledPaper,
    ScheduledState,
    SetPoint,
)
from reports.models.schedules import ScheduledPaperQuerySet

BEGUN = (PeriodState.OPEN, PeriodState.LOCKED)


@dataclass(frozen=True)
class Agenda:
    """Keys of schedules with a period that is due; and of what they made: to be tried again, of which the meeting
    moved, and of which the compilation failed unnoticed.
    """

    due: list[int]
    again: list[int]
    moved: list[int]
    uncompiled: list[int]


def agenda(now: datetime) -> Agenda:
    """What there is to do at ``now``. One query.

    ``due`` is generous by an hour in a night with a changed clock: ``schedule_moments.moment`` decides.
    """
    rows = ScheduledPaper.objects.order_by()
    again = rows.filter(
        state=ScheduledState.FAILED, next_attempt_at__lte=now, schedule__is_active=True
    ).values_list(Value("again"), "pk")
    moved_rows, uncompiled_rows = moved(rows), uncompiled(rows)
    found = _due(now).union(
        again,
        moved_rows.values_list(Value("moved"), "pk"),
        uncompiled_rows.values_list(Value("uncompiled"), "pk"),
        all=True,
    )
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, pk in found:
        by_kind[kind].append(pk)
    return Agenda(**{kind: sorted(by_kind[kind]) for kind in ("due", "again", "moved", "uncompiled")})


def moved(rows: ScheduledPaperQuerySet) -> ScheduledPaperQuerySet:
    """Those of ``rows`` whose period has its meeting on another day than when that was looked at last, or none."""
    as_seen = Q(period__meeting__date=F("seen_on")) | Q(period__meeting=None, seen_on=None)
    return rows.filter(state=ScheduledState.MADE).exclude(paper__state__in=FINISHED).exclude(as_seen)


def uncompiled(rows: ScheduledPaperQuerySet) -> ScheduledPaperQuerySet:
    """Those of ``rows`` whose paper could not be compiled when it was last asked for, of which nobody was told."""
    unnoticed = rows.filter(state=ScheduledState.MADE, error="").exclude(paper__state__in=FINISHED)
    return unnoticed.with_run_state().filter(run_state=RunState.FAILED)


def _due(now: datetime) -> QuerySet[PaperSchedule, tuple[str, int]]:
    """The schedules with a period whose moment has come, or that has a meeting and no date for the step at all."""
    local = timezone.localtime(now)
    is_made = ScheduledPaper.objects.filter(schedule=OuterRef(OuterRef("pk")), period=OuterRef("pk"))
    days = [
        When(point=name, then=F(name)) for name in SetPoint.values if name != SetPoint.LOCK
    ]  # each but the lock is named as a column of the period
    periods = ReportingPeriod.objects.filter(footprint=OuterRef("footprint"), state__in=BEGUN).annotate(
        point=ExpressionWrapper(OuterRef("set_point"), output_field=CharField()),
        hour=ExpressionWrapper(OuterRef("time_of_day"), output_field=TimeField()),
        day=Case(*days, output_field=DateField()),
    )
    has_come = Q(day__lt=local.date()) | Q(day=local.date(), hour__lte=local.time())
    counts = Q(day__gt=OuterRef("start_day")) | Q(day=OuterRef("start_day"), hour__gte=OuterRef("start_time"))
    has_no_day = ~Q(point=SetPoint.LOCK) & Q(day=None, meeting__date__gte=OuterRef("start_day"))
    is_locked = Q(point=SetPoint.LOCK, state=PeriodState.LOCKED, locked_at__gte=OuterRef("starts_at"))
    is_recent = Q()
    for name in ("last_day", *STEPS, "meeting__date"):
        is_recent |= Q(**{f"{name}__gte": OuterRef("start_day")})
    schedules = PaperSchedule.objects.filter(is_active=True).annotate(
        start_day=TruncDate("starts_at"), start_time=TruncTime("starts_at")
    )
    is_due = has_come & counts | has_no_day | is_locked & is_recent
    found = schedules.filter(Exists(periods.filter(is_due, ~Exists(is_made))))
    return found.order_by().values_list(Value("due"), "pk")
