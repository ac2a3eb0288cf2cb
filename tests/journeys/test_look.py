"""How the pages look and behave in a browser: accessibility rules, phones, charts, and life without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe, set_width

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.core.broken_urls"),
]

PAGES = [
    "/components/",
    "/components/?errors=1",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-bad/",
    "/nowhere/",
    "/fail/403/",
    "/fail/400/",
    "/fail/500/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_accessibility_rule_and_fits_a_phone(page: Page, address: str):
    """The `page` fixture also fails for anything that the Content-Security-Policy refuses."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []

    set_width(page, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page):
    page.goto("/components/?errors=1")

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Select RAG rating").click()
    expect(page.locator("#id_rating_0")).to_be_focused()


def test_a_mistake_inside_closed_details_is_not_out_of_sight(page: Page):
    page.goto("/components/")
    expect(page.get_by_label("Why this is private")).to_be_hidden()

    page.goto("/components/?errors=1")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()  # the scripts of the page are at work
    page.get_by_role("link", name="Enter why this is private").click()

    expect(page.get_by_label("Why this is private")).to_be_focused()


def test_charts_are_drawn_beside_their_tables(page: Page):
    page.goto("/components/")

    first = page.locator("[data-chart=example-chart]")
    expect(first.locator("svg.main-svg").first).to_be_visible()
    expect(first.get_by_text("Extreme").first).to_be_visible()
    expect(first.locator("table")).to_be_visible()
    assert first.locator(".modebar-btn").count() == 0


def test_a_region_keeps_itself_up_to_date_until_the_work_is_done(page: Page):
    words = ["<p>Step 3 of 4</p>"]
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(words[-1])
        route.fulfill(body=words[-1], content_type="text/html")

    page.route("**/components/progress/", answer)
    page.goto("/components/")
    region = page.locator("[data-progress-url]")

    expect(region).to_contain_text("Step 3 of 4")
    words.append("<p data-done>The paper is ready.</p>")
    expect(region).to_contain_text("The paper is ready.")
    expect(region.get_by_text("Refresh")).to_be_hidden()
    page.wait_for_timeout(1500)
    assert asked.count(words[-1]) == 1  # nothing is asked once the work is done


def test_a_region_asks_to_be_refreshed_by_hand_when_nothing_answers(page: Page):
    page.clock.install()
    page.route("**/components/progress/", lambda route: route.abort())
    page.goto("/components/")
    region = page.locator("[data-progress-url]")
    expect(region.get_by_text("Refresh")).to_be_hidden()

    # Five tries, further and further apart, each with a real failure between, which takes its time.
    for _ in range(100):
        if region.get_by_text("Refresh").is_visible():
            break
        page.clock.run_for(20_000)
        page.wait_for_timeout(200)

    expect(region.get_by_text("Refresh")).to_be_visible()
    expect(region).to_contain_text("Step 2 of 4")


def test_only_tables_that_scroll_are_stops_for_the_keyboard(page: Page):
    page.goto("/components/")
    narrow = page.get_by_role("region", name="Risks", exact=True)
    expect(narrow).not_to_have_attribute("tabindex", "0")

    set_width(page, 320)

    expect(narrow).to_have_attribute("tabindex", "0")


def test_without_javascript_nothing_is_missing(browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/components/")

    expect(page.locator("[data-chart=example-chart] table")).to_be_visible()
    expect(page.locator("[data-chart=example-chart] .chart__picture")).to_be_hidden()
    expect(page.locator("[data-progress-url]").get_by_text("Refresh")).to_be_visible()
    expect(page.get_by_role("button", name="Show password")).to_be_hidden()
    expect(page.get_by_label("Progress since last time")).to_be_visible()
    context.close()
