"""A meeting that moves after its paper was made: told once for each move, followed by one click."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Notice, ReportingPeriod
from reports.actions import moved_meetings, schedules
from reports.models import Paper, PaperState, Run, ScheduledPaper
from reports.queries.schedules import moved
from tests.factories import MeetingFactory
from tests.reports.schedules.conftest import DUE

pytestmark = pytest.mark.django_db
LATER = DUE + timedelta(hours=1)


@pytest.fixture
def made(schedule, period):
    schedules.make_due(DUE)
    Notice.objects.all().delete()
    return ScheduledPaper.objects.get()


def move(meeting, day):
    meeting.date = day
    meeting.save()


def texts():
    return list(Notice.objects.order_by("pk").values_list("text", flat=True))


def test_the_author_hears_of_each_move_once(made, meeting, author):
    assert schedules.make_due(LATER) == []
    move(meeting, date(2026, 10, 22))
    assert schedules.make_due(LATER) == [made.pk]
    assert schedules.make_due(LATER + timedelta(seconds=2)) == []
    assert len(texts()) == 1
    assert (
        "moved from 15 October 2026 to 22 October 2026. Look at the paper and compile it again." in texts()[0]
    )
    assert Notice.objects.get().user == author.user

    # Back again is another move, after which there is nothing to do.
    move(meeting, date(2026, 10, 15))
    schedules.make_due(LATER + timedelta(minutes=1))
    assert "nothing to do" in texts()[1]
    move(meeting, date(2026, 10, 22))
    schedules.make_due(LATER + timedelta(minutes=2))
    assert len(texts()) == 3


def test_another_meeting_or_none_is_a_move_as_well(made, period, meeting):
    period.meeting = MeetingFactory(body=meeting.body, date=date(2026, 11, 5))
    period.save()
    schedules.make_due(LATER)
    ReportingPeriod.objects.update(meeting=None)
    schedules.make_due(LATER + timedelta(minutes=1))
    assert "to 5 November 2026" in texts()[0]
    assert "from 5 November 2026 to no day" in texts()[1]
    assert schedules.make_due(LATER + timedelta(minutes=2)) == []


def test_one_click_gives_the_paper_the_new_day_and_compiles_it(made, schedule, period, meeting, priya):
    schedule.publishes = True
    schedule.save()
    period.meeting = MeetingFactory(body=meeting.body, date=date(2026, 10, 22))
    period.despatch_on = date(2026, 10, 15)
    period.save()
    assert (moved(made.paper).was, moved(made.paper).now) == (date(2026, 10, 15), date(2026, 10, 22))

    moved_meetings.follow(made=made, by=priya)
    paper = Paper.objects.get()
    assert (paper.meeting.date, paper.publish_on) == (date(2026, 10, 22), date(2026, 10, 15))
    assert Run.objects.filter(paper=paper).count() == 2
    assert moved(paper) is None
    assert schedules.make_due(LATER) == []
    assert texts() == []
    assert moved_meetings.follow(made=made, by=priya) is None


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PaperState.APPROVED, "Take its approval back first"),
        (PaperState.PUBLISHED, "A correction is made in a new edition"),
    ],
)
def test_a_paper_that_is_no_longer_written_says_what_to_do_first(made, meeting, priya, state, words):
    move(meeting, date(2026, 10, 22))
    Paper.objects.update(state=state)
    with pytest.raises(ValidationError, match=words):
        moved_meetings.follow(made=made, by=priya)
    assert ScheduledPaper.objects.get().meets_on == date(2026, 10, 15)


def test_without_any_meeting_there_is_nothing_to_follow(made, priya):
    ReportingPeriod.objects.update(meeting=None)
    with pytest.raises(ValidationError, match="Choose one in the dates of the period"):
        moved_meetings.follow(made=made, by=priya)
