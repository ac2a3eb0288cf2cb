"""Changing what is due when."""

from datetime import date

from portfolios.models import PeriodState, ReportingPeriod
from tests.factories import BodyFactory, MeetingFactory
from tests.pages import read, words
from tests.portfolios.views.planning.pages import PERIODS, parts, post


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


def test_another_meeting_whose_dates_stayed_behind_is_told(client, priya, september):
    """The deadlines would be those of the old meeting, and the papers sent out after the new one."""
    body = BodyFactory(footprint=september.footprint)
    old, new = (MeetingFactory(body=body, date=date(2017, 10, day)) for day in (18, 25))
    client.force_login(priya)
    address, stayed = PERIODS + "2017-09/dates/", "all other dates stayed as they were"
    assert stayed in post(client, address, dates_of(september, meeting=old.pk))
    september.refresh_from_db()
    assert stayed not in post(client, address, dates_of(september, meeting=old.pk, note="Nothing moved"))
    september.refresh_from_db()
    moved = dates_of(september, meeting=new.pk, returns_due=date(2017, 10, 4))
    assert stayed not in post(client, address, moved)
    september.refresh_from_db()
    assert september.meeting == new


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
