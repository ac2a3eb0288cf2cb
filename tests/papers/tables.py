"""What makes a table of a PDF readable by ear: rows of one width, and cells tied to the headers they stand under."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.papers.tags import Tag, attribute


@dataclass(frozen=True)
class Cell:
    """One cell and the rows and columns it covers."""

    tag: Tag
    rows: frozenset[int]
    columns: frozenset[int]

    @property
    def headers(self) -> list[str]:
        return [str(key) for key in attribute(self.tag, "/Headers", [])]


def table_problems(table: Tag) -> Iterator[str]:
    """Every rule the table breaks."""
    rows = [tag for tag in table.descendants() if tag.name == "TR"]
    cells = list(_laid_out(rows))
    if _is_ragged(cells, len(rows)):
        yield "table with rows of different width, or a rowspan cut by a page"
        return
    headers = {
        str(cell.tag.element.ID): cell
        for cell in cells
        if cell.tag.name == "TH" and "/ID" in cell.tag.element
    }
    if not headers:
        yield "table without header cells"
        return
    for cell in cells:
        if cell.tag.name != "TD":
            continue
        if not cell.headers:
            yield "cell without headers"
        # WeasyPrint loses count of the columns when a header cell has a rowspan.
        named = [headers[key] for key in cell.headers if key in headers]
        if any(not (header.rows & cell.rows or header.columns & cell.columns) for header in named):
            yield "cell tied to a header of another column"


def _laid_out(rows: list[Tag]) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    for row, tag in enumerate(rows):
        column = 0
        for child in tag.children:
            while (row, column) in taken:
                column += 1
            across, down = int(attribute(child, "/ColSpan", 1)), int(attribute(child, "/RowSpan", 1))
            cell = Cell(child, frozenset(range(row, row + down)), frozenset(range(column, column + across)))
            taken |= {(y, x) for y in cell.rows for x in cell.columns}
            yield cell


def _is_ragged(cells: list[Cell], height: int) -> bool:
    """Whether the cells fail to cover a rectangle of the table's rows exactly."""
    width = max((max(cell.columns) for cell in cells), default=-1) + 1
    covered = [(row, column) for cell in cells for row in cell.rows for column in cell.columns]
    return sorted(covered) != [(row, column) for row in range(height) for column in range(width)]
