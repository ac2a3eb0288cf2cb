"""Arranging meetings and taking them away."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portfolios.actions import meetings
from portfolios.models import Meeting, Session
from stp_portal.core.models import AuditEvent
from tests.factories import BodyFactory, MeetingFactory, PaperFactory, PeriodFactory


@pytest.fixture
def body(footprint):
    return BodyFactory(footprint=footprint, name="Governing Body", session=Session.PUBLIC)


def test_meetings_of_a_year_are_added_at_once_and_recorded(body, priya):
    days = [date(2017, 11, 15), date(2017, 10, 18), date(2017, 10, 18)]
    made = meetings.arrange(body=body, days=days, by=priya)
    assert [meeting.date for meeting in made] == [date(2017, 10, 18), date(2017, 11, 15)]
    assert all(meeting.has_public_part and not meeting.has_private_part for meeting in made)
    assert AuditEvent.objects.filter(event="meeting.arranged").count() == 2


def test_a_day_on_which_it_meets_already_is_named_and_none_is_added(body, priya):
    MeetingFactory(body=body, date=date(2017, 10, 18))
    with pytest.raises(ValidationError) as refused:
        meetings.arrange(body=body, days=[date(2017, 10, 18), date(2017, 11, 15)], by=priya)
    assert refused.value.message_dict == {
        "days": ["Governing Body meets already on 18 October 2017. Leave that out."]
    }
    assert Meeting.objects.count() == 1


def test_a_day_out_of_all_bounds_is_refused(body, priya):
    with pytest.raises(ValidationError, match="too far away"):
        meetings.arrange(body=body, days=[date(2171, 10, 18)], by=priya)


def test_an_unused_meeting_is_removed_and_recorded(body, priya):
    meeting = MeetingFactory(body=body)
    meetings.remove(meeting=meeting, by=priya)
    assert not Meeting.objects.exists()
    assert AuditEvent.objects.get(event="meeting.removed").before == {
        "body": "Governing Body",
        "date": "2017-09-20",
    }


def test_a_meeting_that_a_period_or_a_paper_belongs_to_stays(body, footprint, priya):
    meeting = MeetingFactory(body=body)
    PeriodFactory(footprint=footprint, meeting=meeting)
    PaperFactory(paper_type__footprint=footprint, meeting=meeting)
    with pytest.raises(ValidationError, match="1 paper and 1 reporting period on record belong to it"):
        meetings.remove(meeting=meeting, by=priya)
    assert Meeting.objects.exists()
