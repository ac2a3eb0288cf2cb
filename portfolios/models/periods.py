"""Reporting periods."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portfolios.models.bodies import Meeting
from portfolios.models.pairs import by_whom, paired
from portfolios.models.scoped import Scoped, ScopedQuerySet
from stp_portal.core.base import Versioned


class PeriodState(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    LOCKED = "locked", "Locked"


class ReportingPeriodQuerySet(ScopedQuerySet):
    def overlapping(self, *, first_day: object, last_day: object) -> Self:
        """Periods that share more than an edge day with these days (DOMAIN A8 rule 4: one shared day may be)."""
        return self.filter(first_day__lt=last_day, last_day__gt=first_day)

    def current(self) -> "ReportingPeriod | None":
        """The period a dashboard opens with: the latest open one, else the latest locked one."""
        opened = self.filter(state=PeriodState.OPEN).order_by("first_day").last()
        return opened or self.filter(state=PeriodState.LOCKED).order_by("first_day").last()

    def before(self, period: "ReportingPeriod") -> "ReportingPeriod | None":
        """The last of these periods that is of the same footprint and before ``period``."""
        earlier = self.filter(footprint=period.footprint_id, first_day__lt=period.first_day)
        return earlier.order_by("first_day").last()

    def after(self, period: "ReportingPeriod") -> "ReportingPeriod | None":
        """The first of these periods that is of the same footprint and after ``period``."""
        later = self.filter(footprint=period.footprint_id, first_day__gt=period.first_day)
        return later.order_by("first_day").first()


class ReportingPeriod(Scoped, Versioned):
    """The stretch of days one round of reports covers. Not always a calendar month, and not the date of a meeting.

    Opened, locked and reopened by actions alone. ``opened``, ``locked`` and ``reopened`` say when and by whom last; the
    audit trail has every time.
    """

    slug = models.SlugField("name in addresses", max_length=20)
    label = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    data_cut_off = models.DateField("data as at", null=True, blank=True)
    returns_due = models.DateField("returns due", null=True, blank=True)
    assurance_due = models.DateField("assurance due", null=True, blank=True)
    sign_off_due = models.DateField("sign-off due", null=True, blank=True)
    despatch_on = models.DateField("papers sent out", null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="periods",
        verbose_name="meeting that its papers go to",
    )
    state = models.CharField(max_length=10, choices=PeriodState.choices, default=PeriodState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = by_whom()
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    locked_by = by_whom()
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_by = by_whom()
    reopened_reason = models.TextField(blank=True, editable=False)
    note = models.CharField(max_length=300, blank=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "slug"],
                name="period_slug_is_unique",
                violation_error_message="This footprint has a period of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="period_ends_after_it_starts",
                violation_error_message="The last day of the period is before its first day.",
            ),
            paired("period", "opened"),
            paired("period", "locked"),
            paired("period", "reopened"),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(reopened_reason=""),
                name="period_reopened_with_reason",
                violation_error_message="Say why the period is opened again.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse a period that overlaps another of its footprint."""
        super().clean()
        if not (self.first_day and self.last_day and self.footprint_id):
            return
        others = ReportingPeriod.objects.filter(footprint_id=self.footprint_id).exclude(pk=self.pk)
        other = others.overlapping(first_day=self.first_day, last_day=self.last_day).first()
        if other:
            raise ValidationError(
                {
                    "first_day": f"{self.label} ({self.first_day:%d/%m/%Y} to {self.last_day:%d/%m/%Y}) overlaps "
                    f"{other.label} ({other.first_day:%d/%m/%Y} to {other.last_day:%d/%m/%Y}). "
                    "Change the days so that each day belongs to one period."
                }
            )

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def is_locked(self) -> bool:
        return self.state == PeriodState.LOCKED

    @property
    def data_as_at(self) -> date:
        """The cut-off, or the last day where none was set."""
        return self.data_cut_off or self.last_day
