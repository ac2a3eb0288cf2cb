"""Risks and their owners."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import Marked, MarkedQuerySet, OfMarkedQuerySet, Scoped
from risks.models.levels import RiskLevel
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class RiskStatus(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Proximity(models.TextChoices):
    """How soon it would happen, soonest first."""

    IMMINENT = "imminent", "Imminent"
    MONTH = "month", "Within a month"
    QUARTER = "quarter", "Within three months"
    YEAR = "year", "Within a year"
    LATER = "later", "Later than a year"


class RiskResponse(models.TextChoices):
    """What is done about it (DOMAIN B1); ``take`` is for an opportunity."""

    TREAT = "treat", "Treat"
    TOLERATE = "tolerate", "Tolerate"
    TRANSFER = "transfer", "Transfer"
    TERMINATE = "terminate", "Terminate"
    TAKE = "take", "Take the opportunity"


class RiskQuerySet(MarkedQuerySet):
    def open(self) -> Self:
        """Risks that stand."""
        return self.filter(status=RiskStatus.OPEN)


class Risk(Marked, Versioned, Timestamped):
    """Something that may happen: cause, event, effect. Text that came in one piece stays in ``description``.

    References are as papers print them; they are not unique there (DOMAIN A9 Q11), so the portal counts by ``number``.
    Closed or withdrawn with a reason, never deleted.
    """

    number = models.PositiveIntegerField("number within the footprint")
    reference = models.CharField(max_length=40, blank=True)
    initiative = models.ForeignKey(
        "portfolios.Initiative", null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    raised_in_ask = models.ForeignKey(
        "portfolios.Ask", null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    level = models.CharField(max_length=12, choices=RiskLevel.choices, default=RiskLevel.PORTFOLIO)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    description = models.TextField("description, where it came in one piece", blank=True)
    is_published = models.BooleanField("its text stands in a published paper", default=True)
    category = models.ForeignKey(
        "risks.RiskCategory", null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    proximity = models.CharField(max_length=10, choices=Proximity.choices, blank=True)
    response = models.CharField(max_length=10, choices=RiskResponse.choices, blank=True)
    logged = FuzzyDateField(blank=True)
    # Kept beside the reviews for speed, by the action that appends one.
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    review_due = models.DateField("next review due on", null=True, blank=True)
    # The heading that a source prints it under, where that is not its level ("CCG risks").
    heading = models.CharField("printed under", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=RiskStatus.choices, default=RiskStatus.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_reason = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    # Keeps a form that is posted twice from raising its risk twice; None for risks that came another way.
    raised_by_form = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["footprint", "number"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="risk_number_is_unique"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="risk_closed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(status=RiskStatus.OPEN) | ~Q(closed_reason=""),
                name="risk_closed_with_reason",
                violation_error_message="Say why the risk is closed or withdrawn.",
            ),
        ]
        indexes = [
            models.Index(fields=["footprint", "status"], name="risk_open_of_footprint"),
            models.Index(fields=["footprint", "status", "review_due"], name="risk_review_due"),
        ]

    def __str__(self) -> str:
        return f"{self.reference or self.number} {self.title}"

    @property
    def statement(self) -> str:
        """Cause, event and effect as one sentence, or the text as it came (DOMAIN B1)."""
        if not self.event:
            return self.description
        event, cause, effect = (
            part.strip().removesuffix(".") for part in (self.event, self.cause, self.effect)
        )
        sentence = (
            f"There is a risk {event}."
            if event.lower().startswith("that ")
            else f"There is a risk of {event}."
        )
        if cause:
            sentence += f" This is as a result of {cause}."
        if effect:
            sentence += f" This would lead to {effect}."
        return sentence


class RiskOwnerQuerySet(OfMarkedQuerySet):
    parents = ("risk",)

    def on(self, day: date) -> Self:
        """Those who own on ``day``."""
        begun, lasting = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(begun, lasting)


class RiskOwner(Scoped):
    """Who answers for a risk, from and to a day. Several are allowed."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="owners")
    person = models.ForeignKey("portfolios.Person", on_delete=models.PROTECT, related_name="risks_owned")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = RiskOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "person"], condition=Q(valid_to=None), name="risk_owner_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} owns {self.risk}"
