"""Issues: what has happened (DOMAIN B4)."""

from typing import Self

from django.db import models
from django.db.models import Q

from portfolios.models import Marked, MarkedQuerySet
from portfolios.models.pairs import by_whom, paired
from risks.models.levels import RiskLevel
from risks.models.risks import Risk
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class Severity(models.TextChoices):
    """How much an issue hurts, worst first."""

    CRITICAL = "critical", "Critical"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class IssueStatus(models.TextChoices):
    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class IssueQuerySet(MarkedQuerySet):
    def open(self) -> Self:
        """Issues that stand."""
        return self.filter(status=IssueStatus.OPEN)


class Issue(Marked, Versioned, Timestamped):
    """Something that has happened and is being dealt with. A risk that happened becomes one, linked by ``risk``.

    Resolved or withdrawn with a reason, never deleted.
    """

    number = models.PositiveIntegerField("number within the footprint")
    risk = models.ForeignKey(Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    initiative = models.ForeignKey(
        "portfolios.Initiative", null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    level = models.CharField(max_length=12, choices=RiskLevel.choices, default=RiskLevel.PORTFOLIO)
    title = models.CharField(max_length=300)
    text = models.TextField("what has happened")
    effect = models.TextField("what it does to the work", blank=True)
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.MEDIUM)
    owner = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="issues_owned"
    )
    due = FuzzyDateField("to be resolved by", blank=True)
    raised_on = models.DateField()
    status = models.CharField(max_length=10, choices=IssueStatus.choices, default=IssueStatus.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = by_whom()
    closed_reason = models.TextField(blank=True)
    # Keeps a form that is posted twice from raising its issue twice.
    raised_by_form = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["footprint", "number"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="issue_number_is_unique"),
            paired("issue", "closed"),
            models.CheckConstraint(
                condition=Q(status=IssueStatus.OPEN) | ~Q(closed_reason=""),
                name="issue_closed_with_reason",
                violation_error_message="Say how the issue was resolved, or why it is withdrawn.",
            ),
        ]
        indexes = [models.Index(fields=["footprint", "status"], name="issue_open_of_footprint")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
