"""A paper in a house style: its logo, colour and footer line in print, in the twin and on the page."""

import base64
import io
import re

import pytest
from django.test import Client
from PIL import Image

from reports.checks.found import Found
from reports.compilation import Compiled, compile_paper
from reports.logos import printable_logo
from reports.look import styles_of
from reports.reading_page import article
from reports.renderer import PROJECT
from tests.papers.gate import page_count, pdf_text, problems
from tests.papers.records import paper, section, snapshot

FOOTER = 'Working together for "Northmere" & <everybody>'


def style(**changes):
    file = io.BytesIO()
    Image.new("RGBA", (900, 300), (120, 0, 60, 200)).save(file, "PNG")
    logo = printable_logo(io.BytesIO(file.getvalue()), len(file.getvalue()))
    return {
        "colour": "#78003C",
        "footer": FOOTER,
        "logo": base64.b64encode(logo.png).decode(),
        "logo_alt": "Northmere Partnership",
        "logo_width": logo.width,
        "logo_height": logo.height,
    } | changes


def compiled(**changes) -> Compiled:
    sections = (section("text", text="Some **words**."), section("report"), section("risk_log"))
    return compile_paper(snapshot(), paper(*sections, house_style=style(**changes)))


@pytest.fixture(scope="module")
def styled() -> Compiled:
    return compiled()


def test_it_is_accessible_and_fit_for_the_archive(styled):
    assert problems(styled.pdf) == []


def test_it_is_the_same_file_each_time(styled):
    again = compiled()
    assert (again.pdf, again.html) == (styled.pdf, styled.html)


def test_every_page_ends_with_the_footer_line(styled):
    assert page_count(styled.pdf) > 2
    assert pdf_text(styled.pdf).count(FOOTER) == page_count(styled.pdf)


def test_the_twin_holds_logo_footer_and_colour(styled):
    html = styled.html.decode()
    assert html.count("<img") == 1
    assert re.search(r'<img src="data:image/png;base64,[^"]+" alt="Northmere Partnership">', html)
    assert (
        '<p class="house-footer">Working together for &quot;Northmere&quot; &amp; &lt;everybody&gt;</p>'
        in html
    )
    assert styles_of("#78003c") in html


def test_the_page_brings_the_colour_from_an_address_of_its_own(styled):
    page = article(styled.html)
    assert page.startswith('<link rel="stylesheet" href="/published/look/78003c.css"><article class="paper">')
    assert "Northmere Partnership" in page and "house-footer" in page
    assert "style=" not in page and "<style" not in page


def test_the_colour_is_a_style_sheet_that_anybody_may_have(db):
    answer = Client().get("/published/look/78003c.css")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/css")
    assert answer.content.decode() == styles_of("#78003c")


@pytest.mark.parametrize("words", ["78003C", "78003", "78003c7", "red", "78003g"])
def test_other_words_are_no_colour(db, words):
    assert Client().get(f"/published/look/{words}.css").status_code == 404


def test_a_style_sheet_takes_nothing_but_a_colour():
    with pytest.raises(ValueError, match="is no colour"):
        styles_of("#000; } body { background: url(https://example.org)")


def test_no_blue_of_the_usual_look_is_left_beside_the_colour():
    """Whoever adds a blue rule to paper.css says in look.css what a house style makes of it."""
    rules = re.sub(r"/\*.*?\*/", "", (PROJECT / "static/css/paper.css").read_text(), flags=re.DOTALL)
    blue = [
        " ".join(selector.split())
        for selectors, body in re.findall(r"([^{};]+)\{([^{}]*)\}", rules)
        if re.search("#005eb8|#003087", body)
        for selector in selectors.split(",")
    ]
    told = {
        " ".join(selector.split())
        for selectors, _ in re.findall(r"([^{};]+)\{([^{}]*)\}", styles_of("#78003c"))
        for selector in selectors.split(",")
    }
    # Links keep the blue that people know them by; headings of the fourth level are in ink in the end.
    assert set(blue) - told == {".paper a", ".paper h4"}
    assert len(blue) > 12


def test_a_paper_without_a_logo_or_a_footer_has_neither():
    plain = compiled(logo="", logo_alt="", footer="")
    html = plain.html.decode()
    assert "<img" not in html and "house-footer" not in html.split("</style>")[-1]
    assert problems(plain.pdf) == []


def test_a_paper_without_a_house_style_looks_as_it_always_did():
    without, none = (
        compile_paper(snapshot(), paper(section("text", text="Words."), **more))
        for more in ({}, {"house_style": None})
    )
    assert without == none
    assert article(without.html).startswith('<article class="paper">')
    assert "data-colour" not in without.html.decode()


def test_what_its_footer_cannot_print_is_found():
    found: list[Found] = compiled(footer="Well done ✅ 你").findings
    assert any(one.rule == "character-missing" and one.where == "House style" for one in found)
