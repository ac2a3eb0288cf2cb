"""Excel and CSV files that the portal wrote, read back."""

import csv
import io
from xml.etree import ElementTree
from zipfile import ZipFile

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_xlsx(content: bytes, number: int = 1) -> list[list[str]]:
    """The rows of a sheet, each cell with its type in front: “s:” for text, “n:” for a number. No formula is let by.

    Empty cells are left out of the file, and so of its row here.
    """
    book = ZipFile(io.BytesIO(content))
    texts = [
        "".join(t.text or "" for t in _all(one, "t")) for one in _all(_part(book, "sharedStrings"), "si")
    ]
    sheet = _part(book, f"worksheets/sheet{number}")
    assert not _all(sheet, "f"), "a cell holds a formula"
    return [[_cell(cell, texts) for cell in _all(row, "c")] for row in _all(sheet, "row")]


def read_csv(text: str) -> list[list[str]]:
    """The rows of a CSV file, which begins with a byte order mark."""
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def sheet_names(content: bytes) -> list[str]:
    """The names of the sheets, in order."""
    return [one.get("name", "") for one in _all(_part(ZipFile(io.BytesIO(content)), "workbook"), "sheet")]


def _part(book: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314  written by ourselves a moment ago


def _all(element: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(element.iter(f"{NAMESPACE}{tag}"))


def _cell(cell: ElementTree.Element, texts: list[str]) -> str:
    (value,) = _all(cell, "v")
    return f"s:{texts[int(value.text or '')]}" if cell.get("t") == "s" else f"n:{value.text}"
