"""Rating schemes and the ratings given in their words."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.forms.models import model_to_dict

from portfolios.models.highlight_reports import HighlightReport
from portfolios.models.initiatives import Initiative
from portfolios.models.marks import Mark
from portfolios.models.periods import PeriodState, ReportingPeriod
from portfolios.models.scoped import Scoped, ScopedQuerySet


class RatingScheme(Scoped):
    """A footprint's ordered levels with their printed definitions, in force from a day to a day.

    Schemes are versions of one another by date: a past period keeps the scheme it used (DOMAIN A9 Q3).
    """

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="rating_scheme_key_is_unique"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="rating_scheme_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def level_for(self, word: str) -> "RatingLevel | None":
        """The level that ``word`` names, by label or synonym, whatever the case. None for an unknown word."""
        wanted = " ".join(word.split()).casefold()
        for level in self.levels.all():
            if wanted in {level.label.casefold(), *(synonym.casefold() for synonym in level.synonyms)}:
                return level
        return None


class RatingLevel(Mark):
    """One level of a scheme, best first. A rating worse than the best needs its reason.

    Levels are fixed once a rating was given in their scheme, because papers and pages of past periods print them.
    """

    footprint = models.ForeignKey("portfolios.Footprint", on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(RatingScheme, on_delete=models.PROTECT, related_name="levels")
    definition = models.CharField("printed definition", max_length=300)
    synonyms = models.JSONField("other words for it", default=list, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta(Mark.Meta):
        constraints = [
            models.UniqueConstraint(fields=["scheme", "label"], name="rating_label_once_per_scheme"),
            models.UniqueConstraint(fields=["scheme", "letter"], name="rating_letter_once_per_scheme"),
            models.UniqueConstraint(fields=["scheme", "rank"], name="rating_rank_once_per_scheme"),
        ]

    def clean(self) -> None:
        """Refuse a new or changed level of a scheme in use. Two queries."""
        super().clean()
        stored = RatingLevel.objects.filter(pk=self.pk).first()
        if stored and model_to_dict(stored) == model_to_dict(self):
            return
        if self.scheme_id and Rating.objects.filter(level__scheme_id=self.scheme_id).exists():
            raise ValidationError(
                f"Ratings were given in the scheme “{self.scheme}”, so its levels stay as they are. "
                "Make a new scheme, with the day from which it holds."
            )

    @property
    def is_best(self) -> bool:
        """Whether this is the first level of its scheme, the one that needs no reason."""
        return self.rank == 1


class RatingDimension(models.TextChoices):
    OVERALL = "overall", "Overall"
    TIME = "time", "Time"
    COST = "cost", "Cost"
    SCOPE = "scope", "Scope"
    BENEFITS = "benefits", "Benefits"
    RISK = "risk", "Risk"


class RatingSource(models.TextChoices):
    LEAD = "lead", "Lead"
    PMO = "pmo", "PMO"
    CALCULATED = "calculated", "Calculated"
    # Written at lock where nothing was returned: the last signed-off rating, marked as such (DESIGN 5.5).
    CARRIED = "carried", "Carried forward"


# Whose rating counts where several stand: the PMO's, else the one carried forward, else the lead's.
COUNTS_FIRST = (RatingSource.PMO, RatingSource.CARRIED, RatingSource.LEAD)


class RatingQuerySet(ScopedQuerySet):
    def current(self) -> Self:
        """The judgements that stand: not replaced by a later one."""
        return self.filter(superseded_at=None)

    def overall(self) -> Self:
        return self.filter(dimension=RatingDimension.OVERALL)

    def counting(self) -> Self:
        """Leaves out what a lead wrote in a draft that was not returned by the lock (DESIGN 5.5)."""
        not_returned = HighlightReport.objects.outstanding().filter(
            initiative=OuterRef("initiative"), period=OuterRef("period"), period__state=PeriodState.LOCKED
        )
        return self.exclude(Exists(not_returned), source=RatingSource.LEAD)


class Rating(Scoped):
    """One judgement: initiative, period, dimension, who (lead or PMO) and why.

    Appended; a new one supersedes the old.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="ratings")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="ratings")
    dimension = models.CharField(
        max_length=10, choices=RatingDimension.choices, default=RatingDimension.OVERALL
    )
    source = models.CharField(max_length=10, choices=RatingSource.choices, default=RatingSource.LEAD)
    level = models.ForeignKey(RatingLevel, on_delete=models.PROTECT, related_name="ratings")
    as_printed = models.CharField("word as written in the source", max_length=40, blank=True)
    reason = models.TextField(blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "period", "dimension", "source"],
                condition=Q(superseded_at=None),
                name="rating_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(source=RatingSource.CARRIED, carried_from__isnull=False)
                | ~Q(source=RatingSource.CARRIED) & Q(carried_from=None),
                name="rating_carried_from_another",
            ),
        ]
        # The dashboard asks for the standing ratings of a period.
        indexes = [models.Index(fields=["period", "dimension"], name="rating_by_period")]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.period}: {self.level}"
