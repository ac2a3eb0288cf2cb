"""Charts in Word: the drawing of print as it is, and a picture of it for programs that do not draw SVG."""

import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from reports.rendering.resources import static_file
from reports.word.elements import Element

SVG = "http://www.w3.org/2000/svg"
SVG_BLIP = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # by which Word knows what follows
FONTS = "Arimo, Arial, sans-serif"  # Word has no Arimo
SCALE = 3  # dots of the picture to a unit of the drawing: 300 to an inch on a page that stands
COLOURS = 32  # of the picture: few, so that it is small
NUMBERS = re.compile(r"([MLHVZ])|(-?\d+(?:\.\d+)?)")
Point = tuple[float, float]


class NotDrawn(ValueError):
    """A drawing holds what the picture of it would lack."""


def picture(svg: Any) -> bytes:
    """The drawing as PNG. The same drawing gives the same bytes. Raises NotDrawn for what our charts do not use."""
    width, height = (float(number) for number in svg.get("viewbox").split()[2:])
    image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), "#ffffff")
    canvas = ImageDraw.Draw(image)
    for element in svg:
        if element.tag == "title":
            continue
        if element.tag not in DRAW:
            raise NotDrawn(element.tag)
        DRAW[element.tag](canvas, svg, element)
    written = io.BytesIO()
    image.quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


def attach(part: Any, svg: Any, blip: Element, number: int) -> None:
    """Hand Word the drawing itself beside the picture that ``blip`` shows, as part ``number`` of its kind."""
    content = etree.tostring(_as_file(svg), xml_declaration=True, encoding="UTF-8")
    drawing = Part(PackURI(f"/word/media/chart{number}.svg"), "image/svg+xml", content, part.package)
    extension = etree.SubElement(
        etree.SubElement(blip, qn("a:extLst")), qn("a:ext"), attrib={"uri": SVG_EXTENSION}
    )
    shown = etree.SubElement(extension, f"{{{SVG_BLIP}}}svgBlip", nsmap={"asvg": SVG_BLIP})
    shown.set(qn("r:embed"), part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE))


def _as_file(html: Any) -> Element:
    """A drawing read as HTML, as an SVG of its own: with its namespace, and the capitals that HTML loses."""
    attributes = {"viewBox" if name == "viewbox" else name: value for name, value in html.attrib.items()}
    attributes.pop("xmlns", None)
    if "font-family" in attributes:
        attributes["font-family"] = FONTS
    element = etree.Element(f"{{{SVG}}}{html.tag}", attributes, nsmap={None: SVG})
    element.text = html.text
    for child in html:
        element.append(_as_file(child))
    return element


def _number(element: Any, name: str, usual: float = 0) -> float:
    return float(element.get(name) or usual) * SCALE


def _place(element: Any) -> Point:
    """How far an element is moved."""
    across, down = re.findall(r"-?\d+(?:\.\d+)?", element.get("transform") or "0 0")
    return float(across) * SCALE, float(down) * SCALE


def _colours(svg: Any, element: Any) -> dict[str, Any]:
    """Fill and outline of a shape, as Pillow wants them."""
    return {
        "fill": element.get("fill") or svg.get("fill"),
        "outline": element.get("stroke"),
        "width": max(1, round(_number(element, "stroke-width"))) if element.get("stroke") else 0,
    }


def _draw_rect(canvas: ImageDraw.ImageDraw, svg: Any, element: Any) -> None:
    left, top = _number(element, "x"), _number(element, "y")
    right, bottom = left + _number(element, "width"), top + _number(element, "height")
    canvas.rectangle((left, top, right, bottom), **_colours(svg, element))


def _draw_circle(canvas: ImageDraw.ImageDraw, svg: Any, element: Any) -> None:
    middle = (_number(element, "cx"), _number(element, "cy"))
    canvas.circle(middle, _number(element, "r"), **_colours(svg, element))


def _draw_path(canvas: ImageDraw.ImageDraw, svg: Any, element: Any) -> None:
    across, down = _place(element)
    points = [(across + x * SCALE, down + y * SCALE) for x, y in _corners(element.get("d"))]
    canvas.polygon(points, **_colours(svg, element))


def _corners(path: str) -> Iterator[Point]:
    """The corners of a closed shape of straight lines, which is all that our charts have."""
    x = y = 0.0
    command, waiting = "M", list[float]()
    for letter, number in NUMBERS.findall(path):
        if letter:
            command = letter
            continue
        waiting.append(float(number))
        if command in "HV" or len(waiting) == 2:
            x, y = (waiting[0], y) if command == "H" else (x, waiting[0]) if command == "V" else waiting
            waiting = []
            yield x, y


def _draw_line(canvas: ImageDraw.ImageDraw, svg: Any, element: Any) -> None:
    start, end = ((_number(element, f"x{end}"), _number(element, f"y{end}")) for end in (1, 2))
    look = {"fill": element.get("stroke"), "width": max(1, round(_number(element, "stroke-width")))}
    dashes = [float(one) * SCALE for one in (element.get("stroke-dasharray") or "").split()]
    if not dashes:
        canvas.line((*start, *end), **look)
        return
    top, dash, gap = start[1], *dashes
    while top < end[1]:  # lines of dashes go down
        canvas.line((start[0], top, start[0], min(top + dash, end[1])), **look)
        top += dash + gap


def _draw_text(canvas: ImageDraw.ImageDraw, svg: Any, element: Any) -> None:
    size = _number(element, "font-size", float(svg.get("font-size")))
    at = (_number(element, "x") + _number(element, "dx"), _number(element, "y"))
    anchor = "rs" if element.get("text-anchor") == "end" else "ls"
    font = _font(round(size), is_bold=element.get("font-weight") == "bold")
    canvas.text(at, element.text or "", fill=svg.get("fill"), font=font, anchor=anchor)


@lru_cache
def _font(size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    """The font of papers. The plain layout: the other needs a library that not every machine has."""
    path, _ = static_file("static:fonts/Arimo[wght].ttf")
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([700 if is_bold else 400])
    return font


DRAW: dict[str, Callable[[ImageDraw.ImageDraw, Any, Any], None]] = {
    "rect": _draw_rect,
    "circle": _draw_circle,
    "path": _draw_path,
    "line": _draw_line,
    "text": _draw_text,
}
