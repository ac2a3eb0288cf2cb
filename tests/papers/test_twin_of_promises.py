"""The HTML twin of the sections on milestones, measures, money and actions, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from reports.compilation import compile_paper
from tests.browser import axe
from tests.papers.records import paper, section
from tests.reports.test_sections_of_promises import KEYS, everything

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> str:
    sections = [section(key, options={"highest": 3} if key == "risk-summary" else {}) for key in KEYS]
    file: Path = tmp_path_factory.mktemp("twin") / "paper.html"
    file.write_bytes(compile_paper(everything(), paper(*sections, section("sources"))).html)
    return file.as_uri()


def test_it_breaks_no_accessibility_rule(twin: str, page: Page):
    page.goto(twin)
    assert "\n".join(axe(page)) == ""


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_the_screen(twin: str, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(twin)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_leads_to_its_source_and_on_to_the_record(twin: str, page: Page):
    page.goto(twin)
    page.get_by_role("link", name="£35 adverse").click()
    row = page.locator("tr:target")
    assert "Finance line 1: Line 1" in row.inner_text()
    address = row.get_by_role("link").get_attribute("href")
    assert address == "/northmere/initiatives/urgent-care/?period=2018-01"
