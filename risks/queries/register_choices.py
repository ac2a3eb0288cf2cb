"""What the filters of the register offer: the bands, initiatives, owners and categories of a footprint."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portfolios.models import Footprint, Person, Someone
from risks.axes import AXES, Axes
from risks.models import AssessmentKind, RiskBand, RiskCategory, RiskMatrix, RiskOwner
from risks.queries.bands import Band
from risks.queries.narrowing import NONE, CellFilter
from risks.queries.places import Place, places


@dataclass(frozen=True)
class Choices:
    """All there is to choose from, each with what the address calls it."""

    bands: Sequence[Band]
    places: Sequence[Place]
    owners: Sequence[Person]
    categories: Sequence[RiskCategory]

    def band_labels(self, slug: str) -> tuple[str, ...]:
        """The names of bands that the address calls ``slug``: two matrices may write one with other capitals."""
        return tuple(band.label for band in self.bands if band.slug == slug)


@dataclass(frozen=True)
class Cell:
    """A cell that the address names, and how the page says it."""

    filter: CellFilter
    words: str


def choices_of(footprint: Footprint, user: Someone, on: date) -> Choices:
    """The choices for what ``user`` may see. Four queries."""
    owning = RiskOwner.objects.visible_to(user).on(on).filter(risk__footprint=footprint)
    return Choices(
        bands=bands(footprint, user),
        places=places(footprint, user),
        owners=list(
            Person.objects.visible_to(user).filter(footprint=footprint, pk__in=owning.values("person"))
        ),
        categories=list(RiskCategory.objects.visible_to(user).filter(footprint=footprint)),
    )


def bands(footprint: Footprint, user: Someone) -> list[Band]:
    """The bands of every matrix the footprint had, worst first. One query."""
    rows = (
        RiskBand.objects.visible_to(user)
        .filter(footprint=footprint)
        .order_by("-rank", "-matrix__valid_from")
        .values_list("label", "letter", "shape", "colour")
    )
    return [Band(*row) for row in rows]


def each_slug_once(known: Iterable[Band]) -> list[Band]:
    """The first band of each name, for bands of the same name in two matrices are one to a filter."""
    by_slug: dict[str, Band] = {}
    for band in known:
        by_slug.setdefault(band.slug, band)
    return list(by_slug.values())


def cell_named(
    footprint: Footprint, user: Someone, matrix: str, kind: str, likelihood: str, impact: str
) -> Cell | None:
    """The cell that the four words of an address name; None where there is none. One query.

    Likelihood and impact are figures, or both “none” for risks without a score of the kind in the matrix.
    """
    if kind not in AssessmentKind.values:
        return None
    row = (
        RiskMatrix.objects.visible_to(user)
        .filter(footprint=footprint, key=matrix)
        .values("pk", "name", *AXES)
        .first()
    )
    if row is None:
        return None
    axes, label = Axes.of(row), f"{AssessmentKind(kind).label} score"
    if (likelihood, impact) == (NONE, NONE):
        return Cell(CellFilter(row["pk"], kind, None, None), f"{label}: none in {row['name']}")
    one, other = _factor(likelihood, axes.likelihood_words), _factor(impact, axes.impact_words)
    if one is None or other is None:
        return None
    return Cell(CellFilter(row["pk"], kind, one, other), f"{label}: {axes.in_words(one, other)}")


def _factor(words: str, axis: Sequence[str]) -> int | None:
    """A figure of an axis; None for what is none."""
    is_figure = words.isascii() and words.isdigit() and len(words) < 4
    return int(words) if is_figure and 1 <= int(words) <= len(axis) else None
