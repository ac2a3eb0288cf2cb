"""The HTML twin in a browser: accessible, whole in one file, and readable on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.papers.rebuilt import Rebuilt

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture(
    params=["september", "better_together", "risks_of_2016", "risks_log", "stocktake", "mid_year"]
)
def twin(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    paper: Rebuilt = request.getfixturevalue(request.param)
    file = tmp_path / "paper.html"
    file.write_bytes(paper.compiled.html)
    return file.as_uri()


def test_it_breaks_no_accessibility_rule(twin: str, page: Page):
    page.goto(twin)
    assert "\n".join(axe(page)) == ""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_the_screen(twin: str, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(twin)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_asks_for_nothing_but_itself(twin: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(twin)
    assert [address for address in asked if not address.startswith("data:")] == [twin]


def test_on_a_phone_a_chart_keeps_words_that_can_be_read_and_scrolls_by_keyboard(
    september: Rebuilt, tmp_path: Path, page: Page
):
    file = tmp_path / "paper.html"
    file.write_bytes(september.compiled.html)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(file.as_uri())
    chart = page.get_by_role("group", name="Open risks by band, drawn")
    words = chart.locator("text").first
    drawn_at = chart.locator("svg").evaluate("drawing => drawing.getScreenCTM().a")
    assert float(words.evaluate("words => parseFloat(getComputedStyle(words).fontSize)")) * drawn_at > 12
    assert chart.evaluate("part => part.scrollWidth > part.clientWidth")
    assert page.get_by_text("Scroll sideways to see all of it.").is_visible()
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("part => part.scrollLeft > 0", arg=chart.element_handle())
    assert "\n".join(axe(page)) == ""
