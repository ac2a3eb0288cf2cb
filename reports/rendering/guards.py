"""What is refused before a page is laid out, because laying it out would be slow, unsafe or not accessible.

Limits come from measurements (RELIABILITY 4): a colspan of a million ran beyond 40 seconds, a few levels of nested
``<use>`` likewise, and 150 nested divs end in a RecursionError. 50,000 elements take about half a minute.
"""

import re
from xml.etree.ElementTree import Element

from reports.rendering.errors import RenderError

MAX_CHARACTERS = 3_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 50
MAX_SPAN = 100

SVG = "{http://www.w3.org/2000/svg}"
SVG_ELEMENTS = {
    "svg",
    "title",
    "desc",
    "g",
    "rect",
    "line",
    "polyline",
    "polygon",
    "circle",
    "path",
    "text",
    "tspan",
}
LINK_ADDRESS = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)
SPANS = ("colspan", "rowspan", "span")


def check_size(html: str) -> None:
    """Raise RenderError when the HTML is too long to be parsed at all."""
    if len(html) > MAX_CHARACTERS:
        raise RenderError(
            f"The paper is {len(html):,} characters of HTML. The limit is {MAX_CHARACTERS:,}: "
            "split it into several papers."
        )


def check_tree(root: Element) -> None:
    """Raise RenderError for the first element that may not be rendered. Walks without recursion."""
    seen = 0
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        seen += 1
        if seen > MAX_ELEMENTS:
            raise RenderError(
                f"The paper has more than {MAX_ELEMENTS:,} elements. Split it into several papers."
            )
        if depth > MAX_DEPTH:
            raise RenderError(
                f"Elements are nested more than {MAX_DEPTH} deep, near <{element.tag}>. Flatten the text."
            )
        if isinstance(element.tag, str):  # comments have a function here
            _check_element(element)
        stack.extend((child, depth + 1) for child in element)


def check_frame(root: Element) -> None:
    """Raise RenderError for a paper without the title or language that PDF/UA asks for."""
    title = root.find("head/title")
    if title is None or not (title.text or "").strip():
        raise RenderError("The paper has no title. Give it a <title>.")
    if not root.get("lang"):
        raise RenderError('The paper does not say its language. Write <html lang="en-GB">.')


def _check_element(element: Element) -> None:
    tag = element.tag
    for name in SPANS:
        if _number(element.get(name)) > MAX_SPAN:
            raise RenderError(
                f'<{tag} {name}="{element.get(name)}"> spans more than {MAX_SPAN} cells. Check the table.'
            )
    if tag == "tr" and len(element) > MAX_SPAN:
        raise RenderError(f"A table row has {len(element)} cells; the limit is {MAX_SPAN}. Split the table.")
    if tag.startswith(SVG) and tag.removeprefix(SVG) not in SVG_ELEMENTS:
        raise RenderError(
            f"A picture uses <{tag.removeprefix(SVG)}>. Charts may use: {', '.join(sorted(SVG_ELEMENTS))}."
        )
    if "attachment" in (element.get("rel") or "").lower().split():
        raise RenderError(f"The paper attaches {element.get('href')!r}. A paper cannot carry other files.")
    if (
        tag in ("a", "area")
        and element.get("href")
        and not LINK_ADDRESS.match(element.get("href", "").strip())
    ):
        raise RenderError(
            f"A link goes to {element.get('href')!r}. "
            "Links begin with https:, http:, mailto: or # (a place in the paper)."
        )


def _number(text: str | None) -> int:
    """The attribute as WeasyPrint reads it: a whole number, or nothing."""
    try:
        return int((text or "").strip())
    except ValueError:
        return 0
