"""Acceptances: a risk carried as it is, until a day."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portfolios.models import OfMarkedQuerySet, Scoped
from portfolios.models.pairs import by_whom, paired
from risks.models.risks import Risk


class AcceptanceQuerySet(OfMarkedQuerySet):
    parents = ("risk",)

    def standing(self, on: date) -> Self:
        """Those that hold on the day ``on``: neither run out nor ended."""
        return self.filter(ended_at=None, accepted_on__lte=on, until__gte=on)


class Acceptance(Scoped):
    """That a risk above tolerance is carried knowingly, with the reason and until a day. Appended.

    It runs out by itself; taken back earlier it is ended.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="acceptances")
    accepted_on = models.DateField()
    until = models.DateField("last day")
    reason = models.TextField()
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = by_whom()
    ended_reason = models.TextField(blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["-accepted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("accepted_on")),
                name="acceptance_ends_after_it_starts",
                violation_error_message="The last day must not be before the day it is accepted.",
            ),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(ended_at=None), name="acceptance_one_stands"
            ),
            paired("acceptance", "ended"),
        ]

    def __str__(self) -> str:
        return f"{self.risk}, accepted until {self.until:%d/%m/%Y}"
