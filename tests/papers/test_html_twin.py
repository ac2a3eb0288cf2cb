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
