"""The tables of registers in papers: columns chosen by option, rows in groups, the same cells for paper and Excel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reports.document import Passage
from reports.sources import Source
from stp_portal.core import text as narrative
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision
from stp_portal.core.sheets import Column, Kind, Sheet

# A table with more columns than this lies on its side.
PORTRAIT = 4
NARROWEST = 12  # percent of the table that a column of narrative needs to be read
UPRIGHT = 1.5  # how much more of an upright page a column takes than of one that lies
PRIVATE = "Private"


@dataclass(frozen=True)
class Room:
    """What fits on a page of a table, counted low: letters across all of it, lines below its head."""

    letters: int
    lines: int


LYING, STANDING = Room(letters=146, lines=26), Room(letters=92, lines=44)
TALL = 3  # a row may be cut where this many of it do not fit on a page: moved whole, it would leave as much blank

Value = str | int | Decimal | date | FuzzyDate | None


@dataclass(frozen=True)
class Head:
    """A column: its key, the words over it, how wide it is (percent; narratives share what others leave, by what is
    written in them) and what Excel is to take its cells for. ``is_sourced``: its cells are figures or statuses of the
    record; ``is_figure``: they stand at the right, one under the other.
    """

    key: str
    label: str
    width: int
    kind: Kind = "text"
    is_sourced: bool = False
    is_figure: bool = False

    @property
    def is_narrative(self) -> bool:
        return self.kind == "wrapped"


@dataclass(frozen=True)
class Cell:
    """What one cell prints: a mark, plain ``text``, then ``lines`` of Markdown (several: a list), then a small note.

    ``value`` is what Excel gets, where that is not the words. ``is_quoted``: words that somebody recorded, like “TBC”,
    not a place that was to be filled in.
    """

    text: str = ""
    lines: tuple[str, ...] = ()
    mark: dict[str, Any] | None = None
    note: str = ""
    value: Value = None
    is_quoted: bool = False

    @property
    def words(self) -> str:
        """Everything it prints, as plain words."""
        plain = "\n".join(narrative.plain(line) for line in self.lines)
        mark = self.mark["label"] if self.mark else ""
        return "\n".join(part for part in (" ".join((mark, self.text)).strip(), plain, self.note) if part)

    @property
    def for_excel(self) -> Value:
        return self.words if self.value is None else self.value


@dataclass(frozen=True)
class Row:
    """A row: each cell with its column. ``where`` names it in findings; ``private_reason`` is why it is private;
    ``source`` is the record it is drawn from.
    """

    where: str
    cells: tuple[tuple[Head, Cell], ...]
    private_reason: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own; without a title they stand under none."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """A register's table. ``group_label`` says in Excel what the titles of the groups are; ``is_upright``: its
    columns are short, and find room on a page that stands.
    """

    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    group_label: str
    is_upright: bool = False

    @property
    def rows(self) -> Iterator[Row]:
        for group in self.groups:
            yield from group.rows

    @property
    def is_wide(self) -> bool:
        return len(self.heads) > PORTRAIT and not self.is_upright

    @property
    def widths(self) -> list[int]:
        """Percent of the table for each column, in whole numbers that come to 100.

        Of what the others leave, each narrative gets what it needs to be read, and a share of the rest by what is
        written in it, so that the longest does not make every row tall.
        """
        narratives = [place for place, head in enumerate(self.heads) if head.is_narrative]
        wanted = [0.0 if head.is_narrative else self._needed(head) for head in self.heads]
        room = max(100 - sum(wanted) - NARROWEST * len(narratives), 0)
        weights = [self._weight(place) for place in narratives]
        for place, weight in zip(narratives, weights, strict=True):
            wanted[place] = NARROWEST + weight / sum(weights) * room
        return _whole([width * 100 / sum(wanted) for width in wanted])

    def _weight(self, place: int) -> float:
        """How much room the column at this place asks for: by its long cells, as it is they that make rows tall.

        With the cubes of the letters summed, their fourth root gives the least sum of cubed heights. The measure of the
        head counts as a cell, so that a register in which nothing is written has widths too.
        """
        letters = [self.heads[place].width, *(len(row.cells[place][1].words) for row in self.rows)]
        return sum(number**3 for number in letters) ** 0.25

    @property
    def is_crowded(self) -> bool:
        """Whether its columns are squeezed below what they need."""
        return any(width < int(self._needed(head)) for head, width in self.columns if not head.is_narrative)

    def _needed(self, head: Head) -> float:
        """Percent of the table that a column other than of narrative takes."""
        return head.width if self.is_wide else head.width * UPRIGHT

    @property
    def columns(self) -> list[tuple[Head, int]]:
        """Each column with its width."""
        return list(zip(self.heads, self.widths, strict=True))

    @property
    def printed(self) -> Iterator[tuple[Group, list[tuple[Row, bool]]]]:
        """Each group with its rows, and whether a row is so tall that a page may cut it."""
        letters = [
            max(1, width * (LYING if self.is_wide else STANDING).letters // 100) for width in self.widths
        ]
        for group in self.groups:
            yield group, [(row, self._is_tall(row, letters)) for row in group.rows]

    def _is_tall(self, row: Row, letters: Sequence[int]) -> bool:
        lines = (
            sum(1 + len(line) // room for line in cell.words.split("\n"))
            for (_, cell), room in zip(row.cells, letters, strict=True)
        )
        return max(lines) * TALL > (LYING if self.is_wide else STANDING).lines

    def passages(self) -> Iterator[Passage]:
        """Every word it prints, row by row: for the checks."""
        for head in self.heads:
            yield Passage("Head of a column", head.label)
        for group in self.groups:
            yield Passage("Heading in the table", group.title)
            for row in group.rows:
                for head, cell in row.cells:
                    if cell.words:
                        where, source = f"{row.where}, {head.label}", "\n".join(cell.lines)
                        yield Passage(where, cell.words, source, cell.is_quoted)

    def labels(self) -> Iterator[Passage]:
        """Letters of marks, and why rows are private: no text to be read, but characters that must print."""
        for row in self.rows:
            if row.private_reason:
                yield Passage(f"{row.where}, why it is private", row.private_reason)
            for head, cell in row.cells:
                if cell.mark:
                    yield Passage(f"{row.where}, {head.label}", cell.mark["letter"])

    def sheet(self, title: str) -> Sheet:
        """The same as a sheet: the heading of each group in every row, so that it sorts and filters."""
        has_groups = any(group.title for group in self.groups)
        has_private = any(row.private_reason for row in self.rows)
        columns = [Column(head.label, head.kind) for head in self.heads]
        if has_groups:
            columns.insert(0, Column(self.group_label))
        if has_private:
            columns.append(Column(PRIVATE, "wrapped"))
        rows = [
            [
                *([group.title.removeprefix(f"{self.group_label}: ")] if has_groups else []),
                *(cell.for_excel for _, cell in row.cells),
                *([row.private_reason] if has_private else []),
            ]
            for group in self.groups
            for row in group.rows
        ]
        return Sheet(title, columns, rows)


def chosen(known: Iterable[Head], wanted: Sequence[Any]) -> tuple[Head, ...]:
    """The columns that an option asks for, in its order: a key, or a key with its head ({score: Priority}).

    Keys nobody knows are passed over: papers are compiled from what was frozen, whatever it says.
    """
    by_key = {head.key: head for head in known}
    found = []
    for name in wanted:
        key, label = next(iter(name.items())) if isinstance(name, dict) else (name, "")
        if head := by_key.get(key):
            found.append(replace(head, label=label or head.label))
    return tuple(found)


def when(value: dict[str, Any] | None, note: str = "") -> Cell:
    """A fuzzy date in the words it was given in."""
    if value is None:
        return Cell(note=note)
    fuzzy = fuzzy_of(value)
    return Cell(value["words"], note=note, value=fuzzy, is_quoted=fuzzy.precision == Precision.UNKNOWN)


def fuzzy_of(value: dict[str, Any] | None) -> FuzzyDate:
    """The fuzzy date that a snapshot holds; a blank one for none."""
    if value is None:
        return FuzzyDate("", Precision.UNKNOWN)
    days = (date.fromisoformat(value[name]) if value[name] else None for name in ("first", "last"))
    return FuzzyDate(value["words"], Precision(value["precision"]), *days)


def holder(someone: dict[str, str] | None) -> str:
    """A person by name, a post by its own where nobody's name is known; blank for nobody."""
    return (someone["name"] or someone["post"]) if someone else ""


def why_private(row: dict[str, Any]) -> str:
    """Why a row of a snapshot is private; blank for a public one. Versions that lack the reason have none."""
    return str(row.get("private_reason", ""))


def _whole(shares: Sequence[float]) -> list[int]:
    """Whole numbers with the same sum: the largest remainders are rounded up."""
    whole = [int(share) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda place: (whole[place] - shares[place], place))
    for place in by_rest[: round(sum(shares)) - sum(whole)]:
        whole[place] += 1
    return whole
