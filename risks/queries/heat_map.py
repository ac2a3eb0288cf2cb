"""Risks counted by the cells of a matrix, so that every risk of a list is in a cell or in the words beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, Q

from risks.matrix_grid import Grid, GridCell, Step, grid_of
from risks.matrix_spec import MatrixSpec, Pair
from risks.models import AssessmentKind, Risk, RiskMatrix
from risks.models.risks import RiskQuerySet
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted


@dataclass(frozen=True)
class HeatCell:
    """A cell with how many risks stand in it."""

    cell: GridCell
    count: int

    @property
    def words(self) -> str:
        """“3 risks: Likelihood Likely (4), Impact Major (4), band Major”."""
        band = f"band {self.cell.band.label}" if self.cell.band else "no band"
        return f"{counted(self.count, 'risk')}: {self.cell.words}, {band}"


@dataclass(frozen=True)
class HeatRow:
    """A row, highest first in the map."""

    step: Step
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Elsewhere:
    """How many risks have their score in another matrix."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class ScoresByCell:
    """Where the scores of one kind stand: in which cell of which matrix, by its primary key; without a cell (the source
    prints a band alone); nowhere.
    """

    kind: str
    cells: dict[tuple[int, Pair], int]
    bands_alone: dict[int, int]
    unscored: int

    @property
    def matrices(self) -> set[int]:
        """The matrices that any of them is scored in."""
        return {matrix for matrix, _ in self.cells} | set(self.bands_alone)

    @property
    def total(self) -> int:
        return sum(self.cells.values()) + sum(self.bands_alone.values()) + self.unscored


@dataclass(frozen=True)
class HeatMap:
    """The cells of one matrix with their counts; ``total`` is of all risks of the list, in a cell or not."""

    kind: str
    grid: Grid
    rows: tuple[HeatRow, ...]
    total: int
    placed: int
    bands_alone: int
    elsewhere: tuple[Elsewhere, ...]
    unscored: int

    @property
    def rest(self) -> int:
        """Those that are in no cell here."""
        return self.total - self.placed

    @property
    def kind_words(self) -> str:
        return AssessmentKind(self.kind).label.lower()

    @property
    def in_words(self) -> str:
        """“31 risks: 20 in the cells, 6 with a band alone, 3 scored in Old matrix, 2 without a current score”."""
        parts = [f"{self.placed} in the cells"]
        if self.bands_alone:
            parts.append(f"{self.bands_alone} with a band alone")
        parts += [f"{other.count} scored in “{other.name}”" for other in self.elsewhere]
        if self.unscored:
            parts.append(f"{self.unscored} without {self.a_kind} score")
        return f"{counted(self.total, 'risk')}: {listed(parts)}"

    @property
    def a_kind(self) -> str:
        """“an inherent”, “a current”."""
        return f"{'an' if self.kind_words.startswith('i') else 'a'} {self.kind_words}"


def where_they_stand(risks: RiskQuerySet, kind: str) -> ScoresByCell:
    """Where the standing scores of this kind are of ``risks``, narrowed to what the person may see. One query, whose
    answer is as long as there are cells in use.
    """
    rows = (
        # However the list was narrowed, each of its risks is counted once.
        Risk.objects.filter(pk__in=risks.order_by().values("pk"))
        .annotate(
            stands=FilteredRelation(
                "assessments", condition=Q(assessments__kind=kind, assessments__superseded_at=None)
            )
        )
        .order_by()
        .values_list("stands__matrix", "stands__cell__likelihood", "stands__cell__impact")
        .annotate(number=Count("pk"))
    )
    cells: dict[tuple[int, Pair], int] = {}
    bands_alone: dict[int, int] = {}
    unscored = 0
    for matrix, likelihood, impact, number in rows:
        if matrix is None:
            unscored = number
        elif likelihood is None:
            bands_alone[matrix] = number
        else:
            cells[matrix, (likelihood, impact)] = number
    return ScoresByCell(kind, cells, bands_alone, unscored)


def heat_map(
    scores: ScoresByCell, matrix: RiskMatrix, spec: MatrixSpec, known: Iterable[RiskMatrix]
) -> HeatMap:
    """The map of ``matrix``, drawn as ``spec`` says; ``known`` are the matrices by whose names the rest is told."""
    grid = grid_of(spec)
    rows = tuple(
        HeatRow(
            row.step,
            tuple(
                HeatCell(cell, scores.cells.get((matrix.pk, (cell.likelihood, cell.impact)), 0))
                for cell in row.cells
            ),
        )
        for row in grid.rows
    )
    numbers: dict[int, int] = dict(scores.bands_alone)
    for (pk, _), number in scores.cells.items():
        numbers[pk] = numbers.get(pk, 0) + number
    return HeatMap(
        kind=scores.kind,
        grid=grid,
        rows=rows,
        total=scores.total,
        placed=sum(cell.count for row in rows for cell in row.cells),
        bands_alone=scores.bands_alone.get(matrix.pk, 0),
        elsewhere=tuple(
            Elsewhere(one.key, one.name, numbers[one.pk])
            for one in known
            if one.pk != matrix.pk and one.pk in numbers
        ),
        unscored=scores.unscored,
    )
