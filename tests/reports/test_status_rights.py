"""Who sees what of the portfolio status page, and who is led to the form of a report."""

import json
import re

import pytest
from django.test import Client

from portfolios.models import (
    PeriodState,
    ReportState,
)
from stp_portal.accounts.models import User
from tests.factories import (
    AskFactory,
    HighlightReportFactory,
    InitiativeFactory,
    PaperFactory,
    PeriodFactory,
    RiskFactory,
)
from tests.pages import read, words

ADDRESS = "/northmere/"


def test_a_lead_sees_own_reports_first_with_the_way_to_the_form(
    client, alice, footprint, initiative, february
):
    InitiativeFactory(footprint=footprint, name="Not hers", slug="not-hers")
    HighlightReportFactory(initiative=initiative, period=february)
    client.force_login(alice)
    html = client.get(ADDRESS).content.decode()
    assert words(html).index("Your reports Update report: Urgent Care") < words(html).index("open risks")
    assert html.count("/northmere/initiatives/urgent-care/reports/2018-02/edit/") == 2
    assert "/northmere/initiatives/not-hers/reports/" not in html


@pytest.mark.parametrize(("who", "links"), [("priya", 1), ("bea", 0), ("bob", 0)])
def test_only_those_who_may_write_a_report_are_led_to_the_form(
    client, request, initiative, february, who, links
):
    client.force_login(request.getfixturevalue(who))
    assert client.get(ADDRESS).content.decode().count("/edit/") == links


@pytest.mark.parametrize(
    ("period_state", "report_state"),
    [(PeriodState.LOCKED, ReportState.DRAFT), (PeriodState.OPEN, ReportState.SUBMITTED)],
)
def test_nobody_is_led_to_a_form_that_would_refuse(
    client, alice, footprint, initiative, period_state, report_state
):
    period = PeriodFactory(footprint=footprint, state=period_state)
    HighlightReportFactory(initiative=initiative, period=period, state=report_state)
    client.force_login(alice)
    html = client.get(ADDRESS).content.decode()
    assert "Your reports" in html
    assert "/edit/" not in html


def chart_data(client: Client, user: User) -> dict:
    """The figure that the browser draws, from the page's data block."""
    client.force_login(user)
    html = client.get(ADDRESS).content.decode()
    block = re.search(r'<script id="risks-by-band" type="application/json">(.*?)</script>', html)
    assert block
    return json.loads(block[1])["data"][0]


def test_private_risks_and_asks_are_in_no_count_list_or_chart_of_an_observer(
    client, bea, bob, footprint, initiative, february
):
    RiskFactory(footprint=footprint, score=(5, 5))
    RiskFactory(footprint=footprint, score=(5, 5), is_private=True)
    AskFactory(initiative=initiative, period=february, text="open things.")
    AskFactory(
        initiative=initiative,
        period=february,
        text="secret things.",
        is_private=True,
        private_reason="Section 43",
    )
    page = read(client, bob, ADDRESS)
    assert "This page counts and shows public risks and asks only." in page
    assert "1 risk: 1 (100%) Major. Public risks only." in page
    assert "1 open ask " in page
    assert "secret things" not in page
    assert chart_data(client, bob)["x"][0] == 1

    page = read(client, bea, ADDRESS)
    assert "public risks" not in page.lower()
    assert "2 risks: 2 (100%) Major." in page
    assert "secret things. Urgent Care, raised in February 2018. Private: Section 43" in page
    assert chart_data(client, bea)["x"][0] == 2


def test_papers_of_the_period_are_linked_and_private_ones_only_for_those_who_may(
    client, bea, bob, footprint, initiative, february
):
    public = PaperFactory(paper_type__footprint=footprint, period=february, title="Public update")
    PaperFactory(
        paper_type=public.paper_type,
        period=february,
        title="Private update",
        session="private",
        is_private=True,
        private_reason="Section 43",
    )
    assert "Public update Draft" in read(client, bob, ADDRESS)
    assert "Private update" not in read(client, bob, ADDRESS)
    assert "Private update Draft" in read(client, bea, ADDRESS)


def test_a_stranger_gets_404(client, charlie, footprint, february):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404


def test_an_administrator_of_the_portal_gets_in(client, footprint, february):
    read(client, User.objects.create_superuser("root@example.org", "x", name="Root"), ADDRESS)
