"""A risk matrix as it is drawn: the axis that is written first goes up, the other to the right, worst top right."""

from collections.abc import Sequence
from dataclasses import dataclass

from risks.matrix_spec import BandSpec, MatrixSpec


@dataclass(frozen=True)
class Step:
    """A step of an axis: its number, counted from 1, and its word."""

    number: int
    word: str


@dataclass(frozen=True)
class GridCell:
    """One cell of a drawn matrix. ``score`` is None in a matrix of words, ``band`` where the pair has none."""

    likelihood: int
    impact: int
    words: str
    score: int | None
    band: BandSpec | None


@dataclass(frozen=True)
class GridRow:
    """A row: its step of the axis that goes up, and its cells from left to right."""

    step: Step
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """A matrix to be drawn, highest row first."""

    up: str
    across: str
    columns: tuple[Step, ...]
    rows: tuple[GridRow, ...]


def grid_of(spec: MatrixSpec) -> Grid:
    """``spec`` as it is drawn. ValidationError as ``MatrixSpec.placed``."""
    placed = spec.placed()
    likelihood = (spec.likelihood_name, _steps(spec.likelihood_words))
    impact = (spec.impact_name, _steps(spec.impact_words))
    (up, risers), (across, columns) = (impact, likelihood) if spec.impact_first else (likelihood, impact)

    def cell(row: Step, column: Step) -> GridCell:
        one, other = (column, row) if spec.impact_first else (row, column)
        return GridCell(
            likelihood=one.number,
            impact=other.number,
            words=f"{up} {row.word} ({row.number}), {across} {column.word} ({column.number})",
            score=one.number * other.number if spec.is_scored else None,
            band=placed[one.number, other.number],
        )

    rows = tuple(GridRow(row, tuple(cell(row, column) for column in columns)) for row in reversed(risers))
    return Grid(up, across, columns, rows)


def _steps(words: Sequence[str]) -> tuple[Step, ...]:
    return tuple(Step(number, word) for number, word in enumerate(words, start=1))
