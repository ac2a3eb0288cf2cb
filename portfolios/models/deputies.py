"""Deputies: who stands in for whom, from a day to a day."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portfolios.models.pairs import by_whom, paired
from portfolios.models.people import Person
from portfolios.models.scoped import Scoped, ScopedQuerySet


class DeputyQuerySet(ScopedQuerySet):
    def current(self) -> Self:
        """Those who stand in today."""
        today = timezone.localdate()
        return self.filter(valid_from__lte=today, valid_to__gte=today, ended_at=None)


class Deputy(Scoped):
    """A person who may do in reports whatever another may, for a while: holidays and illness do not stop a month.

    Always with a last day. Standing in for somebody does not let a person approve what they wrote themselves.
    """

    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    valid_from = models.DateField("from")
    valid_to = models.DateField("to")
    reason = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = by_whom()

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "pk"]
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")),
                name="deputy_is_somebody_else",
                violation_error_message="Nobody stands in for themselves: choose somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="deputy_ends_after_it_starts",
                violation_error_message="The last day is before the first day.",
            ),
            paired("deputy", "ended"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.principal}"
