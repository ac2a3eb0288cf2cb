"""Asks: what a body is asked to discuss or decide."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models.bodies import Body, Meeting
from portfolios.models.initiatives import Initiative
from portfolios.models.pairs import by_whom, paired
from portfolios.models.periods import ReportingPeriod
from portfolios.models.scoped import Marked, MarkedQuerySet, OfMarkedQuerySet, Scoped
from stp_portal.core.base import Timestamped, Versioned


class AskPurpose(models.TextChoices):
    DISCUSSION = "discussion", "For discussion"
    DECISION = "decision", "For decision"


class AskState(models.TextChoices):
    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AskOutcome(models.TextChoices):
    DECIDED = "decided", "Decided"
    DISCUSSED = "discussed", "Discussed"
    DEFERRED = "deferred", "Deferred"
    NOTED = "noted", "Noted"


class AskQuerySet(MarkedQuerySet):
    def open(self) -> Self:
        """Asks that wait for an answer."""
        return self.filter(state=AskState.OPEN)


class Ask(Marked, Versioned, Timestamped):
    """Something a body is asked to discuss or decide, raised by an initiative or by an office; open until answered.

    Printed as “<body> have been asked to <verb> <text>” (DOMAIN A8 rule 8).
    """

    key = models.SlugField(max_length=80)
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="asks"
    )
    raised_by = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="asks_raised"
    )
    printed_under = models.ForeignKey(
        "portfolios.InitiativeAlias", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="asks")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="asks")
    purpose = models.CharField(max_length=10, choices=AskPurpose.choices)
    verb = models.CharField("asked to", max_length=60, help_text="For example “discuss” or “decide on”.")
    text = models.TextField("what")
    context = models.TextField("background", blank=True)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.OPEN)
    outcome = models.CharField(max_length=10, choices=AskOutcome.choices, blank=True)
    outcome_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_in = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    done_at = models.DateTimeField("carried out at", null=True, blank=True, editable=False)
    done_by = by_whom()
    done_text = models.TextField("what was done", blank=True)

    objects = AskQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["period", "purpose", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "period", "key"], name="ask_key_is_unique"),
            models.CheckConstraint(
                condition=Q(initiative=None, raised_by__isnull=False)
                | Q(initiative__isnull=False, raised_by=None),
                name="ask_has_one_raiser",
                violation_error_message="An ask is raised by an initiative or by an office: name one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="ask_answered_at_with_by",
            ),
            paired("ask", "done"),
        ]

    def __str__(self) -> str:
        return f"{self.body.short} asked to {self.verb} {self.text}"

    @property
    def heading(self) -> str:
        """The name it is printed under. Reads the initiative, alias or office."""
        if self.printed_under:
            return self.printed_under.name
        if self.initiative:
            return self.initiative.heading
        return self.raised_by.name if self.raised_by else ""


class AskMinuteQuerySet(OfMarkedQuerySet):
    parents = ("ask",)


class AskMinute(Scoped):
    """What a meeting said of an ask, as minuted. Appended: one that is deferred is minuted again (DOMAIN A8 rule 8)."""

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="minutes")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes"
    )
    on = models.DateField("said on")
    outcome = models.CharField(max_length=10, choices=AskOutcome.choices)
    text = models.TextField("as minuted", blank=True)
    reference = models.CharField("number in the minutes", max_length=40, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AskMinuteQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} on {self.on:%d/%m/%Y}: {self.ask}"
