"""The walk through a paper's HTML, block by block, into the body of a Word file."""

import io
from base64 import b64decode
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from reports.word import charts
from reports.word.elements import UPRIGHT, Element, bookmark, paragraph, text, w
from reports.word.inline import INLINE, PLAIN, Look, Piece, after, of_child, pieces, runs
from reports.word.lists import Lists, place
from reports.word.pages import Pages
from reports.word.styles import NUMBER_WIDTH, style_id
from reports.word.tables import columns_of, table

HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
# What paragraphs are called in print, and the style they have in Word; others have that of their place.
STYLE_OF_CLASS = {
    "cover__organisation": "Cover Organisation",
    "cover__occasion": "Cover Occasion",
    "callout": "Callout",
    "lead": "Lead",
    "source": "Source",
    "chart__title": "Caption",
    "register__note": "Table Note",
    "signature__line": "Signature Line",
    "signature__name": "Signature Name",
}
INDENTED = frozenset({"record-list", "outcomes"})  # below the words of a numbered paragraph, as in print
LOGO = (Mm(62), Mm(22))  # at most, as in print
CHART_HEIGHT = Mm(140)  # at most: one that is higher gets narrower, so that it stays on a page that lies
CROWDED = 8  # columns; the rows of tables with more stand closer
LONG_COVER = 9.0  # points: a cover sheet of many rows stays on one page
SMALL = {5: 9.0, CROWDED: 8.0}  # points of the text in tables with more columns than that


@dataclass(frozen=True)
class Place:
    """Where a block stands: the element it goes into, the style of plain paragraphs there, how far in, how big."""

    into: Element
    style: str = "Normal"
    indent: int = 0
    look: Look = PLAIN
    width: int = UPRIGHT
    is_level: bool = False  # no list is further in than another


