"""Lists as Excel and CSV files: true dates and numbers, never a formula, the same bytes each time."""

import io
import re
from collections.abc import Iterable, Sequence
from csv import QUOTE_NONNUMERIC, writer
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from stp_portal.core.fuzzy_dates import FuzzyDate

Kind = Literal["text", "number", "date", "wrapped", "fuzzy"]
Cell = str | int | float | Decimal | date | FuzzyDate | None

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
WIDTHS: dict[str, int] = {"text": 22, "number": 10, "date": 14, "wrapped": 60, "fuzzy": 20}
LONGEST = 32_767  # characters that a cell of Excel holds; what is longer would be lost without a word
CUT = " (cut: Excel holds no more)"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells Excel that a CSV file is UTF-8
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts the days otherwise than the calendar

# What a spreadsheet takes for the start of a formula, also behind spaces and quotes, also in full width (OWASP, CSV
# injection).
_FORMULA = re.compile(r"""[ \n\v\f\xa0'"‘’“”\u200b\ufeff]*[=+\-@\t\r＝＋－＠]""")
_REFUSED_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Column:
    """A column by its heading. ``kind`` says how its cells look; ``width`` is in characters, 0 for the usual one.

    A column of kind “fuzzy” takes fuzzy dates and becomes two: the words, and the last day they can mean.
    """

    label: str
    kind: Kind = "text"
    width: int = 0


@dataclass(frozen=True)
class Sheet:
    """A table with its title. Each row has a cell for each column; None is an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def asked_format(request: HttpRequest) -> str:
    """“xlsx” or “csv” where the address asks for such a file of the list; empty for the page itself."""
    asked = request.GET.get("format", "")
    return asked if asked in MEDIA_TYPES else ""


def sheet_response(request: HttpRequest, sheet: Sheet, name: str) -> HttpResponse:
    """The file that ``asked_format`` says (Excel where the address says nothing), to be saved as ``name`` and the day.

    ``name`` has no ending, such as “dorset-risks”. The answer is never kept by a cache between here and the reader.
    """
    today, ending = timezone.localdate(), asked_format(request) or "xlsx"
    content = csv(sheet).encode() if ending == "csv" else xlsx([sheet], created=today)
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}-{today.isoformat()}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def csv(sheet: Sheet) -> str:
    """The sheet as comma-separated values with a byte order mark, days as 2017-09-20.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    out.write(BOM)
    # Text is quoted whatever it holds: a spreadsheet that splits at semicolons finds no cell that begins inside it.
    lines = writer(out, quoting=QUOTE_NONNUMERIC)
    lines.writerow([_guarded(column.label) for column in _spread(sheet.columns)])
    for row in sheet.rows:
        lines.writerow([_in_csv(cell) for cell in _cells(sheet, row)])
    return out.getvalue()


def xlsx(sheets: Sequence[Sheet], *, created: date) -> bytes:
    """The sheets as an Excel file, said to be made on the day ``created``. The same sheets give the same bytes."""
    out = io.BytesIO()
    # Cells are written by type below; the options keep every other way of writing one from guessing either.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day)})
        styles = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D8DDE0"}
            ),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
            "plain": book.add_format({"valign": "top"}),
        }
        titles: list[str] = []
        for sheet in sheets:
            titles.append(_title(sheet.title, titles))
            _fill(book.add_worksheet(titles[-1]), sheet, styles)
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet, styles: dict[str, Any]) -> None:
    columns, last = _spread(sheet.columns), 0
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width or WIDTHS[column.kind], styles["plain"])
        page.write_string(0, number, column.label, styles["head"])
    for last, row in enumerate(sheet.rows, start=1):
        for number, (column, cell) in enumerate(zip(columns, _cells(sheet, row), strict=True)):
            if cell is not None and cell != "":
                _write(page, last, number, cell, styles, column.kind)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Worksheet, row: int, number: int, cell: Cell, styles: dict[str, Any], kind: Kind) -> None:
    """One cell by what it is, never by what its text looks like."""
    if isinstance(cell, date) and cell >= FIRST_DAY:
        page.write_datetime(row, number, datetime(cell.year, cell.month, cell.day), styles["date"])
    elif isinstance(cell, int | float | Decimal):
        page.write_number(row, number, cell, styles["plain"])
    else:
        text = str(cell)
        if len(text) > LONGEST:
            text = text[: LONGEST - len(CUT)] + CUT
        page.write_string(row, number, text, styles["wrapped" if kind == "wrapped" else "plain"])


def _spread(columns: Sequence[Column]) -> list[Column]:
    """The columns of the file: a fuzzy date has its words and its last day."""
    spread: list[Column] = []
    for column in columns:
        spread.append(column)
        if column.kind == "fuzzy":
            spread.append(Column(f"{column.label}: last day", "date"))
    return spread


def _cells(sheet: Sheet, row: Sequence[Cell]) -> list[Cell]:
    """A row as the file has it. ValueError where it has not a cell for each column."""
    cells: list[Cell] = []
    for column, cell in zip(sheet.columns, row, strict=True):
        if column.kind == "fuzzy":
            fuzzy = cell if isinstance(cell, FuzzyDate) else FuzzyDate.parse(str(cell or ""))
            cells += [fuzzy.words, fuzzy.last]
        else:
            cells.append(cell if type(cell) is str or cell is None else _plain(cell))
    return cells


def _plain(cell: Cell) -> Cell:
    """Moments as the local day, yes and no in words."""
    if isinstance(cell, datetime):
        return (timezone.localtime(cell) if timezone.is_aware(cell) else cell).date()
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    return cell


def _in_csv(cell: Cell) -> str | int | float | Decimal:
    if type(cell) is str:  # most are
        return _guarded(cell) if cell else cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, int | float | Decimal) else _guarded(str(cell))


def _guarded(text: str) -> str:
    # What begins with a letter or a figure is none: nearly all text, so nearly nothing is searched.
    return f"'{text}" if not text[:1].isalnum() and _FORMULA.match(text) else text


def _title(wanted: str, taken: Sequence[str]) -> str:
    """A title as Excel allows it: 31 characters, without seven signs, each once whatever its capitals."""
    bare = _REFUSED_IN_TITLES.sub(" ", wanted).strip("' ")[:31].rstrip("' ") or "Sheet"
    title, number = bare, 2
    while title.lower() in {other.lower() for other in taken}:
        ending = f" {number}"
        title, number = bare[: 31 - len(ending)] + ending, number + 1
    return title
