"""Planning, adding, changing, opening and removing periods, on pages: who may, and what is refused how."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from portfolios.models import (
    Cadence,
    Cycle,
    HighlightReport,
    Meeting,
    Notice,
    PeriodState,
    ReportingPeriod,
)
from tests.factories import (
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    PeriodFactory,
    RatingSchemeFactory,
)
from tests.pages import read, words

PERIODS = "/northmere/periods/"


def parts(name: str, day: date | None) -> dict[str, str]:
    """A day as the three inputs of a form send it."""
    values = (day.day, day.month, day.year) if day else ("", "", "")
    return {
        f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), values, strict=True)
    }


def post(client: Client, address: str, data: dict, status: int = 200) -> str:
    """The words of the page that comes after sending ``data``."""
    response = client.post(address, data, follow=True)
    assert response.status_code == status
    return words(response.content.decode())


@pytest.fixture
def september(footprint):
    return PeriodFactory(
        footprint=footprint, month=(2017, 9), data_cut_off=date(2017, 9, 27), returns_due=date(2017, 10, 2)
    )


@pytest.fixture
def october(footprint):
    return PeriodFactory(
        footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED, returns_due=date(2017, 11, 3)
    )


PAGES = [
    "plan/",
    "add/",
    "meetings/",
    "who-reports/",
    "cycle/",
    "2017-09/dates/",
    "2017-10/open/",
    "2017-10/remove/",
    "meetings/{meeting}/remove/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("priya", 200), ("alice", 403), ("sam", 403), ("bea", 403), ("bob", 403), ("charlie", 404)],
)
def test_only_the_pmo_lead_gets_in(client, request, september, october, page, who, status):
    meeting = MeetingFactory(body__footprint=september.footprint)
    address = PERIODS + page.format(meeting=meeting.pk)
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == status
    if status != 200:
        assert client.post(address).status_code == status
        assert ReportingPeriod.objects.get(pk=october.pk).state == PeriodState.PLANNED
        assert Meeting.objects.exists()


# A year


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


# One period


def test_one_period_is_added_and_its_dates_are_shown_to_be_looked_over(client, priya, footprint):
    meeting = MeetingFactory(body__footprint=footprint, date=date(2015, 7, 15))
    Cycle.objects.create(footprint=footprint, body=meeting.body)
    client.force_login(priya)
    days = parts("first_day", date(2015, 5, 22)) | parts("last_day", date(2015, 6, 26))
    page = post(client, PERIODS + "add/", days)
    assert "22 May to 26 June 2015 is planned. Look its dates over." in page
    period = ReportingPeriod.objects.get()
    assert (period.slug, period.meeting, period.despatch_on) == ("2015-05-22", meeting, date(2015, 7, 8))


def test_days_that_overlap_are_refused_and_stay_as_typed(client, priya, september):
    client.force_login(priya)
    days = parts("first_day", date(2017, 9, 15)) | parts("last_day", date(2017, 10, 14))
    response = client.post(PERIODS + "add/", days | {"label": "Autumn"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "overlaps September 2017 (01/09/2017 to 30/09/2017)" in page
    assert 'value="Autumn"' in page
    assert ReportingPeriod.objects.count() == 1


def test_an_edge_day_may_be_shared(client, priya, september):
    client.force_login(priya)
    days = parts("first_day", date(2017, 9, 30)) | parts("last_day", date(2017, 10, 27))
    assert "30 September to 27 October 2017 is planned" in post(client, PERIODS + "add/", days)


# Dates


def dates_of(period: ReportingPeriod, **changes: object) -> dict[str, str]:
    """The form of a period's dates as it is sent, with ``changes``."""
    names = ("first_day", "last_day", "data_cut_off", "returns_due")
    names += ("assurance_due", "sign_off_due", "despatch_on")
    sent = {"version": str(period.version), "label": period.label, "meeting": "", "note": ""}
    for name in names:
        sent |= parts(name, changes.pop(name, getattr(period, name)))
    return sent | {name: str(value) for name, value in changes.items()}


def test_dates_are_changed(client, priya, september):
    client.force_login(priya)
    sent = dates_of(september, returns_due=date(2017, 10, 4), label="September")
    assert "The dates of September are saved." in post(client, PERIODS + "2017-09/dates/", sent)
    september.refresh_from_db()
    assert (september.returns_due, september.label, september.slug) == (
        date(2017, 10, 4),
        "September",
        "2017-09",
    )


