"""Escalations: a risk or an issue handed from one level to another."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import OfMarkedQuerySet, Scoped
from portfolios.models.pairs import by_whom, paired
from risks.models.levels import RiskLevel


class EscalationState(models.TextChoices):
    PROPOSED = "proposed", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Taken back"


class EscalationQuerySet(OfMarkedQuerySet):
    parents = ("risk", "issue")

    def waiting(self) -> Self:
        """Those that nobody has answered yet."""
        return self.filter(state=EscalationState.PROPOSED)


class Escalation(Scoped):
    """A proposal that another level look after a risk or an issue, and the answer. Up, or down again.

    Accepted, the risk stands at the new level and nowhere else; returned, where it stood, with the reason. One waits at
    a time.
    """

    risk = models.ForeignKey(
        "risks.Risk", null=True, blank=True, on_delete=models.PROTECT, related_name="escalations"
    )
    issue = models.ForeignKey(
        "risks.Issue", null=True, blank=True, on_delete=models.PROTECT, related_name="escalations"
    )
    from_level = models.CharField(max_length=12, choices=RiskLevel.choices)
    to_level = models.CharField(max_length=12, choices=RiskLevel.choices)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=EscalationState.choices, default=EscalationState.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField("what was answered", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = by_whom()

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(risk__isnull=False, issue=None) | Q(risk=None, issue__isnull=False),
                name="escalation_of_risk_or_issue",
            ),
            models.CheckConstraint(
                condition=~Q(from_level=models.F("to_level")), name="escalation_changes_level"
            ),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(state="proposed"), name="escalation_one_of_risk_waits"
            ),
            models.UniqueConstraint(
                fields=["issue"], condition=Q(state="proposed"), name="escalation_one_of_issue_waits"
            ),
            paired("escalation", "answered"),
        ]

    def __str__(self) -> str:
        return f"{self.risk or self.issue}: {self.get_from_level_display()} to {self.get_to_level_display()}"

    @property
    def is_up(self) -> bool:
        """Whether it goes towards the governing body."""
        return RiskLevel(self.to_level).rung > RiskLevel(self.from_level).rung
