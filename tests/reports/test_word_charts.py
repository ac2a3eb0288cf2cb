"""Charts in the Word file: drawn as in print, a picture of the drawing for programs without SVG, told in words."""

import io
from datetime import date
from zipfile import ZipFile

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from reports.charts import Bar, BarChart, Moment, Timeline
from reports.rendering.charts_svg import bars_svg
from reports.rendering.timeline_svg import timeline_svg
from reports.word.charts import NotDrawn, picture
from reports.word.elements import LYING, UPRIGHT
from reports.word.file import word_file
from tests.papers.documents import document

HEAD = '<meta name="dcterms.created" content="2018-02-07">'
BARS = BarChart("Open risks", "3 in all.", [Bar("Major", 2, "red", "Ma"), Bar("Low", 1, "green", "L")])
INK, WHITE, RED = (33, 43, 50), (255, 255, 255), (213, 40, 27)
TWIP = 635  # EMU
SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


def timeline(moments: int) -> Timeline:
    days = [Moment(f"Gate {number}", date(2026, 1, 4), date(2026, 3, 1)) for number in range(moments)]
    return Timeline("Gates", "All to come.", [*days, Moment("Live", met=date(2026, 2, 1))], date(2026, 2, 20))


def of_charts(*drawings: str, classes: str = "section") -> bytes:
    charts = "".join(f'<figure class="chart">{one}</figure>' for one in drawings)
    return word_file(document(f'<section class="{classes}"><h2>Risks</h2>{charts}</section>', head=HEAD))


def pixels(drawing: str) -> Image.Image:
    return Image.open(io.BytesIO(picture(lxml.html.fromstring(drawing)))).convert("RGB")


def test_a_chart_is_its_drawing_as_wide_as_the_text_with_its_words_beside_it():
    (shape,) = docx.Document(io.BytesIO(of_charts(bars_svg(BARS)))).inline_shapes
    assert shape._inline.docPr.get("descr") == "Open risks. 3 in all. Major 2, Low 1."
    assert abs(shape.width - UPRIGHT * TWIP) < TWIP
    assert shape.width / shape.height == pytest.approx(664 / 80, rel=0.01)


def test_word_is_handed_the_drawing_itself_as_vectors_with_text():
    content = of_charts(bars_svg(BARS), timeline_svg(timeline(2)))
    file = docx.Document(io.BytesIO(content))
    drawings = [file.part.rels[one.get(qn("r:embed"))].target_part for one in file.element.iter(SVG_BLIP)]
    first, second = (etree.fromstring(one.blob) for one in drawings)

    assert [one.content_type for one in drawings] == ["image/svg+xml"] * 2
    assert first.tag == second.tag == "{http://www.w3.org/2000/svg}svg"
    assert first.get("viewBox") == "0 0 664 80"
    assert "Ma: Major" in first.xpath("//*[local-name()='text']/text()")
    assert "Gate 1" in second.xpath("//*[local-name()='text']/text()")
    with ZipFile(io.BytesIO(content)) as parts:
        assert sorted(name for name in parts.namelist() if "media" in name) == [
            "word/media/chart1.svg",
            "word/media/chart2.svg",
            "word/media/image1.png",
            "word/media/image2.png",
        ]


def test_what_cannot_show_the_drawing_shows_a_picture_of_it():
    image = pixels(bars_svg(BARS))
    assert image.size == (3 * 664, 3 * 80)
    assert image.getpixel((3 * 300, 3 * 20)) == RED  # in the first bar
    assert image.getpixel((3 * 600, 3 * 60)) == WHITE  # behind the second, which is half as long
    assert INK in {
        colour for _, colour in image.crop((0, 0, 3 * 170, 3 * 40)).getcolors(1000) or ()
    }  # its name


def test_marks_of_a_timeline_are_told_apart_by_shape_in_the_picture():
    drawing = timeline_svg(timeline(1))
    page, image = lxml.html.fromstring(drawing), pixels(drawing)
    circle, met = page.findall("circle")[-1], page.findall("path")[-1]
    x, y = (round(3 * float(circle.get(name))) for name in ("cx", "cy"))
    assert image.getpixel((x, y)) == WHITE
    x, y = (round(3 * float(one)) for one in met.get("transform")[10:-1].split())
    assert image.getpixel((x, y)) == INK


def test_a_chart_stays_on_its_page():
    """Forty moments are higher than a page: the drawing gets narrower, and keeps its shape."""
    content = of_charts(timeline_svg(timeline(40)), classes="section wide")
    (shape,) = docx.Document(io.BytesIO(content)).inline_shapes
    assert shape.height <= 140 * 36000
    assert shape.width < LYING * TWIP / 2


def test_what_cannot_be_drawn_is_told_in_words():
    drawing = '<svg viewBox="0 0 9 9"><title>All is well.</title><ellipse rx="4" ry="2"/></svg>'
    with pytest.raises(NotDrawn):
        picture(lxml.html.fromstring(drawing))
    file = docx.Document(io.BytesIO(of_charts(drawing)))
    assert "The chart in words. All is well." in [one.text for one in file.paragraphs]
    assert not file.inline_shapes


def test_the_same_chart_gives_the_same_bytes():
    assert of_charts(bars_svg(BARS)) == of_charts(bars_svg(BARS))
