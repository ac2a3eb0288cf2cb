"""Adding and removing the meetings of a body."""

from datetime import date

from django.urls import reverse

from portfolios.models import Meeting
from tests.factories import BodyFactory, MeetingFactory, PeriodFactory
from tests.pages import read, words
from tests.portfolios.views.planning.pages import PERIODS, post


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
