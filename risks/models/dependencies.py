"""Dependencies: what one initiative gives another by a date."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portfolios.models import Marked, MarkedQuerySet, OfMarkedQuerySet, Scoped
from portfolios.models.pairs import by_whom, paired
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class DependencyStatus(models.TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DependencyQuerySet(MarkedQuerySet):
    def open(self) -> Self:
        """What is still to be given."""
        return self.filter(status=DependencyStatus.OPEN)


class Dependency(Marked, Versioned, Timestamped):
    """Something the giver gives the taker by a date. Agreed once both ends have confirmed it as it reads.

    ``needed_by`` is the taker's, ``promised`` the giver's. A change of either is appended as a ``DependencyUpdate``.
    """

    number = models.PositiveIntegerField("number within the footprint")
    giver = models.ForeignKey("portfolios.Initiative", on_delete=models.PROTECT, related_name="given")
    taker = models.ForeignKey("portfolios.Initiative", on_delete=models.PROTECT, related_name="taken")
    text = models.TextField("what is given")
    needed_by = FuzzyDateField()
    promised = FuzzyDateField("promised for", blank=True)
    giver_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    giver_confirmed_by = by_whom()
    taker_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    taker_confirmed_by = by_whom()
    status = models.CharField(max_length=10, choices=DependencyStatus.choices, default=DependencyStatus.OPEN)
    met_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = by_whom()
    closed_reason = models.TextField(blank=True)
    raised_by_form = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = DependencyQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["footprint", "number"]
        verbose_name_plural = "dependencies"
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="dependency_number_is_unique"),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="dependency_has_two_ends",
                violation_error_message="An initiative cannot depend on itself: choose another giver or taker.",
            ),
            paired("dependency", "giver_confirmed"),
            paired("dependency", "taker_confirmed"),
            paired("dependency", "closed"),
            models.CheckConstraint(
                condition=~Q(status=DependencyStatus.WITHDRAWN) | ~Q(closed_reason=""),
                name="dependency_withdrawn_with_reason",
                violation_error_message="Say why the dependency is withdrawn.",
            ),
        ]
        indexes = [models.Index(fields=["footprint", "status"], name="dependency_open_of_footprint")]

    def __str__(self) -> str:
        return f"Dependency {self.number}"

    @property
    def is_agreed(self) -> bool:
        """Whether both ends have confirmed it."""
        return bool(self.giver_confirmed_at and self.taker_confirmed_at)


class DependencyUpdateQuerySet(OfMarkedQuerySet):
    parents = ("dependency",)


class DependencyUpdate(Scoped):
    """A change of what was promised or needed, with its reason. Appended."""

    dependency = models.ForeignKey(Dependency, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    reason = models.TextField(blank=True)
    needed_before = FuzzyDateField(blank=True)
    needed_after = FuzzyDateField(blank=True)
    promised_before = FuzzyDateField(blank=True)
    promised_after = FuzzyDateField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DependencyUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.dependency}, {self.on:%d/%m/%Y}"
