"""The register in a browser: filters, a view that is kept, several risks that change hands at once."""

import pytest
from playwright.sync_api import Browser, Page, expect

from portfolios.models import Person
from risks.models import Risk, RiskMatrix
from tests.browser import go, is_sound_at_both_widths, set_width
from tests.factories import PersonFactory, RiskFactory, RiskOwnerFactory, RiskReferenceFactory
from tests.journeys.test_reading import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LIST = "/northmere/risks/"


@pytest.fixture
def risks(footprint, initiative) -> list[Risk]:
    """Four of Ann's, the last of them private."""
    ann = PersonFactory(footprint=footprint, key="ann", name="Ann First")
    PersonFactory(footprint=footprint, key="zoe", name="Zoe Second")
    rows = [
        RiskFactory(
            footprint=footprint,
            number=number,
            title=f"Vacant posts in the workforce of ward {number}",
            initiative=initiative,
            score=(number, 4),
            is_private=number == 4,
        )
        for number in range(1, 5)
    ]
    for row in rows:
        RiskOwnerFactory(risk=row, person=ann)
    RiskReferenceFactory(risk=rows[0], register="baf", register_name="GBAF", reference="CDG 4.1")
    return rows


def is_well(page: Page) -> None:
    """No rule of accessibility is broken, wide or narrow, and nothing scrolls sideways."""
    is_sound_at_both_widths(page)
    set_width(page, 1280)


def test_filters_are_kept_under_a_name_and_found_again(page: Page, priya, risks):
    sign_in(page, priya)
    page.goto(LIST)
    page.get_by_text("More filters").click()
    page.get_by_label("Owner").select_option("Ann First")
    page.get_by_label("Text, number or reference").fill("workfroce")
    page.get_by_role("button", name="Show risks").click()
    expect(page.get_by_text("Nothing holds “workfroce”, shown: “workforce”.")).to_be_visible()
    is_well(page)

    page.get_by_text("Save these filters as a view").click()
    page.get_by_label("Name of the view").fill("Ann and the workforce")
    go(page.get_by_role("button", name="Save the view"))
    page.goto(LIST)
    page.get_by_role("link", name="Ann and the workforce").click()
    expect(page.get_by_label("Owner")).to_have_value("ann")
    expect(page.get_by_role("link", name="Risk 1: Vacant posts")).to_be_visible()


def test_a_cell_of_the_heat_map_is_a_filter_that_can_be_taken_away(page: Page, priya, risks):
    sign_in(page, priya)
    key = RiskMatrix.objects.get().key
    page.goto(f"{LIST}?matrix={key}&kind=current&likelihood=2&impact=4")
    expect(page.get_by_text("Current score: Unlikely × Major").first).to_be_visible()
    expect(page.get_by_role("link", name="Risk 1:")).to_have_count(0)
    is_well(page)
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.get_by_role("link", name="Risk 1:")).to_be_visible()


def change_hands(page: Page) -> None:
    """From the choice of who, through the preview, to the list again."""
    for label, key in (("In place of", "ann"), ("New owner", "zoe")):
        page.get_by_label(label).select_option(str(Person.objects.get(key=key).pk))
    page.get_by_role("button", name="Show what would change hands").click()
    expect(page.get_by_text("Owned by Ann First, will be owned by Zoe Second.").first).to_be_visible()


def test_all_risks_of_a_page_are_ticked_and_change_hands_once_confirmed(page: Page, priya, risks):
    sign_in(page, priya)
    page.goto(LIST)
    page.get_by_role("button", name="Tick all 4").click()
    go(page.get_by_role("button", name="Change the ticked risks"))
    is_well(page)
    change_hands(page)
    is_well(page)
    page.get_by_role("button", name="Change 4 risks").press("Enter")
    expect(page.get_by_text("Zoe Second now owns 4 risks")).to_be_visible()
    expect(page.get_by_role("row", name="Risk 3")).to_contain_text("Zoe Second")


def test_without_scripts_all_that_match_change_hands_all_the_same(
    browser: Browser, live_server, priya, risks
):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, priya)
    page.goto(f"{LIST}?q=cdg4.1")
    page.get_by_role("button", name="Change all 1 that match").click()
    change_hands(page)
    page.get_by_role("button", name="Change 1 risk").click()
    expect(page.get_by_role("row", name="Risk 1")).to_contain_text("Zoe Second")
    context.close()
