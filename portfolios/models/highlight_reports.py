"""Highlight reports: what each initiative returns for a period."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portfolios.models.footprint import Someone, footprints_with
from portfolios.models.initiatives import Initiative
from portfolios.models.pairs import by_whom, paired
from portfolios.models.periods import ReportingPeriod
from portfolios.models.scoped import Marked, MarkedQuerySet, Scoped, ScopedQuerySet
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class ReportState(models.TextChoices):
    EXPECTED = "expected", "Expected"
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    ASSURED = "assured", "Assured by PMO"
    SIGNED_OFF = "signed_off", "Signed off"


# The author has handed it in, and the record counts it.
RETURNED = frozenset({ReportState.SUBMITTED, ReportState.ASSURED, ReportState.SIGNED_OFF})


class HighlightReportQuerySet(ScopedQuerySet):
    def returned(self) -> Self:
        """Reports that were handed in and not sent back."""
        return self.filter(state__in=RETURNED)

    def outstanding(self) -> Self:
        """Reports that are waited for: expected, or still with their authors."""
        return self.exclude(state__in=RETURNED)


class HighlightReport(Scoped, Versioned, Timestamped):
    """One initiative's return for one period. Its rating is a ``Rating``; its narrative is ``ReportParagraph`` rows.

    ``route_to_green`` is what is done, ``route_owner`` by whom, ``route_by`` by when. ``still_true`` names the parts
    that the author said hold as they stood in the period before. ``editors`` are the accounts (ids) that ever saved it:
    a list in the row, so that a room of a thousand reports asks no more for it. Where nothing was returned by the lock,
    ``carried_from`` is the period whose rating stands and ``not_updated_days`` how old that was (DESIGN 5.5).
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="highlight_reports")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="highlight_reports")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.EXPECTED)
    route_to_green = models.TextField("route to green", blank=True)
    route_owner = models.CharField("who", max_length=200, blank=True)
    route_by = FuzzyDateField("by when", blank=True)
    still_true = models.JSONField("parts that hold as before", default=list, blank=True)
    source = models.CharField("where it came from, if not written here", max_length=200, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = by_whom()
    editors = models.JSONField("accounts that ever saved it", default=list, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = by_whom()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = by_whom()
    assured_at = models.DateTimeField(null=True, blank=True)
    assured_by = by_whom()
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = by_whom()
    carried_from = models.ForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_updated_days = models.PositiveIntegerField(null=True, blank=True)

    objects = HighlightReportQuerySet.as_manager()

    class Meta:
        ordering = ["period", "initiative"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "period"],
                name="report_once_per_period",
                violation_error_message="This initiative has a report for this period already.",
            ),
            *(
                paired("report", step)
                for step in ("edited", "submitted", "returned", "assured", "signed_off")
            ),
            models.CheckConstraint(
                condition=Q(carried_from=None, not_updated_days=None)
                | Q(carried_from__isnull=False, not_updated_days__isnull=False),
                name="report_carried_from_with_days",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="report_by_period")]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.period}"

    @property
    def written_by(self) -> frozenset[int]:
        """The accounts (ids) that ever saved it; of a report from elsewhere, the last that its record names."""
        last = () if self.edited_by_id is None else (self.edited_by_id,)
        return frozenset((*self.editors, *last))


class ReportPart(models.TextChoices):
    PROGRESS = "progress", "Progress since the last report"
    PLANNED = "planned", "Planned next"


class ReportTextQuerySet(MarkedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """As for all marked rows; what is still with its authors is not public before they hand it in."""
        found = super().visible_to(user)
        if user.is_authenticated and user.is_superuser:
            return found
        return found.filter(Q(report__state__in=RETURNED) | footprints_with(user, Permission.VIEW_PRIVATE))


class ReportParagraph(Marked):
    """One paragraph of a highlight report, in Markdown: the unit that papers number and that may be private."""

    report = models.ForeignKey(HighlightReport, on_delete=models.CASCADE, related_name="paragraphs")
    part = models.CharField(max_length=10, choices=ReportPart.choices)
    position = models.PositiveIntegerField()
    text = models.TextField()

    objects = ReportTextQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["report", "part", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(
                fields=["report", "part", "position"], name="paragraph_position_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReportStep(models.TextChoices):
    SUBMITTED = "submitted", "Submitted"
    RECALLED = "recalled", "Taken back"
    RETURNED = "returned", "Returned to its authors"
    ASSURED = "assured", "Assured by PMO"
    SIGNED_OFF = "signed_off", "Signed off"
    COMMENT = "comment", "Comment"


class ReportComment(Scoped):
    """One step of a report's way, or a remark on it: who did what when, and what they said. Appended, never changed."""

    report = models.ForeignKey(HighlightReport, on_delete=models.PROTECT, related_name="comments")
    step = models.CharField(max_length=12, choices=ReportStep.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=[ReportStep.RETURNED, ReportStep.COMMENT]) | ~Q(text=""),
                name="report_returned_with_comment",
                violation_error_message="Say what should be put right.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} by {self.by}"


class Outcome(models.TextChoices):
    DONE = "done", "Done"
    CARRIED = "carried", "Carried over"
    DROPPED = "dropped", "Dropped"


class PlannedOutcome(Marked):
    """What became of one thing that the report before had planned. Dropped needs its reason (DESIGN 5.2)."""

    report = models.ForeignKey(HighlightReport, on_delete=models.CASCADE, related_name="planned_outcomes")
    position = models.PositiveIntegerField()
    text = models.TextField("what was planned")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(blank=True)

    objects = ReportTextQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["report", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["report", "position"], name="planned_outcome_position_is_unique"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DROPPED) | ~Q(reason=""),
                name="planned_outcome_dropped_with_reason",
                violation_error_message="Say why it is dropped.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.text[:80]}"


# Who typed within this time is said to be writing.
WRITING = timedelta(minutes=2)


class ReportDraftQuerySet(ScopedQuerySet):
    def being_written(self, *, besides: User) -> Self:
        """Drafts that somebody else typed in just now."""
        recent = self.exclude(user=besides).filter(saved_at__gte=timezone.now() - WRITING)
        return recent.select_related("user").order_by("user__name")


class ReportDraft(Scoped):
    """What somebody has typed into the form of a report and not saved: kept by itself, so that no text is ever lost.

    ``content`` is the form as typed, field by field; ``base_version`` the version of the report it started from. Read
    by its author alone; to others it says only that somebody is writing.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "period", "user"], name="report_draft_once_per_author"
            )
        ]

    def __str__(self) -> str:
        return f"Draft of {self.user}: {self.initiative}, {self.period}"
