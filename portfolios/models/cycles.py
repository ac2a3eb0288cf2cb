"""How a footprint runs its reporting cycle: when periods are, what is due when, and who is reminded on which days."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portfolios.models.bodies import Body
from portfolios.models.footprint import Footprint
from portfolios.models.ratings import RatingDimension
from portfolios.models.scoped import ScopedQuerySet
from stp_portal.core.base import Timestamped, Versioned


class Cadence(models.TextChoices):
    MONTHLY = "monthly", "Calendar months"
    FOUR_WEEKLY = "four_weekly", "Every four weeks"
    OWN_DATES = "own_dates", "Dates of our own"


def usual_reminder_days() -> list[int]:
    """A week and a day before returns are due, the day after, and three days after; in working days."""
    return [-5, -1, 1, 3]


def validate_reminder_days(value: Any) -> None:
    """A list of different whole numbers of working days, from 20 before to 20 after."""
    is_list = isinstance(value, list) and all(type(day) is int and -20 <= day <= 20 for day in value)
    if not is_list or len(set(value)) != len(value):
        raise ValidationError(
            "Give different whole numbers of working days from -20 (before) to 20 (after), such as -5, -1, 1, 3."
        )


def validate_dimensions(value: Any) -> None:
    """A list of different dimensions beside the overall rating."""
    allowed = [word for word in RatingDimension.values if word != RatingDimension.OVERALL]
    if not isinstance(value, list) or len(set(value)) != len(value) or not set(value) <= set(allowed):
        raise ValidationError(f"Give different dimensions out of: {', '.join(allowed)}.")


class Cycle(Versioned, Timestamped):
    """The reporting cycle of one footprint (DESIGN 5). One row per footprint; ``Cycle.of`` gives it or the usual one.

    Days are working days in England. The steps are counted back from a meeting of ``body``; the thresholds are those of
    the calculated rating.
    """

    footprint = models.OneToOneField(Footprint, on_delete=models.PROTECT, related_name="cycle")
    cadence = models.CharField(max_length=12, choices=Cadence.choices, default=Cadence.MONTHLY)
    first_day = models.DateField("first day of a four-week period", null=True, blank=True)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="meetings of",
    )
    data_cut_off = models.PositiveSmallIntegerField("data cut-off", default=15)
    returns_due = models.PositiveSmallIntegerField("returns due", default=12)
    assurance = models.PositiveSmallIntegerField("assurance by the PMO", default=9)
    sign_off = models.PositiveSmallIntegerField("sign-off", default=7)
    despatch = models.PositiveSmallIntegerField("papers sent out", default=5)
    reminder_days = models.JSONField(
        "reminders, in working days from when returns are due",
        default=usual_reminder_days,
        blank=True,
        validators=[validate_reminder_days],
    )
    sponsor_after = models.PositiveSmallIntegerField(
        "working days after returns are due when the sponsor hears", default=5
    )
    reminder_time = models.TimeField("time of day of reminders", default=time(8))
    dimensions = models.JSONField(
        "ratings beside the overall one", default=list, blank=True, validators=[validate_dimensions]
    )
    stale_after_days = models.PositiveSmallIntegerField("days until a report is stale", default=45)
    slip_days = models.PositiveSmallIntegerField("days of slippage that count", default=30)
    overdue_days = models.PositiveSmallIntegerField("days overdue that count as serious", default=28)
    red_risks = models.PositiveSmallIntegerField("risks in the worst band that count as serious", default=3)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(data_cut_off__gte=F("returns_due"))
                & Q(returns_due__gte=F("assurance"))
                & Q(assurance__gte=F("sign_off"))
                & Q(sign_off__gte=F("despatch")),
                name="cycle_steps_in_order",
                violation_error_message="The steps must follow one another: data cut-off, returns due, assurance, "
                "sign-off, papers sent out. Give an earlier step the same number of days or more.",
            ),
            models.CheckConstraint(
                condition=~Q(cadence=Cadence.FOUR_WEEKLY) | Q(first_day__isnull=False),
                name="cycle_of_four_weeks_has_a_first_day",
                violation_error_message="Give the first day of any one of the four-week periods.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reporting cycle of {self.footprint}"

    @classmethod
    def of(cls, footprint: Footprint) -> "Cycle":
        """The cycle of ``footprint``; an unsaved one with the usual numbers where none was set up. One query."""
        return cls.objects.filter(footprint=footprint).select_related("body").first() or cls(
            footprint=footprint
        )
