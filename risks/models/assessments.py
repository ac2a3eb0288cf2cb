"""Assessments: every score a risk was given."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import OfMarkedQuerySet, Scoped
from risks.models.matrices import RiskBand, RiskMatrix, RiskMatrixCell
from risks.models.risks import Risk


class AssessmentKind(models.TextChoices):
    INHERENT = "inherent", "Inherent"
    CURRENT = "current", "Current"
    TARGET = "target", "Target"


class AssessmentQuerySet(OfMarkedQuerySet):
    parents = ("risk",)

    def standing(self) -> Self:
        """Scores that hold: not replaced by a later one."""
        return self.filter(superseded_at=None)


class Assessment(Scoped):
    """A score of a risk: inherent, current or target. Appended; a new one supersedes the old.

    A source may print a band and no factors, as the paper of September 2017 does: then ``cell`` is empty. One that
    scores in words may print factors and no band, as the plan of November 2016 does: then ``band`` is. A printed
    product that disagrees with its factors is kept beside the computed one (DOMAIN A8 rule 5).
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=AssessmentKind.choices, default=AssessmentKind.CURRENT)
    matrix = models.ForeignKey(RiskMatrix, on_delete=models.PROTECT, related_name="assessments")
    cell = models.ForeignKey(
        RiskMatrixCell, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    band = models.ForeignKey(
        RiskBand, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    printed_score = models.PositiveSmallIntegerField("score as printed, if it differs", null=True, blank=True)
    reason = models.TextField(blank=True)
    assessed_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "kind"], condition=Q(superseded_at=None), name="assessment_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(cell__isnull=False) | Q(band__isnull=False),
                name="assessment_says_something",
                violation_error_message="Give likelihood and impact, or the band.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.band or self.cell}"
