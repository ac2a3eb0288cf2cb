"""Planning a year: shown first, planned when confirmed."""

import pytest

from portfolios.models import Cadence, Cycle, ReportingPeriod
from tests.pages import read
from tests.portfolios.views.planning.pages import PERIODS, post


def test_a_year_is_shown_first_and_planned_when_confirmed(client, priya, september):
    page = read(client, priya, PERIODS + "plan/")
    assert "October 2017 Days 1 to 31 October 2017 Data cut-off 31 Oct 2017" in page
    assert "Plan these 12 periods" in page
    assert ReportingPeriod.objects.count() == 1
    page = post(client, PERIODS + "plan/", {"start": "2017-10-01"})
    assert "12 periods are planned, from October 2017 to September 2018." in page
    assert ReportingPeriod.objects.count() == 13


def test_what_is_shown_is_what_is_planned_though_somebody_planned_meanwhile(client, priya, footprint):
    client.force_login(priya)
    for _ in range(2):
        page = post(client, PERIODS + "plan/", {"start": "2017-10-01"})
    assert "Nothing was missing from that year, so no period was added." in page
    assert ReportingPeriod.objects.count() == 12


def test_another_start_can_be_chosen(client, priya, september):
    page = read(client, priya, PERIODS + "plan/?start_day=15&start_month=9&start_year=2017")
    assert "September 2017 Days 1 to 30 September 2017" in page
    assert "There already" in page
    assert "Plan these 11 periods" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("start_day=31&start_month=9&start_year=2017", "must be a real date"),
        ("start_day=&start_month=&start_year=", "Enter a day of the first period"),
        ("start_day=1&start_month=9&start_year=9999", "1 September 9999 is too far away"),
        ("start_day=1&start_month=9&start_year=0001", "too far away"),
    ],
)
def test_a_start_that_is_no_day_is_refused_in_words(client, priya, footprint, query, says):
    assert says in read(client, priya, f"{PERIODS}plan/?{query}", status=422)


@pytest.mark.parametrize("start", ["", "soon", "9999-12-31", "1066-10-14"])
def test_a_start_that_was_tampered_with_plans_nothing(client, priya, footprint, start):
    client.force_login(priya)
    assert "There is a problem" in post(client, PERIODS + "plan/", {"start": start})
    assert not ReportingPeriod.objects.exists()


def test_own_dates_lead_to_adding_one_by_one(client, priya, footprint):
    Cycle.objects.create(footprint=footprint, cadence=Cadence.OWN_DATES)
    assert "Add the periods one by one" in read(client, priya, PERIODS + "plan/")
    assert "added one by one" in post(client, PERIODS + "plan/", {"start": "2017-10-01"})
