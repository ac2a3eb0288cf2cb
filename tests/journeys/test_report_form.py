"""Writing a report in a browser: an unchanged month by keyboard, a phone, accessibility, and life without scripts."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from portfolios.models import Cycle, HighlightReport, ReportState
from tests.browser import axe, go, set_width
from tests.factories import (
    HighlightReportFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingFactory,
    RiskFactory,
)
from tests.journeys.test_reading import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FORM = "/northmere/initiatives/urgent-care/reports/2018-04/edit/"


@pytest.fixture
def last(footprint, initiative):
    """What was reported in March, and what is on record beside it."""
    march = PeriodFactory(footprint=footprint, month=(2018, 3))
    PeriodFactory(footprint=footprint, month=(2018, 4))
    Cycle.objects.create(footprint=footprint, dimensions=["time"])
    RatingFactory(initiative=initiative, period=march, word="Amber", reason="No lease yet.")
    report = HighlightReportFactory(
        initiative=initiative,
        period=march,
        progress=["The hub is surveyed."],
        planned=["- Sign the lease\n- Order desks"],
    )
    report.route_to_green, report.route_owner, report.route_by = "Sign elsewhere.", "Jo", "March 2098"
    report.save()
    MilestoneFactory(initiative=initiative, number=3, title="Open the hub", baseline="March 2098")
    RiskFactory(footprint=footprint, initiative=initiative, number=7, title="Vacant posts", score=(3, 4))
    return report


@pytest.fixture
def writing(page: Page, alice, last) -> Page:
    """Alice's browser, at the form of April."""
    sign_in(page, alice)
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    return page


def of(page: Page, legend: str) -> Locator:
    return page.get_by_role("group", name=legend, exact=True)


def test_an_unchanged_month_is_written_and_submitted_by_keyboard(writing: Page):
    page = writing
    # Nothing but what may have changed is in sight: no box, and no mark that anything is needed.
    expect(page.get_by_role("paragraph").filter(has_text="The hub is surveyed.")).to_be_visible()
    expect(page.get_by_label("Progress since the last report", exact=True)).to_be_hidden()
    expect(page.get_by_text("Needed for this rating").first).to_be_hidden()
    assert axe(page) == []

    def answer(legend: str, words: str) -> None:
        radio = of(page, legend).get_by_label(words)
        radio.focus()
        radio.press("Space")

    answer("Rating this time", "Amber (A): At Risk of Delay")
    expect(page.get_by_text("Needed for this rating").first).to_be_visible()
    answer("Time", "Green (G): On Track")
    for part in ("Reason for the rating", "Route to green", "Progress since the last report"):
        answer(f"{part} in March 2018: still true?", "Still true")
    answer("Sign the lease", "Done")
    answer("Order desks", "Carried over")
    answer("Planned next in March 2018: still true?", "Only what is carried over")
    page.get_by_role("button", name="Save and preview").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Preview: Urgent Care")
    expect(page.get_by_role("main")).to_contain_text("Who: Jo")
    expect(page.get_by_text("Not ready to submit")).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("button", name="Submit report").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is submitted")).to_be_visible()
    report = HighlightReport.objects.get(period__slug="2018-04")
    assert report.state == ReportState.SUBMITTED
    assert [row.text for row in report.paragraphs.filter(part="planned")] == ["- Order desks"]


def test_what_changed_opens_its_box_and_what_was_refused_stays_open(writing: Page):
    page = writing
    of(page, "Progress since the last report in March 2018: still true?").get_by_label("Changed").check()
    page.get_by_label("Progress since the last report", exact=True).fill("The lease is signed.")
    of(page, "Open the hub").get_by_label("New forecast").check()
    page.get_by_label("New forecast", exact=True).and_(page.get_by_role("textbox")).fill("June 2018")
    of(page, "Risk 7: Vacant posts").get_by_label("New score").check()
    expect(page.get_by_label("Likelihood").first).to_be_visible()
    of(page, "Order desks").get_by_label("Dropped").check()
    expect(page.get_by_label("Why it is dropped").last).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Save draft").click()

    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Say why “Order desks” is dropped.")
    expect(page.get_by_label("Progress since the last report", exact=True)).to_have_value(
        "The lease is signed."
    )
    page.get_by_label("Why it is dropped").last.fill("We have desks.")
    page.get_by_role("button", name="Save draft").click()
    expect(summary).to_contain_text("June 2018 is in the past")
    expect(page.get_by_label("New forecast", exact=True).and_(page.get_by_role("textbox"))).to_have_value(
        "June 2018"
    )
    assert axe(page) == []


def test_a_missing_answer_leads_to_a_place_that_is_open(writing: Page):
    page = writing
    of(page, "Rating this time").get_by_label("Red (R): Off Track").check()
    of(page, "Progress since the last report in March 2018: still true?").get_by_label("Changed").check()
    page.get_by_label("Progress since the last report", exact=True).fill("")
    go(page.get_by_role("button", name="Save and preview"))
    assert axe(page) == []
    page.get_by_role("link", name="Write what has happened since the last report").click()
    expect(page.get_by_label("Progress since the last report", exact=True)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Route to green reads as it did in March 2018").click()
    expect(of(page, "Route to green in March 2018: still true?")).to_be_in_viewport()


def test_the_form_fits_a_phone(writing: Page):
    page = writing
    set_width(page, 320)
    for radio in page.get_by_label("Changed").all():
        radio.check()
    page.get_by_text("Raise a new risk").click()
    page.get_by_text("Ask a body to discuss or decide something").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []


def test_without_scripts_everything_stands_open_and_is_saved(browser: Browser, live_server, alice, last):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    try:
        client = Client()
        client.force_login(alice)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(FORM)
        for label in ("Progress since the last report", "Why it is dropped", "Met on", "What will be done"):
            expect(page.get_by_label(label, exact=True).first).to_be_visible()
        of(page, "Progress since the last report in March 2018: still true?").get_by_label(
            "Still true"
        ).check()
        of(page, "Open the hub").get_by_label("Met").check()
        page.get_by_label("Met on").fill("14 March 2018")
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_text("is saved as a draft")).to_be_visible()
        assert HighlightReport.objects.get(period__slug="2018-04").still_true == ["progress"]
    finally:
        context.close()
