"""What becomes of an uploaded logo, and what is refused."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, PngImagePlugin

from reports.logos import MAX_BYTES, printable_logo

SVG = b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>"


def picture(size=(40, 20), mode="RGB", colour: Any = (0, 94, 184), kind="PNG", **options) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def made_of(content: bytes):
    return printable_logo(io.BytesIO(content), len(content))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        made_of(content)
    return refused.value.messages[0]


class Unread(io.RawIOBase):
    """A file that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("It was read.")


def bomb() -> bytes:
    """A PNG of 20,000 by 20,000 pixels in less than a kilobyte: its data is never there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_it_becomes_a_small_png_of_the_same_shape():
    logo = made_of(picture(size=(2400, 600), kind="JPEG"))
    image = opened(logo.png)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (600, 150))
    assert (logo.width, logo.height) == (600, 150)
    assert opened(made_of(picture(size=(300, 900))).png).size == (100, 300)


def test_a_small_one_is_not_blown_up():
    assert opened(made_of(picture()).png).size == (40, 20)


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (200, 0, 0, 0)), ("LA", (9, 0))])
def test_what_shows_through_is_white(mode, colour):
    assert opened(made_of(picture(mode=mode, colour=colour)).png).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(("mode", "colour"), [("P", 1), ("1", 1), ("I;16", 300), ("L", 40)])
def test_every_kind_of_png_is_read(mode, colour):
    assert opened(made_of(picture(mode=mode, colour=colour)).png).mode == "RGB"


def test_a_jpeg_for_print_is_read():
    assert opened(made_of(picture(mode="CMYK", colour=(0, 0, 0, 0), kind="JPEG")).png).mode == "RGB"


def test_nothing_but_the_pixels_is_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Secret Person")
    exif = Image.Exif()
    exif[0x010E] = "Secret place"
    logo = made_of(picture(pnginfo=notes, exif=exif, icc_profile=b"Secret profile"))
    assert b"Secret" not in logo.png
    assert set(opened(logo.png).info) == set()


def test_it_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(made_of(picture(kind="JPEG", exif=exif)).png).size == (20, 40)


def test_the_same_file_gives_the_same_bytes():
    content = picture(size=(1000, 700), mode="RGBA", colour=(1, 2, 3, 128))
    assert made_of(content) == made_of(content)


def test_fifty_megabytes_are_refused_without_being_read():
    with pytest.raises(ValidationError) as refused:
        printable_logo(Unread(), 50 * 1024 * 1024)
    said = " ".join(refused.value.messages[0].split())
    assert said.startswith("The file is 50.0 MB. A logo may have 2.0 MB at most: save a smaller copy")


def test_a_file_that_is_longer_than_it_was_said_to_be_is_refused_too():
    with pytest.raises(ValidationError, match="at most"):
        printable_logo(io.BytesIO(b"x" * (MAX_BYTES + 5)), 10)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"The quick brown fox", "not a picture that can be read. Save it as PNG", id="text"),
        pytest.param(b"", "not a picture", id="empty"),
        pytest.param(picture(kind="GIF"), "not a picture", id="a kind that papers do not print"),
        pytest.param(SVG, "SVG drawing, which can hold scripts", id="SVG"),
        pytest.param(bomb(), "more than 12,000,000 pixels", id="bomb"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_what_is_no_logo_is_refused_with_the_cure(content, said):
    assert said in refusal(content)


def test_half_a_picture_is_refused(monkeypatch):
    # WeasyPrint makes Pillow lenient in a process that renders; pages are answered by others.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    assert "not a picture" in refusal(picture(size=(900, 900), kind="JPEG")[:-2000])
