"""The calendar page: what stands there, and for whom."""

from datetime import date

import pytest
from django.utils import timezone

from portfolios.models import Cycle, PeriodState, ReportingPeriod
from portfolios.planning import counted_back
from tests.factories import MeetingFactory, PeriodFactory
from tests.pages import read, words

ADDRESS = "/northmere/periods/"


@pytest.fixture
def today(monkeypatch):
    """Wednesday 20 September 2017."""
    day = date(2017, 9, 20)
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    return day


@pytest.fixture
def september(footprint, today):
    meeting = MeetingFactory(body__footprint=footprint, body__name="Governing Body", date=date(2017, 10, 18))
    dates = counted_back(meeting.date, Cycle())
    return PeriodFactory(footprint=footprint, month=(2017, 9), meeting=meeting, **vars(dates))


@pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob", "priya"])
def test_everybody_of_the_footprint_reads_what_is_due_when(client, request, september, who):
    page = read(client, request.getfixturevalue(who), ADDRESS)
    assert "Financial year 2017/18" in page
    assert "September 2017 M6: 1 to 30 September 2017" in page
    assert "Returns due 2 Oct 2017" in page
    assert "Meeting 18 Oct 2017 Governing Body" in page
    assert "State Open" in page


def test_a_stranger_gets_404(client, charlie, september):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(("who", "sees"), [("priya", True), ("alice", False), ("bea", False), ("bob", False)])
def test_only_who_runs_periods_is_led_to_do_so(client, request, footprint, september, who, sees):
    PeriodFactory(footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED)
    client.force_login(request.getfixturevalue(who))
    html = client.get(ADDRESS).content.decode()
    for link in ("plan/", "add/", "meetings/", "cycle/", "who-reports/", "2017-09/dates/", "2017-10/open/"):
        assert (f'href="{ADDRESS}{link}"' in html) == sees, link
    assert (f'href="{ADDRESS}2017-09/"' in html) == sees  # the room


def test_what_is_next_is_said_and_marked(client, bob, september):
    page = read(client, bob, ADDRESS)
    assert "Next: Data cut-off for September 2017: 27 September 2017, in 5 working days." in page
    assert "Data cut-off 27 Sep 2017 Next" in page
    assert page.count("Next") == 2


def test_what_is_due_today_is_next(client, bob, september):
    ReportingPeriod.objects.update(data_cut_off=None, returns_due=date(2017, 9, 20))
    assert "Next: Returns due for September 2017: 20 September 2017, today." in read(client, bob, ADDRESS)


def test_an_open_period_whose_dates_have_passed_is_pointed_out(client, bob, footprint, today):
    PeriodFactory(footprint=footprint, month=(2017, 7))
    page = read(client, bob, ADDRESS)
    assert (
        "Next: July 2017 is still open and all its dates have passed. Lock it, or change its dates." in page
    )


def test_an_open_period_that_should_be_over_is_said_before_what_is_next(client, bob, footprint, september):
    PeriodFactory(footprint=footprint, month=(2017, 7))
    assert (
        "July 2017 is still open and all its dates have passed. Lock it, or change its dates. "
        "Next: Data cut-off for September 2017"
    ) in read(client, bob, ADDRESS)


def test_an_open_period_without_dates_is_over_with_its_last_day(client, bob, footprint, today):
    PeriodFactory(footprint=footprint, month=(2017, 8), data_cut_off=None, returns_due=None)
    assert "August 2017 is still open and all its dates have passed." in read(client, bob, ADDRESS)


def test_without_an_open_period_the_next_to_open_is_said(client, bob, footprint, today):
    PeriodFactory(footprint=footprint, month=(2017, 8), state=PeriodState.LOCKED)
    PeriodFactory(footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED)
    PeriodFactory(footprint=footprint, month=(2017, 9), state=PeriodState.PLANNED)
    assert "Next: September 2017 is the next period to open." in read(client, bob, ADDRESS)


def test_a_planned_period_that_was_passed_over_is_not_next(client, bob, footprint, today):
    PeriodFactory(footprint=footprint, month=(2015, 6), state=PeriodState.PLANNED)
    PeriodFactory(footprint=footprint, month=(2017, 8), state=PeriodState.LOCKED)
    assert "next period to open" not in read(client, bob, ADDRESS)


