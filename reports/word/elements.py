"""Elements of a Word file, by their short names. python-docx has objects for them, at a cost that tables feel."""

from typing import Any

from docx.oxml.ns import qn
from lxml import etree

Element = Any  # lxml's elements, which python-docx gives classes of its own

A4 = (11906, 16838)  # twentieths of a point
MARGIN, LYING_MARGIN = 1247, 907  # 22 mm, and 16 mm of pages that lie, as in print
UPRIGHT, LYING = A4[0] - 2 * MARGIN, A4[1] - 2 * LYING_MARGIN  # width of the text


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of WordprocessingML: ``w("jc", val="right")`` is ``<w:jc w:val="right"/>``."""
    element = etree.Element(qn(f"w:{tag}"))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def text(words: str) -> Element:
    """Words with their spaces kept."""
    element = w("t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def paragraph(style: str, runs: list[Element], *properties: Element) -> Element:
    """A paragraph in a style (its id), with ``properties`` in the order that Word asks for."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *runs)


def bookmark(anchor: str) -> str:
    """The name of the place that ``anchor`` leads to: Word has no hyphens in them, and 40 characters."""
    return anchor.replace("-", "_")[:40]


def field(instruction: str) -> list[Element]:
    """A field such as PAGE, with the 1 that it shows until Word counts."""
    code = w("instrText")
    code.text = f" {instruction} "
    parts = (
        w("fldChar", fldCharType="begin"),
        code,
        w("fldChar", fldCharType="separate"),
        text("1"),
        w("fldChar", fldCharType="end"),
    )
    return [w("r", part) for part in parts]
