"""Pictures inside a paper come as ``data:`` addresses; these are the kinds and sizes that are let through."""

import base64
import io
import re
from urllib.parse import unquote
from xml.etree import ElementTree

from PIL import Image

from reports.rendering.errors import RenderError
from reports.rendering.guards import check_tree

RASTER_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG"}
SVG_KIND = "image/svg+xml"
MAX_PIXELS = 4_000_000  # A4 at 200 dots per inch is 3.9 million
MAX_SVG_CHARACTERS = 20_000

_RASTER_ADDRESS = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_SVG_ADDRESS = re.compile(r"data:image/svg\+xml,(.*)", re.IGNORECASE | re.DOTALL)


def data_image(address: str) -> tuple[bytes, str]:
    """The bytes and media type of a ``data:`` address holding a PNG or JPEG in base64, or plain SVG.

    Raises RenderError for any other kind, for content that is not what the address says, for pictures that unpack to
    more than MAX_PIXELS, and for SVG that goes beyond what guards allow inline.
    """
    if match := _RASTER_ADDRESS.fullmatch(address):
        kind = match[1].lower()
        return _raster(match[2], kind), kind
    if match := _SVG_ADDRESS.fullmatch(address):
        return _svg(unquote(match[1])), SVG_KIND
    raise RenderError(
        f"The paper holds {address[:60]!r}, which it may not. "
        "Pictures are PNG or JPEG as a base64 data: address, or SVG."
    )


def _raster(text: str, kind: str) -> bytes:
    try:
        content = base64.b64decode(text)
        with Image.open(io.BytesIO(content), formats=[RASTER_KINDS[kind]]) as image:
            width, height = image.size
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RenderError(f"A picture in the paper cannot be read as {kind}: {error}.") from error
    if width * height > MAX_PIXELS:
        raise RenderError(
            f"A picture in the paper is {width} by {height} pixels. "
            f"The limit is {MAX_PIXELS:,} pixels: make it smaller."
        )
    return content


def _svg(text: str) -> bytes:
    # A document type is the door to entities that grow without end.
    if len(text) > MAX_SVG_CHARACTERS or "<!" in text:
        raise RenderError(
            "A picture in the paper is an SVG file that is too large or declares a document type."
        )
    try:
        check_tree(ElementTree.fromstring(text))  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise RenderError(f"A picture in the paper is not well-formed SVG: {error}.") from error
    return text.encode()