def test_dates_out_of_order_are_refused_at_the_field_and_stay_as_typed(client, priya, september):
    client.force_login(priya)
    sent = dates_of(september, returns_due=date(2017, 9, 26))
    page = post(client, PERIODS + "2017-09/dates/", sent, status=422)
    assert "26 September 2017 (returns due) is before 27 September 2017 (data cut-off)" in page


def test_of_two_who_change_dates_the_second_sees_both_and_chooses(client, priya, september):
    client.force_login(priya)
    address = PERIODS + "2017-09/dates/"
    mine = dates_of(september, returns_due=date(2017, 10, 5), note="Mine")
    post(client, address, dates_of(september, returns_due=date(2017, 10, 4), note="Theirs"))
    response = client.post(address, mine)
    page = words(response.content.decode())
    assert response.status_code == 409
    assert "Somebody else changed this period while you were" in page
    assert "Returns due 4 October 2017 5 October 2017 Note Theirs Mine" in page
    assert 'value="Mine"' in response.content.decode()
    september.refresh_from_db()
    assert september.note == "Theirs"
    assert "are saved" in post(client, address, mine | {"version": "2"})
    september.refresh_from_db()
    assert (september.note, september.returns_due) == ("Mine", date(2017, 10, 5))


def test_the_page_after_a_conflict_saves_knowingly(client, priya, september):
    client.force_login(priya)
    address = PERIODS + "2017-09/dates/"
    post(client, address, dates_of(september, note="Theirs"))
    html = client.post(address, dates_of(september, note="Mine")).content.decode()
    assert '<input type="hidden" name="version" value="2"' in html


