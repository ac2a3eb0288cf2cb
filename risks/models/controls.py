"""Controls: what already holds a risk down, and what assures that it does."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import OfMarkedQuerySet, Scoped
from risks.models.risks import Risk
from stp_portal.core.base import Timestamped, Versioned


class ControlQuerySet(OfMarkedQuerySet):
    parents = ("risk",)

    def standing(self) -> Self:
        """Controls that are in place."""
        return self.filter(ended_on=None)


class Control(Versioned, Timestamped, Scoped):
    """Something in place that holds a risk down. What is still to be done is an ``Action``.

    It ends with a reason; it is not deleted.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="controls")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    gap = models.TextField("gap in this control", blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = ControlQuerySet.as_manager()

    class Meta:
        ordering = ["risk", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""),
                name="control_ended_with_reason",
                violation_error_message="Say why the control is no longer in place.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class AssuranceLine(models.TextChoices):
    """Who assures: those who do it, those who oversee it, those outside (DOMAIN B2)."""

    FIRST = "first", "First line: those who run it"
    SECOND = "second", "Second line: those who oversee it"
    THIRD = "third", "Third line: independent of it"


class AssuranceLevel(models.TextChoices):
    NONE = "none", "None"
    LIMITED = "limited", "Limited"
    REASONABLE = "reasonable", "Reasonable"
    SUBSTANTIAL = "substantial", "Substantial"


class AssuranceQuerySet(OfMarkedQuerySet):
    parents = ("control__risk",)


class Assurance(Scoped):
    """Evidence, on a day, of how well a control works. Appended."""

    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="assurances")
    line = models.CharField(max_length=10, choices=AssuranceLine.choices)
    level = models.CharField(max_length=12, choices=AssuranceLevel.choices)
    text = models.TextField("what was looked at, and what it showed")
    on = models.DateField("as at")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssuranceQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_level_display()} assurance on {self.on:%d/%m/%Y}"
