"""Measures: what an initiative, or the whole footprint, means to achieve, and the values it had."""

from django.conf import settings
from django.db import models

from portfolios.models.initiatives import Initiative
from portfolios.models.people import Person
from portfolios.models.scoped import Marked, MarkedQuerySet, OfMarkedQuerySet, Scoped
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class Gap(models.TextChoices):
    """The three gaps of the Five Year Forward View that outcomes are grouped by (DOMAIN A2)."""

    HEALTH = "health", "Health and wellbeing"
    CARE = "care", "Care and quality"
    FINANCE = "finance", "Finance and efficiency"


class Direction(models.TextChoices):
    INCREASE = "increase", "Up is better"
    DECREASE = "decrease", "Down is better"
    NEITHER = "neither", "Neither is better"


class MeasureQuerySet(MarkedQuerySet):
    """Measures, which are numbered and may be private."""


class Measure(Marked, Versioned, Timestamped):
    """An outcome, KPI or benefit in words, with its baseline and target where they are numbers.

    Without ``initiative`` it is of the whole footprint. Papers give outcomes as a change, a level, a count or words
    alone (DOMAIN B7), so ``title`` says all of it and the numbers stand beside it.
    """

    number = models.PositiveIntegerField("number within the footprint")
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    title = models.CharField(max_length=500)
    heading = models.CharField("sub-heading it stands under", max_length=200, blank=True)
    gap = models.CharField(max_length=10, choices=Gap.choices, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.NEITHER)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_at = FuzzyDateField("when the baseline was", blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    due = FuzzyDateField("when the target is to be reached", blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    position = models.PositiveIntegerField(default=0)

    objects = MeasureQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["position", "number"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="measure_number_is_unique"),
        ]

    def __str__(self) -> str:
        return self.title


class ReadingQuerySet(OfMarkedQuerySet):
    parents = ("measure",)


class Reading(Scoped):
    """The value of a measure for one month. Appended: of several for a month, the one recorded last counts."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="readings")
    month = models.DateField("first day of the month")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="reading_is_of_a_month",
                violation_error_message="Give the first day of the month that the reading is of.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.month:%B %Y}: {self.value.normalize():f}"
