"""What stands in a line: words in bold and italics, links, breaks, ratings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from reports.word.elements import Element, bookmark, text, w
from stp_portal.core.palette import COLOURS

INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time", "u"}
BOLD, ITALIC = {"b", "strong", "th"}, {"em", "i"}
# The shapes of ratings as signs, so that they are told apart in black and white.
SIGNS = {"circle": "●", "triangle": "▲", "square": "■", "diamond": "◆", "cross": "×", "none": "○"}
LINK_COLOUR = "005EB8"


@dataclass(frozen=True)
class Look:
    """How words stand: bold, italic, the address they lead to, their colour, the fill behind them, their size in points
    where it is not that of the paragraph.
    """

    bold: bool = False
    italic: bool = False
    href: str = ""
    colour: str = ""
    fill: str = ""
    size: float = 0


PLAIN = Look()
Piece = tuple[str, Look]
BREAK = "\n"


def pieces(element: Element, look: Look = Look(), *, whole: bool = True) -> Iterator[Piece]:
    """The words in ``element``, each with its look; with ``whole`` false only those before its first child."""
    if element.text:
        yield " ".join(f"x{element.text}x".split())[1:-1], look
    for child in element if whole else ():
        yield from of_child(child, look)


def of_child(child: Element, look: Look) -> Iterator[Piece]:
    """The words of an inline element, then those that follow it in its parent."""
    classes = (child.get("class") or "").split()
    if not isinstance(child.tag, str):
        pass  # a comment
    elif child.tag == "br":
        yield BREAK, look
    elif "rating" in classes:
        yield from _rating(child, classes, look)
    elif "para__number" in classes:
        yield f"{child.text}\t", replace(look, bold=False)
    elif child.tag == "a":
        yield "".join(child.itertext()), replace(look, href=child.get("href") or "")
    else:
        bold, italic = look.bold or child.tag in BOLD, look.italic or child.tag in ITALIC
        yield from pieces(child, replace(look, bold=bold, italic=italic))
    yield from after(child, look)


def after(child: Element, look: Look) -> Iterator[Piece]:
    """The words between an element and the next."""
    if child.tail:
        yield " ".join(f"x{child.tail}x".split())[1:-1], look


def _rating(span: Element, classes: list[str], look: Look) -> Iterator[Piece]:
    """Shape and letter on their colour, then the word: it never hangs on the colour alone (DESIGN 6)."""
    names = {name.removeprefix("rating--") for name in classes}
    shape = next((shape for shape in SIGNS if shape in names), "none")
    letter, *rest = [part for child in span for part in (child.text, child.tail)] or ["", ""]
    word = " ".join("".join(part or "" for part in rest).split())
    colour = next((COLOURS[name] for name in COLOURS if name in names), None)
    sign = f"\N{NO-BREAK SPACE}{SIGNS[shape]}\N{NO-BREAK SPACE}{letter or ''}".rstrip(" ")
    if colour is None:
        yield f"{SIGNS[shape]}\N{NO-BREAK SPACE}{word}", look
        return
    marked = replace(look, bold=True, colour=_hex(colour.letter), fill=_hex(colour.fill))
    yield f"{sign}\N{NO-BREAK SPACE}", marked
    yield f" {word}", replace(look, bold=True)


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def runs(part: Any, found: Iterable[Piece]) -> list[Element]:
    """Pieces as runs of a paragraph, single spaces between words; ``part`` keeps the addresses of links."""
    made: list[Element] = []
    at_start = True
    for words, look in _tidied(found):
        run = w("r", *_properties(look))
        for number, line in enumerate(words.split(BREAK)):
            if number:
                run.append(w("br"))
            for place, piece in enumerate((line.lstrip(" ") if at_start or number else line).split("\t")):
                if place:
                    run.append(w("tab"))
                if piece:
                    run.append(text(piece))
        at_start = False
        made.append(_linked(part, run, look.href) if look.href else run)
    return made


def _tidied(found: Iterable[Piece]) -> list[Piece]:
    """No space follows a space, a break or nothing, and none stands at the end."""
    tidy: list[Piece] = []
    ends_open = True
    for words, look in found:
        kept = words.lstrip(" ") if ends_open else words
        if kept:
            tidy.append((kept, look))
            ends_open = kept[-1] in (" ", BREAK, "\t")
    while tidy and not tidy[-1][0].rstrip(" \n"):
        tidy.pop()
    if tidy:
        tidy[-1] = (tidy[-1][0].rstrip(" \n"), tidy[-1][1])
    return tidy


def _properties(look: Look) -> list[Element]:
    colour = look.colour or (LINK_COLOUR if look.href else "")
    found = [
        w("b") if look.bold else None,
        w("i") if look.italic else None,
        w("color", val=colour) if colour else None,
        w("sz", val=round(look.size * 2)) if look.size else None,
        w("u", val="single") if look.href else None,
        w("shd", val="clear", color="auto", fill=look.fill) if look.fill else None,
    ]
    kept = [one for one in found if one is not None]
    return [w("rPr", *kept)] if kept else []


def _linked(part: Any, run: Element, href: str) -> Element:
    if href.startswith("#"):
        return w("hyperlink", run, anchor=bookmark(href[1:]))
    link = w("hyperlink", run)
    link.set(qn("r:id"), part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link
