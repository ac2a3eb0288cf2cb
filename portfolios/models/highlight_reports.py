"""Highlight reports: what each initiative returns for a period."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models.initiatives import Initiative
from portfolios.models.periods import ReportingPeriod
from portfolios.models.scoped import Marked, Scoped
from stp_portal.core.base import Timestamped, Versioned


class ReportState(models.TextChoices):
    EXPECTED = "expected", "Expected"
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    ASSURED = "assured", "Assured by PMO"
    SIGNED_OFF = "signed_off", "Signed off"


def paired(field: str) -> models.CheckConstraint:
    """``<field>_at`` and ``<field>_by`` are both given or both empty."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}_at": None, f"{field}_by": None})
        | Q(**{f"{field}_at__isnull": False, f"{field}_by__isnull": False}),
        name=f"report_{field}_at_with_by",
    )


def _by() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class HighlightReport(Scoped, Versioned, Timestamped):
    """One initiative's return for one period. Its rating is a ``Rating``; its narrative is ``ReportParagraph`` rows."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="highlight_reports")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="highlight_reports")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.EXPECTED)
    route_to_green = models.TextField("route to green", blank=True)
    source = models.CharField("where it came from, if not written here", max_length=200, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = _by()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = _by()
    assured_at = models.DateTimeField(null=True, blank=True)
    assured_by = _by()
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = _by()

    class Meta:
        ordering = ["period", "initiative"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "period"],
                name="report_once_per_period",
                violation_error_message="This initiative has a report for this period already.",
            ),
            paired("edited"),
            paired("submitted"),
            paired("assured"),
            paired("signed_off"),
        ]
        indexes = [models.Index(fields=["period", "state"], name="report_by_period")]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.period}"


class ReportPart(models.TextChoices):
    PROGRESS = "progress", "Progress since the last report"
    PLANNED = "planned", "Planned next"


class ReportParagraph(Marked):
    """One paragraph of a highlight report, in Markdown: the unit that papers number and that may be private."""

    report = models.ForeignKey(HighlightReport, on_delete=models.CASCADE, related_name="paragraphs")
    part = models.CharField(max_length=10, choices=ReportPart.choices)
    position = models.PositiveIntegerField()
    text = models.TextField()

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
