"""Reading the portfolio in a browser: accessibility rules, a strict CSP, phones, and the chart beside its table."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from portfolios.models import PeriodState, RatingSource
from tests.browser import axe, set_width
from tests.factories import (
    AskFactory,
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingFactory,
    ReportParagraphFactory,
    RiskFactory,
    RiskOwnerFactory,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/northmere/",
    "/northmere/?rating=red",
    "/northmere/?under=urgent-care&page=x",
    "/northmere/?period=nonsense",
    "/northmere/initiatives/urgent-care/",
    "/northmere/initiatives/empty/",
    "/northmere/risks/",
    "/northmere/risks/?band=puce&q=nothing",
    "/northmere/risks/1/",
]


@pytest.fixture
def estate(footprint, initiative):
    """Something of everything the pages show."""
    months = [(2017, month) for month in range(1, 12)]
    periods = [PeriodFactory(footprint=footprint, month=month, state=PeriodState.LOCKED) for month in months]
    periods.append(PeriodFactory(footprint=footprint, month=(2017, 12)))
    programme = InitiativeFactory(
        footprint=footprint,
        parent=initiative,
        kind="programme",
        name="Discharge to assess and frailty at home",
    )
    InitiativeFactory(footprint=footprint, slug="empty", name="Empty")
    for period in periods:
        RatingFactory(initiative=initiative, period=period, word="Amber")
        RatingFactory(initiative=programme, period=period, word="Green")
    RatingFactory(initiative=initiative, period=periods[-1], word="Red", source=RatingSource.PMO)
    report = HighlightReportFactory(
        initiative=initiative, period=periods[-1], progress=["The **case** was agreed."], planned=["Open."]
    )
    ReportParagraphFactory(report=report, position=9, is_private=True)
    risk = RiskFactory(footprint=footprint, initiative=initiative, number=1, score=(5, 4), reference="N1")
    RiskFactory(footprint=footprint, number=2, is_private=True, is_published=False)
    RiskOwnerFactory(risk=risk)
    AskFactory(initiative=initiative, period=periods[-1])
    MilestoneFactory(initiative=initiative)
    board = BodyFactory(footprint=footprint, name="Governing Body")
    for days in (-20, 20):
        MeetingFactory(body=board, date=timezone.localdate() + timedelta(days=days))


def sign_in(page: Page, user) -> None:
    """A session made by Django: signing in has journeys of its own."""
    client = Client()
    client.force_login(user)
    page.goto("/accounts/login/")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"domain": page.evaluate("location.hostname"), "path": "/"}])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_accessibility_rule_and_fits_a_phone(page: Page, priya, estate, address: str):
    """The `page` fixture also fails for anything that the Content-Security-Policy refuses."""
    sign_in(page, priya)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []

    set_width(page, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []


def test_the_chart_is_drawn_beside_its_table(page: Page, bea, estate):
    sign_in(page, bea)
    page.goto("/northmere/")
    chart = page.locator("[data-chart=risks-by-band]")
    expect(chart.locator("svg.main-svg").first).to_be_visible()
    expect(chart.locator("table")).to_contain_text("No band recorded")


def test_a_board_member_goes_from_the_portfolio_to_a_risk(page: Page, bea, estate):
    sign_in(page, bea)
    page.goto("/northmere/")
    page.get_by_label("Period").select_option("November 2017")
    page.get_by_role("button", name="Show this period").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("November 2017 (locked)")
    page.get_by_role("link", name="Urgent Care", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Urgent Care")
    expect(page.get_by_label("Period")).to_have_value("2017-11")
    page.get_by_role("link", name="Risk 1:").click()
    expect(page.get_by_role("main")).to_contain_text("Almost certain (5) × Major (4) = 20")


def test_the_register_is_filtered_without_a_mouse(page: Page, bea, estate):
    sign_in(page, bea)
    page.goto("/northmere/risks/")
    page.get_by_label("Text, number or reference").fill("N1")
    page.get_by_label("Text, number or reference").press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    assert "q=N1" in page.url
    page.get_by_role("link", name="Clear the filters").click()
    expect(page.get_by_role("row")).to_have_count(3)
