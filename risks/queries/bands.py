"""Risks counted by band, with the remainder always shown (DOMAIN A8 rule 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from portfolios.models import Footprint, Someone
from risks.models import AssessmentKind, RiskBand
from risks.models.risks import RiskQuerySet
from stp_portal.core.numbers import count_and_share, counted

NO_BAND = "No band recorded"
NO_BAND_SLUG = "none"


@dataclass(frozen=True)
class Band:
    """A band of a matrix, to be shown as word, letter, shape and colour."""

    label: str
    letter: str
    shape: str
    colour: str

    @property
    def slug(self) -> str:
        """The band in an address: bands of the same name in two matrices are one."""
        return slugify(self.label)


@dataclass(frozen=True)
class BandCount:
    """How many risks stand in a band; ``band`` is None for those without one."""

    band: Band | None
    count: int
    of: int

    @property
    def label(self) -> str:
        return self.band.label if self.band else NO_BAND

    @property
    def slug(self) -> str:
        return self.band.slug if self.band else NO_BAND_SLUG

    @property
    def words(self) -> str:
        """As papers print it: “13 (42%)”."""
        return count_and_share(self.count, self.of)


@dataclass(frozen=True)
class BandCounts:
    """All bands, worst first, then the risks without a band; the counts add up to ``total``."""

    total: int
    lines: tuple[BandCount, ...]

    @property
    def in_words(self) -> str:
        """“31 risks: 13 (42%) Major, 15 (48%) Significant, 3 (10%) no band recorded”; bands without risks left out."""
        parts = [
            f"{line.words} {line.label if line.band else line.label.lower()}"
            for line in self.lines
            if line.count
        ]
        return counted(self.total, "risk") + (f": {', '.join(parts)}" if parts else "")

    def number_in(self, labels: Sequence[str]) -> int:
        """How many risks stand in a band of one of these names; without any name, how many stand in none."""
        if not labels:
            return self.lines[-1].count
        return sum(line.count for line in self.lines if line.band and line.band.label in labels)

    def line(self, slug: str) -> BandCount | None:
        """The line that ``slug`` names in an address."""
        return next((line for line in self.lines if line.slug == slug), None)


def count_by_band(risks: RiskQuerySet, footprint: Footprint, user: Someone, on: date) -> BandCounts:
    """Counts ``risks`` (already narrowed to what ``user`` may see) by the band of their current assessment.

    The bands are those of the matrix in force on the day ``on``, and any other that a risk still stands in. One query;
    one more where the footprint has no matrix.
    """
    plain = risks.order_by().select_related(None)
    # From risk to its standing assessment, never from a band to all assessments it ever had: the cost stays flat.
    in_band = plain.filter(
        assessments__kind=AssessmentKind.CURRENT,
        assessments__superseded_at=None,
        assessments__band=OuterRef("pk"),
    )
    rows = list(
        RiskBand.objects.visible_to(user)
        .filter(footprint=footprint)
        .order_by("-rank", "-matrix__valid_from")
        .annotate(count=_number_of(in_band), total=_number_of(plain))
        .values(
            "label",
            "letter",
            "shape",
            "colour",
            "matrix__valid_from",
            "matrix__valid_to",
            "count",
            "total",
        )
    )
    number = rows[0]["total"] if rows else plain.count()
    counted: dict[Band, int] = {}
    for row in rows:
        band = Band(row["label"], row["letter"], row["shape"], row["colour"])
        in_force = row["matrix__valid_from"] <= on and (
            row["matrix__valid_to"] is None or row["matrix__valid_to"] >= on
        )
        if in_force or row["count"]:
            counted[band] = counted.get(band, 0) + row["count"]
    rest = number - sum(counted.values())
    lines = [BandCount(band, count, number) for band, count in counted.items()]
    return BandCounts(number, (*lines, BandCount(None, rest, number)))


def _number_of(risks: RiskQuerySet) -> Coalesce:
    """How many there are, as part of another query."""
    counted = risks.values("footprint").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
