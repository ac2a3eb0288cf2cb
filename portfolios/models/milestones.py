"""Milestones, with every forecast they had."""

from django.conf import settings
from django.db import models

from portfolios.models.initiatives import Initiative
from portfolios.models.scoped import Marked, MarkedQuerySet, Scoped
from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField
from stp_portal.core.text import validate_narrative


class Gate(models.TextChoices):
    """The business case ladder and service change gates (DOMAIN B6)."""

    PID = "pid", "Project initiation document"
    PBC = "pbc", "Programme business case"
    SOC = "soc", "Strategic outline case"
    OBC = "obc", "Outline business case"
    FBC = "fbc", "Full business case"
    PCBC = "pcbc", "Pre-consultation business case"
    DMBC = "dmbc", "Decision-making business case"


class MilestoneQuerySet(MarkedQuerySet):
    """Milestones, which are numbered and may be private."""


class Milestone(Marked, Versioned, Timestamped):
    """A dated promise of an initiative: baseline, forecast and actual, each as precise as it was given.

    ``number`` counts within the footprint and names it for good, whatever its title becomes. ``financial_years`` are
    those it is to be delivered in, as “2017/18” (DOMAIN A8 rule 10).
    """

    number = models.PositiveIntegerField("number within the footprint")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=300)
    detail = models.TextField("what it is made of", blank=True, validators=[validate_narrative])
    heading = models.CharField("sub-heading it stands under", max_length=200, blank=True)
    gate = models.CharField(max_length=10, choices=Gate.choices, blank=True)
    baseline = FuzzyDateField(blank=True)
    forecast = FuzzyDateField(blank=True)
    actual = FuzzyDateField(blank=True)
    financial_years = models.JSONField("financial years it spans", default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = MilestoneQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["initiative", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "number"], name="milestone_number_is_unique"),
        ]

    def __str__(self) -> str:
        return self.title


class MilestoneForecast(Scoped):
    """A forecast as it was given on a day: appended, so that slippage can be counted (DOMAIN A8 rule 14)."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="forecasts")
    forecast = FuzzyDateField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.forecast}"
