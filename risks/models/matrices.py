"""Risk matrices as data: axis words, cells and bands, in force from a day to a day."""

from django.db import models
from django.db.models import F, Q

from portfolios.models import Mark, Scoped, ScopedQuerySet
from risks.models.levels import RiskLevel


class RiskMatrix(Scoped):
    """How a footprint scores risks. 5x5, 4x4, 6x4 or High/Medium/Low: the sizes are the lengths of the word lists.

    A change makes a new matrix, which ``replaces`` the old from a day; past assessments keep the one they used. Where
    ``is_scored`` is off its words are never multiplied (DOMAIN A7, H/M/L); then its cells may have no band either.
    """

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    likelihood_words = models.JSONField("likelihood, lowest first")
    impact_words = models.JSONField("impact, lowest first")
    likelihood_name = models.CharField("name of the likelihood axis", max_length=40, default="Likelihood")
    impact_name = models.CharField("name of the impact axis", max_length=40, default="Impact")
    impact_first = models.BooleanField("impact is written before likelihood", default=False)
    is_scored = models.BooleanField("the score is likelihood times impact", default=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["valid_from"]
        verbose_name_plural = "risk matrices"
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="risk_matrix_key_is_unique"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="risk_matrix_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RiskBand(Mark):
    """A band of a matrix, such as Major. Its rank counts from the mildest."""

    footprint = models.ForeignKey("portfolios.Footprint", on_delete=models.PROTECT, related_name="+")
    matrix = models.ForeignKey(RiskMatrix, on_delete=models.PROTECT, related_name="bands")
    lowest_score = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_score = models.PositiveSmallIntegerField(null=True, blank=True)
    review_days = models.PositiveSmallIntegerField(
        "days between reviews of a risk in this band", null=True, blank=True
    )
    belongs_at = models.CharField(
        "lowest level that looks after it", max_length=12, choices=RiskLevel.choices, blank=True
    )

    objects = ScopedQuerySet.as_manager()

    class Meta(Mark.Meta):
        constraints = [
            models.UniqueConstraint(fields=["matrix", "label"], name="risk_band_label_once_per_matrix"),
            models.UniqueConstraint(fields=["matrix", "letter"], name="risk_band_letter_once_per_matrix"),
            models.UniqueConstraint(fields=["matrix", "rank"], name="risk_band_rank_once_per_matrix"),
            models.CheckConstraint(
                condition=Q(lowest_score=None) | Q(highest_score__gte=F("lowest_score")),
                name="risk_band_scores_in_order",
            ),
        ]


class RiskMatrixCell(Scoped):
    """One cell of a matrix: the pair of factors, its score and its band.

    An assessment points at a cell, so a score outside its matrix cannot be stored. In a matrix of words it has no
    score, and no band where the source gives none to the pair.
    """

    matrix = models.ForeignKey(RiskMatrix, on_delete=models.PROTECT, related_name="cells")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.ForeignKey(RiskBand, null=True, blank=True, on_delete=models.PROTECT, related_name="cells")

    class Meta:
        ordering = ["matrix", "likelihood", "impact"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "likelihood", "impact"], name="risk_cell_is_unique"),
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, impact__gte=1), name="risk_cell_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        if self.score is None:
            return f"likelihood {self.likelihood}, impact {self.impact}"
        return f"{self.likelihood} x {self.impact} = {self.score}"
