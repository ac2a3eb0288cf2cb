"""A logo as papers print it: whatever was uploaded, made into a small PNG that holds nothing but its pixels."""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageOps

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 12_000_000  # unpacked, 48 MB: a photograph of 4,000 by 3,000
LARGEST = (600, 300)  # printed at most 62 by 22 mm: more than 240 dots to the inch

CURE = "Save it as PNG or JPEG and choose that file."
# What Pillow raises for content that is not what it says it is, or that is cut off.
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error)


@dataclass(frozen=True)
class Logo:
    """A PNG with its size in pixels."""

    png: bytes
    width: int
    height: int


def refuse_size(size: int) -> None:
    """ValidationError for a file of more bytes than a logo may have. Nothing of it needs to be read."""
    if size > MAX_BYTES:
        raise ValidationError(
            f"The file is {filesizeformat(size)}. A logo may have {filesizeformat(MAX_BYTES)} at most: "
            "save a smaller copy as PNG or JPEG and choose that."
        )


def printable_logo(upload: BinaryIO, size: int) -> Logo:
    """The logo made of an uploaded file of ``size`` bytes. The same file gives the same bytes.

    It lies on white, turned as its camera says, at most 600 by 300 pixels, without any of its metadata. Raises
    ValidationError, with the cure, for a file that is too large (before it is read), unpacks to too many pixels, or is
    no PNG or JPEG by its content, whatever its name says.
    """
    refuse_size(size)
    content = upload.read(MAX_BYTES + 1)
    refuse_size(len(content))
    _refuse_drawing(content)
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            return _printed(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            f"The picture unpacks to more than {MAX_PIXELS:,} pixels, which the portal does not read. "
            "Save a smaller copy: papers print 600 by 300 pixels."
        ) from error
    except UNREADABLE as error:
        raise ValidationError(f"This file is not a picture that can be read. {CURE}") from error


def _printed(image: Image.Image) -> Logo:
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    turned.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    # A fresh picture: nothing but pixels comes along. White, because that is what papers print it on.
    flat = Image.new("RGBA", turned.size, "white")
    flat.alpha_composite(turned)
    file = io.BytesIO()
    flat.convert("RGB").save(file, "PNG", compress_level=9)
    return Logo(file.getvalue(), *turned.size)


def _refuse_drawing(content: bytes) -> None:
    if b"<svg" in content[:1024].lower():
        raise ValidationError(
            f"This is an SVG drawing, which can hold scripts and draw on other files, so papers do not take it. {CURE}"
        )
