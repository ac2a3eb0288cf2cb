"""The grid of statuses over months: its cells, its measures on the page, and the same for Excel."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.sources import Source
from stp_portal.core.sheets import Column, Sheet

NOT_RECORDED = "Not recorded"

# A grid of more months than this lies on its side.
UPRIGHT = 4
# Months, and letters of a word, that a column has room for with letter and word in one line.
IN_ONE_LINE = 9, 7
FOR_MONTHS, WIDEST = 65, 12  # percent of the grid for all months, and for one


@dataclass(frozen=True)
class Month:
    """A column: the name of its period, the words over it, and where its marks come from, where it has any."""

    label: str
    head: str
    source: Source | None = None


@dataclass(frozen=True)
class GridRow:
    """An initiative, who leads it, and for each month its mark (a level of the scheme as plain data) or None.

    ``source`` is where the mark of the last month comes from; those before it come from that of their month.
    """

    name: str
    leads: str
    marks: tuple[dict[str, Any] | None, ...]
    source: Source | None = None


@dataclass(frozen=True)
class Grid:
    """The months, oldest first, and a row for each initiative."""

    months: tuple[Month, ...]
    rows: tuple[GridRow, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.months) > UPRIGHT

    @property
    def is_compact(self) -> bool:
        """Whether the word of a status stands below its letter, because a column has no room for both in one line."""
        most, longest = IN_ONE_LINE
        words = [mark["label"] for row in self.rows for mark in row.marks if mark]
        return len(self.months) > most or any(len(word) > longest for word in words)

    @property
    def widths(self) -> tuple[int, int, int]:
        """Percent of the grid for the names, for the leads, and for each month."""
        month = min(WIDEST, FOR_MONTHS // max(len(self.months), 1))
        rest = 100 - month * len(self.months)
        leads = rest * 45 // 100
        return rest - leads, leads, month

    @property
    def cells(self) -> Iterator[tuple[GridRow, list[tuple[Month, dict[str, Any] | None]]]]:
        """Each row with its marks by month."""
        for row in self.rows:
            yield row, list(zip(self.months, row.marks, strict=True))

    @property
    def has_gaps(self) -> bool:
        return any(mark is None for row in self.rows for mark in row.marks)

    def sheet(self, title: str) -> Sheet:
        """A word in every cell: colours are lost when a sheet is copied (DOMAIN A9 Q4)."""
        columns = [
            Column("Programme"),
            Column("Lead"),
            *(Column(month.head, width=14) for month in self.months),
        ]
        rows = [
            [row.name, row.leads, *(mark["label"] if mark else NOT_RECORDED for mark in row.marks)]
            for row in self.rows
        ]
        return Sheet(title, columns, rows)
