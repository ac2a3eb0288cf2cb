"""Tables: a head that each page repeats, the widths of print, cells that say what they are."""

import re
from collections.abc import Callable
from typing import Any

from reports.word.elements import Element, w

WIDTH = re.compile(r"\bcol-(\d+)\b")
HEAD, SIDE = "D9E5F2", "F0F4F5"  # fills of the head and of headers at the side
Fill = Callable[[Element, Element, bool], None]


def table(html: Any, width: int, fill: Fill) -> Element:
    """The table that ``html`` is, ``width`` twentieths of a point wide. ``fill`` writes the content of each cell: it is
    handed the cell, its HTML and whether it is a header.
    """
    rows = [(row, row.getparent().tag) for row in html.iter("tr")]
    number = max((_span(row) for row, _ in rows), default=1)
    widths = _widths(html, number, width)
    has_head = any(place == "thead" for _, place in rows)
    made = w(
        "tbl", _properties(html, has_head, width), w("tblGrid", *(w("gridCol", w=one) for one in widths))
    )
    below: dict[int, int] = {}  # columns that a cell above reaches down into, and for how many rows more
    for row, place in rows:
        made.append(_row(row, place == "thead", widths, below, fill))
    return made


def columns_of(html: Any) -> int:
    """How many columns the table has."""
    return max((_span(row) for row in html.iter("tr")), default=1)


def _row(row: Any, is_head: bool, widths: list[int], below: dict[int, int], fill: Fill) -> Element:
    is_long = "register__long" in (row.get("class") or "")
    properties = w("trPr", *([] if is_long else [w("cantSplit")]), *([w("tblHeader")] if is_head else []))
    made = w("tr", *([properties] if len(properties) else []))
    cells, column = iter(row.xpath("./th|./td")), 0
    while column < len(widths):
        if below.get(column):
            below[column] -= 1
            empty = w("tc", _cell_properties(widths[column], 1, "", w("vMerge")), w("p"))
            made.append(empty)
            column += 1
            continue
        html = next(cells, None)
        if html is None:
            break
        span = min(int(html.get("colspan") or 1), len(widths) - column)
        down = int(html.get("rowspan") or 1)
        is_header = html.tag == "th"
        shade = (HEAD if is_head else SIDE) if is_header else ""
        merge = w("vMerge", val="restart") if down > 1 else None
        cell = w("tc", _cell_properties(sum(widths[column : column + span]), span, shade, merge))
        fill(cell, html, is_header)
        if len(cell) == 1 or not cell[-1].tag.endswith("}p"):
            cell.append(w("p"))  # Word wants a paragraph at the end of each
        made.append(cell)
        below.update({place: down - 1 for place in range(column, column + span) if down > 1})
        column += span
    return made


def _cell_properties(width: int, span: int, shade: str, merge: Element | None) -> Element:
    found = [
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        merge,
        w("shd", val="clear", color="auto", fill=shade) if shade else None,
    ]
    return w("tcPr", *(one for one in found if one is not None))


def _properties(html: Any, has_head: bool, width: int) -> Element:
    caption = html.find("caption")
    words = " ".join("".join(caption.itertext()).split()) if caption is not None else ""
    has_sides = html.find(".//tbody//th") is not None
    borders = ("top", "left", "bottom", "right", "insideH", "insideV")
    return w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("tblBorders", *(w(side, val="single", sz=4, space=0, color="AEB7BD") for side in borders)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=85, type="dxa"), w("right", w=85, type="dxa")),
        w(
            "tblLook",
            val="04A0",
            firstRow=int(has_head),
            lastRow=0,
            firstColumn=int(has_sides),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        *([w("tblCaption", val=words)] if words else []),
    )


def _widths(html: Any, number: int, width: int) -> list[int]:
    """The columns as the classes of print have them; those without share what is left."""
    shares: list[int | None] = []
    for column in html.xpath("./colgroup/col"):
        found = WIDTH.search(column.get("class") or "")
        shares.append(int(found[1]) if found else None)
    shares = (shares + [None] * number)[:number]
    left = max(100 - sum(share or 0 for share in shares), 0)
    open_ones = shares.count(None)
    whole = [share if share is not None else max(left / open_ones, 1) for share in shares]
    return [round(width * share / sum(whole)) for share in whole]


def _span(row: Any) -> int:
    return sum(int(cell.get("colspan") or 1) for cell in row.xpath("./th|./td"))
