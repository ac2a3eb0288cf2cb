"""Actions: what is still to be done, by whom, by when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import OfMarkedQuerySet, Scoped
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class ActionStatus(models.TextChoices):
    """How an action or a recommendation stands (DOMAIN A7). That it is overdue is computed, never chosen."""

    NEW = "new", "New"
    ON_TRACK = "on_track", "On track"
    PLAN_IN_PLACE = "plan_in_place", "Plan in place"
    ONGOING = "ongoing", "Ongoing"
    CARRIED_FORWARD = "carried_forward", "Carried forward"
    COMPLETE = "complete", "Complete"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# What these say is that nothing more is to be done.
ENDED = (ActionStatus.COMPLETE, ActionStatus.CLOSED, ActionStatus.WITHDRAWN)


class ActionQuerySet(OfMarkedQuerySet):
    parents = ("risk", "issue", "ask")

    def open(self) -> Self:
        """Actions that wait to be done."""
        return self.exclude(status__in=ENDED)

    def overdue(self, on: date) -> Self:
        """Open ones whose last day is past on ``on``; those without a day cannot be (DOMAIN A8 rule 13)."""
        return self.open().filter(due__last__lt=on)


class Action(Versioned, Timestamped, Scoped):
    """Something to be done about a risk or an issue, or because of what a body decided.

    One accountable lead (DOMAIN A8 rule 12). ``due`` may be words; what has no day needs ``review_on`` (rule 13).
    Completed, closed or withdrawn with a reason, never deleted.
    """

    number = models.PositiveIntegerField("number within the footprint")
    risk = models.ForeignKey(
        "risks.Risk", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    issue = models.ForeignKey(
        "risks.Issue", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    ask = models.ForeignKey(
        "portfolios.Ask", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    lead = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    due = FuzzyDateField(blank=True)
    review_on = models.DateField("to be looked at on, where it has no day", null=True, blank=True)
    status = models.CharField(max_length=20, choices=ActionStatus.choices, default=ActionStatus.NEW)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["footprint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "number"], name="action_number_is_unique"),
            models.CheckConstraint(
                condition=Q(risk__isnull=False, issue=None, ask=None)
                | Q(risk=None, issue__isnull=False, ask=None)
                | Q(risk=None, issue=None, ask__isnull=False),
                name="action_has_one_source",
                violation_error_message="An action belongs to a risk, an issue or an ask: name one.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ActionStatus.CLOSED, ActionStatus.WITHDRAWN]) | ~Q(ended_reason=""),
                name="action_ended_with_reason",
                violation_error_message="Say why the action is closed or withdrawn.",
            ),
        ]
        indexes = [models.Index(fields=["footprint", "status"], name="action_open_of_footprint")]

    def __str__(self) -> str:
        return f"Action {self.number}"


class ActionUpdateQuerySet(OfMarkedQuerySet):
    parents = ("action__risk", "action__issue", "action__ask")


class ActionUpdate(Scoped):
    """What was said of an action on a day. Appended; it keeps the due date it changed (DOMAIN A8 rule 14)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    text = models.TextField()
    status = models.CharField(max_length=20, choices=ActionStatus.choices)
    due_before = FuzzyDateField(blank=True)
    due_after = FuzzyDateField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ActionUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.action}, {self.on:%d/%m/%Y}"
