"""Pages that stand and pages that lie: a Word file is cut into sections where the one follows the other."""

import copy
from typing import Any

from docx.oxml.ns import qn

from reports.word.elements import A4, LYING, LYING_MARGIN, MARGIN, UPRIGHT, Element, paragraph, w


class Pages:
    """The body of a document, and how the page that is being written lies."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.last = self.body.find(qn("w:sectPr"))
        self.is_lying = False
        self.breaks = False

    @property
    def width(self) -> int:
        """Of the text, in twentieths of a point."""
        return LYING if self.is_lying else UPRIGHT

    def append(self, element: Element) -> None:
        """At the end of what is written."""
        self.last.addprevious(element)

    def turn(self, *, lying: bool, breaks: bool = False) -> None:
        """What follows stands on pages that lie, or that do not; ``breaks``: it begins a page in any case."""
        if lying != self.is_lying:
            self._end_section()
            self.is_lying = lying
            self.breaks = False
        else:
            self.breaks = self.breaks or breaks

    def begin_page(self) -> None:
        """The next heading begins a page."""
        self.breaks = True

    def break_before(self) -> list[Element]:
        """The property of a heading that begins a page; nothing for others."""
        wanted, self.breaks = self.breaks, False
        return [w("pageBreakBefore")] if wanted else []

    def finish(self) -> None:
        """The last section lies as its pages do."""
        _lay(self.last, self.is_lying)

    def _end_section(self) -> None:
        """The paragraph that ends a section carries how its pages lie: the one after a table, or a small one."""
        end = self.last.getprevious()
        if end is None or end.tag != qn("w:p") or end.find(qn("w:pPr")) is None or len(end) > 1:
            end = paragraph("AfterTable", [])
            self.append(end)
        section = copy.deepcopy(self.last)
        _lay(section, self.is_lying)
        end.find(qn("w:pPr")).append(section)


def _lay(section: Element, is_lying: bool) -> None:
    for tag in ("w:type", "w:pgSz", "w:pgMar", "w:titlePg", "w:cols", "w:docGrid"):
        for child in section.findall(qn(tag)):
            section.remove(child)
    width, height = reversed(A4) if is_lying else A4
    size = w("pgSz", w=width, h=height, **({"orient": "landscape"} if is_lying else {}))
    side = LYING_MARGIN if is_lying else MARGIN
    margins = w("pgMar", top=side, right=side, bottom=MARGIN, left=side, header=567, footer=567, gutter=0)
    section.extend([w("type", val="nextPage"), size, margins])
