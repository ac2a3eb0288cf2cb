"""Reviews of single risks: that somebody looked, and what they found."""

from django.conf import settings
from django.db import models

from portfolios.models import OfMarkedQuerySet, Scoped
from risks.models.assessments import Assessment
from risks.models.risks import Risk


class ReviewOutcome(models.TextChoices):
    STILL_RIGHT = "still_right", "Still right"
    RESCORED = "rescored", "Rescored"


class RiskReviewQuerySet(OfMarkedQuerySet):
    parents = ("risk",)


class RiskReview(Scoped):
    """That a risk was looked at on a day, with its reason: still right, or rescored. Appended.

    ``assessment`` is the current score that stood when it was found right, or that the review gave.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=ReviewOutcome.choices)
    reason = models.TextField(blank=True)
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    next_due = models.DateField("next review due on", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RiskReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["risk", "on"], name="risk_review_of_risk")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} on {self.on:%d/%m/%Y}: {self.risk}"