class Writer:
    """Writes blocks of HTML into a document."""

    def __init__(self, document: Any) -> None:
        self.document, self.part = document, document.part
        self.lists = Lists(document.part.numbering_part.element)
        self.pages = Pages(document)
        self.marks = self.charts = 0
        self.waiting: list[str] = []  # anchors of sections, for the heading that comes next

    def write(self, html: Any) -> None:
        """The whole of ``html``, a paper's body."""
        self._flow(html, Place(self.document.element.body))
        self.pages.finish()

    def _flow(self, html: Any, where: Place) -> None:
        """What stands in an element: lines become paragraphs, blocks what they are."""
        line: list[Piece] = list(pieces(html, where.look, whole=False))
        for child in html:
            if child.tag in INLINE:
                line += of_child(child, where.look)
                continue
            self._line(line, where)
            if isinstance(child.tag, str):
                self._block(child, where)
            line = list(after(child, where.look))
        self._line(line, where)

    def _line(self, line: list[Piece], where: Place, style: str = "", *properties: Element) -> None:
        """A paragraph of these pieces; none where they say nothing."""
        made = runs(self.part, line)
        if made:
            self._add(paragraph(style_id(style or where.style), made, *properties), where)

    def _add(self, element: Element, where: Place) -> None:
        self.pages.append(element) if where.into is self.document.element.body else where.into.append(element)

    def _block(self, html: Any, where: Place) -> None:
        classes = (html.get("class") or "").split()
        if INDENTED & set(classes) and not where.is_level:
            where = replace(where, style="Numbered Continuation", indent=NUMBER_WIDTH)
        if html.tag in HEADINGS:
            self._heading(html, where)
        elif html.tag == "p":
            style = next((STYLE_OF_CLASS[name] for name in classes if name in STYLE_OF_CLASS), "")
            self._line(list(pieces(html, where.look)), where, style)
        elif html.tag in ("ul", "ol"):
            self._list(html, where)
        elif html.tag == "table":
            self._table(html, where)
        elif html.tag == "svg":
            self._chart(html, where)
        elif html.tag == "img":
            self._picture(html, where)
        elif "para" in classes:
            is_bold = where.look.bold or "ask" in classes
            self._numbered(html, replace(where, look=replace(where.look, bold=is_bold)))
        elif "signature" in classes:
            self._flow(html, replace(where, style="Signature Text"))
        elif html.tag == "nav":
            self._contents(html, where)
        elif html.tag == "section":
            self._section(html, classes, where)
        elif "plan" in classes:
            self._flow(html, replace(where, is_level=True))
        elif "plan__vision" in classes:
            self._flow(html, replace(where, look=replace(where.look, bold=True)))
        else:
            self._flow(html, where)

    def _section(self, html: Any, classes: list[str], where: Place) -> None:
        """A section on pages that lie or stand; an appendix begins a page."""
        self.waiting += [html.get("id")] if html.get("id") else []
        self.pages.turn(lying="wide" in classes, breaks="section--appendix" in classes)
        self._flow(html, replace(where, width=self.pages.width))

    def _heading(self, html: Any, where: Place) -> None:
        anchors = [*self.waiting, *([html.get("id")] if html.get("id") else [])]
        self.waiting = []
        made = paragraph(
            style_id(HEADINGS[html.tag]), runs(self.part, pieces(html)), *self.pages.break_before()
        )
        for anchor in anchors:
            self._mark(made, anchor)
        self._add(made, where)

    def _mark(self, made: Element, anchor: str) -> None:
        """Lets links find a paragraph."""
        self.marks += 1
        made.insert(1, w("bookmarkStart", id=self.marks, name=bookmark(anchor)))
        made.append(w("bookmarkEnd", id=self.marks))

    def _numbered(self, html: Any, where: Place) -> None:
        """A numbered paragraph: its number hangs in the margin, what follows it stands in line."""
        inside = replace(where, style="Numbered Continuation", indent=NUMBER_WIDTH)
        first, *rest = list(html)
        stays = [w("keepNext")] if rest and rest[0].tag in ("ul", "ol") else []  # with the points it leads in
        self._line(list(pieces(first, where.look)), where, "Numbered Paragraph", *stays)
        for child in rest:
            self._block(child, inside)

    def _list(self, html: Any, where: Place, number: int = 0, level: int = 0) -> None:
        """``number`` is that of the list around it: a list within one of its kind goes on at the next level."""
        number = number or self.lists.number_of(html)
        style = (
            "Table Text"
            if where.style == "Table Text"
            else f"List {'Bullet' if html.tag == 'ul' else 'Number'}"
        )
        for item in html.findall("li"):
            line = list(pieces(item, where.look, whole=False))
            is_first = True
            for child in item:
                if child.tag in INLINE:
                    line += of_child(child, where.look)
                    continue
                is_first = self._point(line, where, style, number, level, is_first)
                if child.tag in ("ul", "ol"):
                    same = child.tag == html.tag
                    self._list(child, where, number if same else 0, level + 1)
                elif child.tag == "p":
                    is_first = self._point(
                        list(pieces(child, where.look)), where, style, number, level, is_first
                    )
                line = list(after(child, where.look))
            self._point(line, where, style, number, level, is_first)

    def _point(
        self, line: list[Piece], where: Place, style: str, number: int, level: int, is_first: bool
    ) -> bool:
        """A paragraph of an item: the first has the bullet. Whether the next would still be the first."""
        if not "".join(words for words, _ in line).strip():
            return is_first
        form = place(number, level, where.indent)
        whole = [w("keepLines")] if style == "Table Text" else []  # where a page cuts a row, it cuts no point
        self._line(line, where, style, *whole, *(form if is_first else form[1:]))
        return False

    def _table(self, html: Any, where: Place) -> None:
        caption = html.find("caption")
        if caption is not None:
            self._line(list(pieces(caption)), where, "Caption")
        columns = columns_of(html)
        size = next((size for limit, size in sorted(SMALL.items(), reverse=True) if columns > limit), 0.0)
        if "cover__fields--long" in (html.get("class") or ""):
            size = LONG_COVER

        def fill(cell: Element, content: Any, is_header: bool) -> None:
            look = replace(where.look, bold=is_header, size=size)
            inside = Place(cell, "Table Text", look=look, width=where.width)
            self._flow(content, inside)
            if columns > CROWDED:
                for one in cell.iterfind("{*}p/{*}pPr"):
                    place_of_indent = next(
                        (n for n, part in enumerate(one) if part.tag == qn("w:ind")), len(one)
                    )
                    one.insert(place_of_indent, w("spacing", before=10, after=10))
            if content.get("scope") == "rowgroup":  # the head of a group stays with its first row
                for one in cell.iterfind("{*}p/{*}pPr"):
                    one.insert(1, w("keepNext"))
            if "number" in (content.get("class") or "").split():
                for one in cell.iterfind("{*}p/{*}pPr"):
                    one.append(w("jc", val="right"))

        self._add(table(html, where.width, fill), where)
        self._add(paragraph(style_id("After Table"), []), where)

    def _chart(self, html: Any, where: Place) -> None:
        """A chart as its drawing, with its words as alternative text; in words where it cannot be drawn here."""
        words = html.findtext(".//{*}title") or ""
        try:
            shown = charts.picture(html)
        except charts.NotDrawn:
            self._line([(f"The chart in words. {words}", where.look)] if words else [], where, "Source")
            return
        self.charts += 1
        shape, holder = self._shape(shown, words)
        scale = min(Twips(where.width) / shape.width, CHART_HEIGHT / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        charts.attach(self.part, html, next(shape._inline.iter(qn("a:blip"))), self.charts)
        self._add(holder, where)

    def _picture(self, html: Any, where: Place) -> None:
        _, _, content = (html.get("src") or "").partition(";base64,")
        shape, holder = self._shape(b64decode(content), html.get("alt") or "")
        scale = min(1.0, LOGO[0] / shape.width, LOGO[1] / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        self._add(holder, where)

    def _shape(self, content: bytes, words: str) -> tuple[Any, Element]:
        """A picture that ``words`` describe, and the paragraph that holds it, which has no place yet."""
        holder = self.document.add_paragraph()  # python-docx puts it last, before it is moved
        shape = holder.add_run().add_picture(io.BytesIO(content))
        shape._inline.docPr.set("descr", words)
        return shape, holder._p

    def _contents(self, html: Any, where: Place) -> None:
        """A table of contents that Word can renew, with the headings as links."""
        self.pages.turn(lying=False, breaks=True)
        is_short = "contents--short" in (html.get("class") or "").split()
        heading = html.find("h2")
        self._line(
            [("".join(heading.itertext()), PLAIN)], where, "Contents Heading", *self.pages.break_before()
        )
        code = w("instrText")
        code.text = ' TOC \\o "1-2" \\h \\z \\u '
        begin = [w("r", part) for part in (w("fldChar", fldCharType="begin"), code)]
        begin.append(w("r", w("fldChar", fldCharType="separate")))
        entries = html.findall(".//li")
        for number, entry in enumerate(entries):
            link = entry.find("a")
            style = "toc 1" if "contents__entry--2" in (entry.get("class") or "") else "toc 2"
            words = w(
                "hyperlink", w("r", text("".join(link.itertext()))), anchor=bookmark(link.get("href")[1:])
            )
            end = [w("r", w("fldChar", fldCharType="end"))] if number == len(entries) - 1 else []
            self._add(paragraph(style_id(style), [*(begin if number == 0 else []), words, *end]), where)
        if not is_short:
            self.pages.begin_page()