def test_dates_are_counted_back_from_the_meeting_chosen_and_not_saved(client, priya, september):
    meeting = MeetingFactory(body__footprint=september.footprint, date=date(2017, 10, 18))
    client.force_login(priya)
    sent = dates_of(september, meeting=meeting.pk, note="Kept") | {"count": "1"}
    response = client.post(PERIODS + "2017-09/dates/", sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert "These are the dates counted back from 18 October 2017." in html
    shown = {name: str(response.context["form"][name].value()) for name in ("returns_due", "despatch_on")}
    assert shown == {"returns_due": "['2', '10', '2017']", "despatch_on": "['11', '10', '2017']"}
    assert 'value="Kept"' in html
    september.refresh_from_db()
    assert september.despatch_on is None


def test_counting_from_days_that_are_none_says_so(client, priya, september):
    client.force_login(priya)
    sent = dates_of(september) | {"count": "1", "last_day_year": "20177"}
    page = post(client, PERIODS + "2017-09/dates/", sent, status=422)
    assert "There is a problem" in page
    sent |= {"last_day_year": "9999"}
    assert "too far away" in post(client, PERIODS + "2017-09/dates/", sent, status=422)


def test_a_meeting_of_another_footprint_cannot_be_chosen(client, priya, september, other_footprint):
    meeting = MeetingFactory(body__footprint=other_footprint, date=date(2017, 10, 18))
    client.force_login(priya)
    page = post(client, PERIODS + "2017-09/dates/", dates_of(september, meeting=meeting.pk), status=422)
    assert "Select one of the meetings listed" in page


def test_dates_of_a_locked_period_are_not_offered_and_not_taken(client, priya, september):
    ReportingPeriod.objects.update(state=PeriodState.LOCKED)
    assert "This period is locked" in read(client, priya, PERIODS + "2017-09/dates/")
    sent = dates_of(september, note="Late")
    page = post(client, PERIODS + "2017-09/dates/", sent, status=422)
    assert "its dates are part of the record" in page


# Opening


def test_opening_says_what_it_comes_to_and_then_opens(client, priya, alice, initiative, october):
    RatingSchemeFactory(footprint=october.footprint)
    InitiativeFactory(footprint=october.footprint, name="Nobody's")
    page = read(client, priya, PERIODS + "2017-10/open/")
    assert "2 reports will be expected, due on 3 November 2017. 1 person will be told" in page
    assert "Some have no lead with an account" in page
    assert "Nobody's" in page
    assert not HighlightReport.objects.exists()
    page = post(client, PERIODS + "2017-10/open/", {})
    assert "October 2017 is open: 2 reports are expected, and their leads will be told." in page
    assert "because they have no lead with an account: Nobody's." in page
    assert HighlightReport.objects.count() == 2
    assert Notice.objects.get().user == alice
    page = read(client, priya, PERIODS)
    assert "October 2017 M7: 1 to 31 October 2017" in page and "State Open" in page


def test_what_keeps_a_period_shut_is_said_with_what_to_do(client, priya, october, initiative):
    page = read(client, priya, PERIODS + "2017-10/open/")
    assert "This period cannot be opened now" in page
    assert "No rating scheme is in force on 31 October 2017" in page
    assert "Open this period" not in page
    page = post(client, PERIODS + "2017-10/open/", {}, status=422)
    assert "No rating scheme is in force" in page


def test_an_open_period_is_not_opened_again(client, priya, september):
    RatingSchemeFactory(footprint=september.footprint)
    client.force_login(priya)
    assert "September 2017 is open already." in post(client, PERIODS + "2017-09/open/", {})


def test_opening_with_nobody_to_report_warns(client, priya, october):
    RatingSchemeFactory(footprint=october.footprint)
    assert "Nobody is expected to report" in read(client, priya, PERIODS + "2017-10/open/")


# Removing


def test_removing_asks_first(client, priya, october):
    assert "Remove October 2017?" in read(client, priya, PERIODS + "2017-10/remove/")
    assert ReportingPeriod.objects.exists()
    assert "October 2017 is removed." in post(client, PERIODS + "2017-10/remove/", {})
    assert not ReportingPeriod.objects.exists()


def test_a_period_with_a_report_in_it_stays_and_says_why(client, priya, october):
    HighlightReportFactory(initiative__footprint=october.footprint, period=october)
    client.force_login(priya)
    page = post(client, PERIODS + "2017-10/remove/", {})
    assert "October 2017 cannot be removed: 1 highlight report on record" in page


# Meetings


def test_meetings_are_added_as_many_as_are_known(client, priya, footprint):
    body = BodyFactory(footprint=footprint, name="Governing Body")
    client.force_login(priya)
    sent = {"body": body.pk, "days": "18 October 2017\n\n 15/11/2017 \n20.12.17"}
    assert "3 meetings of Governing Body added." in post(client, PERIODS + "meetings/", sent)
    assert set(Meeting.objects.values_list("date", flat=True)) == {
        date(2017, 10, 18),
        date(2017, 11, 15),
        date(2017, 12, 20),
    }


def test_lines_that_are_no_days_are_named_and_nothing_is_added(client, priya, footprint):
    body = BodyFactory(footprint=footprint)
    client.force_login(priya)
    sent = {"body": body.pk, "days": "18 October 2017\nNovember 2017\nw/c 18 September 2017\n31/02/2018"}
    page = post(client, PERIODS + "meetings/", sent, status=422)
    for line in ("Line 2, “November 2017”", "Line 3, “w/c 18 September 2017”", "Line 4, “31/02/2018”"):
        assert f"{line}, is not a day" in page
    assert not Meeting.objects.exists()


def test_a_body_of_another_footprint_cannot_be_chosen(client, priya, footprint, other_footprint):
    BodyFactory(footprint=footprint)
    stranger = BodyFactory(footprint=other_footprint)
    client.force_login(priya)
    post(client, PERIODS + "meetings/", {"body": stranger.pk, "days": "18 October 2017"}, status=422)
    assert not Meeting.objects.exists()


def test_without_a_body_it_says_what_to_do(client, priya, footprint):
    assert "has no body that could meet" in read(client, priya, PERIODS + "meetings/")


def test_a_meeting_is_removed_after_asking_unless_it_is_in_use(client, priya, footprint):
    unused, used = (MeetingFactory(body__footprint=footprint) for _ in range(2))
    PeriodFactory(footprint=footprint, meeting=used)
    client.force_login(priya)
    for meeting, says in ((unused, "is removed."), (used, "1 reporting period on record")):
        address = reverse("reports:meeting-remove", args=["northmere", meeting.pk])
        assert "Remove the meeting of" in words(client.get(address).content.decode())
        assert says in post(client, address, {})
    assert Meeting.objects.get() == used
