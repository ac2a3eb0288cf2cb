"""Schedules: papers that are begun and compiled by themselves for each period."""

from datetime import time
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from portfolios.models import Person, ReportingPeriod, Scoped, ScopedQuerySet, Session
from reports.models.paper_types import PaperType
from reports.models.papers import Paper
from reports.models.runs import Run
from stp_portal.core.base import Timestamped, Versioned


class SetPoint(models.TextChoices):
    """The step of the calendar at which a scheduled paper is compiled; the dates are those of the period."""

    DATA_CUT_OFF = "data_cut_off", "The day of the data cut-off"
    RETURNS_DUE = "returns_due", "The day returns are due"
    ASSURANCE = "assurance_due", "The day assurance is due"
    SIGN_OFF = "sign_off_due", "The day sign-off is due"
    LOCK = "lock", "As soon as the period is locked"
    DESPATCH = "despatch_on", "The day papers are sent out"


class PaperSchedule(Scoped, Versioned, Timestamped):
    """That papers of a type are made by themselves, when in the month, and in whose name.

    ``starts_at`` is when it was set up or resumed last: moments that passed before are not made up for.
    """

    paper_type = models.ForeignKey(PaperType, on_delete=models.CASCADE, related_name="schedules")
    session = models.CharField(max_length=10, choices=Session.choices, default=Session.PUBLIC)
    set_point = models.CharField("compiled", max_length=15, choices=SetPoint.choices)
    time_of_day = models.TimeField(default=time(8))
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    publishes = models.BooleanField("published by itself on the day papers are sent out, once approved")
    is_active = models.BooleanField(default=True)
    starts_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["paper_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper_type", "session"], name="schedule_once_per_type_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_type}: {self.get_set_point_display()}"


class ScheduledState(models.TextChoices):
    MADE = "made", "Made"
    FAILED = "failed", "Failed"


class ScheduledPaperQuerySet(ScopedQuerySet):
    """What schedules have made."""

    def with_run_state(self) -> Self:
        """Each with ``run_state``: that of the run of its paper that was asked for last, None without one."""
        last_run = Run.objects.filter(paper=OuterRef("paper")).last_asked_first().values("state")[:1]
        return self.annotate(run_state=Subquery(last_run))


class ScheduledPaper(Scoped):
    """What became of one schedule in one period: one row, so that nothing is made twice and nothing fails silently.

    The meeting and the moment are those that stood when it was made; a meeting that moved since is seen by them.
    ``seen_on`` is the day of the meeting as it was found last: whoever is to know of a move is told as it changes.
    """

    schedule = models.ForeignKey(PaperSchedule, on_delete=models.PROTECT, related_name="made")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ScheduledState.choices)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="scheduled"
    )
    due_at = models.DateTimeField()
    meets_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True, editable=False)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScheduledPaperQuerySet.as_manager()

    run_state: str | None  # no column: given by ``with_run_state``

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "period"], name="scheduled_once_per_period"),
            models.CheckConstraint(
                condition=~Q(state=ScheduledState.MADE) | Q(paper__isnull=False),
                name="scheduled_made_has_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state=ScheduledState.FAILED) | ~Q(error=""),
                name="scheduled_failure_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule}, {self.period}"
