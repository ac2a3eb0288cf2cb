"""Raising a risk in a browser: it is read back while it is typed, by keyboard, on a phone, and without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from risks.models import Risk
from tests.browser import axe, set_width
from tests.factories import RiskFactory, RiskMatrixFactory
from tests.journeys.test_reading import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ADD = "/northmere/risks/add/"
PARTS = {
    "What may happen": "that wards close in winter.",
    "Cause": "a shortage of nurses",
    "Effect": "longer waits",
}
SENTENCE = (
    "There is a risk that wards close in winter. This is as a result of a shortage of nurses. "
    "This would lead to longer waits."
)


@pytest.fixture
def matrix(footprint):
    return RiskMatrixFactory(footprint=footprint)


def fill(page: Page) -> None:
    page.get_by_label("Title").fill("Wards close")
    for label, words in PARTS.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("Likelihood").select_option("4")
    page.get_by_label("Impact").select_option("5")


def test_it_is_read_back_while_it_is_typed_as_its_page_prints_it(page: Page, alice, matrix):
    sign_in(page, alice)
    page.goto(ADD)
    expect(page.get_by_text("How it reads")).to_be_hidden()
    fill(page)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    page.get_by_role("button", name="Raise the risk").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wards close")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert Risk.objects.get().statement == SENTENCE


def test_without_scripts_it_is_raised_all_the_same(browser: Browser, live_server, alice, matrix):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, alice)
    page.goto(ADD)
    fill(page)
    page.get_by_role("button", name="Raise the risk").click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    context.close()


def test_splitting_a_text_in_one_piece_is_accessible_and_fits_a_phone(page: Page, priya, initiative):
    """The sweep over every page finds no such risk: there, this address leads back to the risk."""
    RiskFactory(
        footprint=initiative.footprint,
        initiative=initiative,
        number=7,
        event="",
        description="There is a risk of posts staying vacant. This is due to low pay.",
    )
    sign_in(page, priya)
    for width in (1280, 320):
        set_width(page, width)
        page.goto("/northmere/risks/7/split/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