def test_only_the_first_planned_period_can_be_opened(client, priya, footprint, today):
    for month in (9, 10):
        PeriodFactory(footprint=footprint, month=(2017, month), state=PeriodState.PLANNED)
    client.force_login(priya)
    html = client.get(ADDRESS).content.decode()
    assert "2017-09/open/" in html
    assert "2017-10/open/" not in html


def test_the_calendar_opens_with_the_year_people_work_on_and_leads_to_the_others(
    client, bob, footprint, today
):
    for year in (2015, 2017, 2018):
        PeriodFactory(footprint=footprint, month=(year, 9), state=PeriodState.PLANNED)
    ReportingPeriod.objects.filter(slug="2017-09").update(state=PeriodState.OPEN)
    MeetingFactory(body__footprint=footprint, date=date(2019, 10, 16))
    page = read(client, bob, ADDRESS)
    assert "Financial year 2017/18 Calendar" in page
    assert "September 2017" in page and "September 2018" not in page
    assert "Financial year 2015/16 Financial year 2018/19" in page
    page = read(client, bob, f"{ADDRESS}?year=2018/19")
    assert "September 2018" in page
    assert "Financial year 2017/18 Financial year 2019/20" in page
    page = read(client, bob, f"{ADDRESS}?year=2019/20")
    assert "No period falls in 2019/20." in page
    assert "16 Oct 2019" in page


@pytest.mark.parametrize("year", ["2016/17", "soon", "2017-18", "9" * 300])
def test_of_a_year_in_which_there_is_nothing_it_says_so_and_shows_the_usual_one(client, bob, september, year):
    page = read(client, bob, f"{ADDRESS}?year={year}")
    assert f"There is nothing in a year “{year[:20]}”: this is 2017/18." in page
    assert "September 2017" in page


def test_periods_that_are_no_months_stand_in_the_month_of_their_middle(client, bob, footprint, today):
    PeriodFactory(
        footprint=footprint,
        label="26 March to 22 April 2018",
        first_day=date(2018, 3, 26),
        last_day=date(2018, 4, 22),
    )
    page = read(client, bob, ADDRESS)
    assert "Financial year 2018/19 Calendar" in page
    assert "26 March to 22 April 2018 M1 Data cut-off" in page
    assert "M1: 26 March" not in page  # its name says its days already


def test_a_reopened_period_says_so(client, bob, priya, september):
    ReportingPeriod.objects.update(
        reopened_at=timezone.now(), reopened_by=priya, reopened_reason="A figure was wrong"
    )
    assert "State Open again" in read(client, bob, ADDRESS)


@pytest.mark.parametrize(
    ("who", "says"), [("priya", "Then plan the next year"), ("bob", "Your PMO lead plans them")]
)
def test_without_a_period_it_says_what_to_do(client, request, footprint, who, says):
    page = read(client, request.getfixturevalue(who), ADDRESS)
    assert "Northmere (made up) has no reporting period yet." in page
    assert says in page
    assert "No meeting is arranged in " in page


def test_meetings_stand_below_with_the_periods_they_take(client, priya, september):
    unused = MeetingFactory(body=september.meeting.body, date=date(2017, 11, 15), has_private_part=True)
    over = MeetingFactory(body=september.meeting.body, date=date(2017, 9, 19))
    client.force_login(priya)
    html = client.get(ADDRESS).content.decode()
    page = words(html)
    assert "18 Oct 2017 Governing Body Public September 2017" in page
    assert "15 Nov 2017 Governing Body Public and private No period" in page
    assert f"meetings/{unused.pk}/remove/" in html
    assert f"meetings/{september.meeting.pk}/remove/" not in html
    assert f"meetings/{over.pk}/remove/" not in html


def test_the_same_number_of_queries_for_one_period_and_for_thirty(
    client, bob, footprint, today, django_assert_max_num_queries
):
    for number in range(30):
        meeting = MeetingFactory(body__footprint=footprint, date=date(2018, 1, 1 + number))
        PeriodFactory(footprint=footprint, month=(2016 + number // 12, number % 12 + 1), meeting=meeting)
    client.force_login(bob)
    with django_assert_max_num_queries(6):
        client.get(ADDRESS)
