"""Papers that make themselves: once in each period, at the moment of the calendar, or visibly not."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios.models import Notice, NoticeKind, PeriodState, ReportingPeriod, Session
from reports import tasks
from reports.actions import composing, runs, schedules
from reports.models import Paper, PaperState, Run, RunState, ScheduledPaper, ScheduledState, SetPoint
from stp_portal.core.models import AuditEvent
from tests.factories import MeetingFactory, PaperFactory, PaperScheduleFactory, PeriodFactory
from tests.reports.schedules.conftest import DUE

pytestmark = pytest.mark.django_db
BEFORE = DUE - timedelta(seconds=1)
LATER = DUE + timedelta(hours=2)


def row():
    return ScheduledPaper.objects.get()


def told():
    return sorted(Notice.objects.values_list("user__name", "kind"))


class TestOnTime:
    def test_a_paper_is_begun_compiled_and_told_at_its_moment(self, schedule, period, meeting, author):
        assert schedules.make_due(BEFORE) == []
        assert not Paper.objects.exists()

        assert schedules.make_due(DUE) == [row().pk]
        paper = Paper.objects.get()
        assert (paper.paper_type, paper.period, paper.meeting) == (schedule.paper_type, period, meeting)
        assert (paper.author, paper.state, paper.session) == (author, PaperState.DRAFT, Session.PUBLIC)
        assert (Run.objects.get().paper, Run.objects.get().state) == (paper, RunState.QUEUED)
        made = row()
        assert (made.state, made.paper, made.due_at) == (ScheduledState.MADE, paper, DUE)
        assert made.meets_on == meeting.date
        notice = Notice.objects.get()
        assert (notice.user, notice.kind) == (author.user, NoticeKind.PAPER)
        assert "Governing Body update for September 2026 was begun" in notice.text
        assert "15 October 2026" in notice.text
        assert notice.path == f"/northmere/papers/{paper.pk}/"
        assert composing.BY_SCHEDULE in AuditEvent.objects.get(event="schedule.made").actor

    def test_it_is_made_once_however_often_the_clock_asks(self, schedule, period):
        for moment in (DUE, DUE, LATER, LATER + timedelta(days=400)):
            schedules.make_due(moment)
        assert (Paper.objects.count(), Run.objects.count(), Notice.objects.count()) == (1, 1, 1)

    def test_what_was_due_while_nothing_ran_is_made_late(self, schedule, period):
        assert schedules.make_due(DUE + timedelta(days=6))
        assert row().due_at == DUE

    def test_it_begins_with_what_was_written_in_the_last_one(self, schedule, period):
        before = PaperFactory(
            paper_type=schedule.paper_type,
            period=PeriodFactory(footprint=schedule.footprint, month=(2026, 8)),
            texts={"introduction": "We plan together."},
        )
        schedules.make_due(DUE)
        paper = row().paper
        assert paper.started_from == before
        assert paper.sections.get(key="introduction").text == "We plan together."

    def test_a_planned_period_is_waited_for(self, schedule, period):
        ReportingPeriod.objects.update(state=PeriodState.PLANNED)
        assert schedules.make_due(LATER) == []
        ReportingPeriod.objects.update(state=PeriodState.OPEN)
        assert schedules.make_due(LATER)

    def test_a_paused_schedule_makes_nothing(self, schedule, period):
        schedule.is_active = False
        schedule.save()
        assert schedules.make_due(LATER) == []

    def test_a_moment_from_before_the_schedule_is_not_made_up_for(self, schedule, period):
        schedule.starts_at = DUE + timedelta(seconds=1)
        schedule.save()
        assert schedules.make_due(LATER) == []
        with CaptureQueriesContext(connection) as asked:
            schedules.make_due(LATER)
        assert len(asked) == 1

    def test_a_date_that_is_moved_before_its_moment_moves_it(self, schedule, period):
        ReportingPeriod.objects.update(despatch_on=date(2026, 10, 12))
        assert schedules.make_due(DUE) == []
        assert schedules.make_due(DUE + timedelta(days=4)) == [row().pk]
        assert row().due_at == DUE + timedelta(days=4)

    def test_the_day_of_its_publication_is_set_where_it_publishes_itself(self, schedule, period):
        schedule.publishes = True
        schedule.save()
        schedules.make_due(DUE)
        assert row().paper.publish_on == date(2026, 10, 8)

    @pytest.mark.parametrize(("chosen", "day"), [(None, 8), (date(2026, 10, 12), 12)])
    def test_so_it_is_for_a_paper_begun_by_hand_unless_its_author_chose_another(
        self, schedule, period, chosen, day
    ):
        schedule.publishes = True
        schedule.save()
        there = PaperFactory(paper_type=schedule.paper_type, period=period, publish_on=chosen)
        schedules.make_due(DUE)
        paper = row().paper
        assert (paper, paper.publish_on) == (there, date(2026, 10, day))
        # Whoever has its details open is told that there is a day now.
        assert (paper.version > there.version) == (chosen is None)

    def test_each_schedule_makes_its_own(self, schedule, period):
        PaperFactory(
            paper_type=schedule.paper_type,
            period=PeriodFactory(footprint=schedule.footprint, month=(2026, 8)),
            session=Session.PRIVATE,
            is_private=True,
            private_reason="Section 43: commercial interests.",
        )
        PaperScheduleFactory(
            paper_type=schedule.paper_type,
            session=Session.PRIVATE,
            set_point=SetPoint.RETURNS_DUE,
            author=schedule.author,
            starts_at=schedule.starts_at,
        )
        assert len(schedules.make_due(DUE)) == 2
        private = ScheduledPaper.objects.get(schedule__session=Session.PRIVATE).paper
        assert (private.is_private, private.private_reason) == (True, "Section 43: commercial interests.")


class TestLock:
    @pytest.fixture(autouse=True)
    def at_the_lock(self, schedule):
        schedule.set_point = SetPoint.LOCK
        schedule.save()

    def lock(self, period, priya, at):
        period.state, period.locked_at, period.locked_by = PeriodState.LOCKED, at, priya
        period.save()

    def test_it_is_made_as_soon_as_the_period_is_locked(self, schedule, period, priya):
        assert schedules.make_due(LATER) == []
        self.lock(period, priya, LATER)
        assert schedules.make_due(LATER + timedelta(seconds=2)) == [row().pk]
        assert row().due_at == LATER

    def test_locked_again_it_is_not_made_again(self, schedule, period, priya):
        self.lock(period, priya, LATER)
        schedules.make_due(LATER)
        self.lock(period, priya, LATER + timedelta(days=3))
        assert schedules.make_due(LATER + timedelta(days=4)) == []
        assert Paper.objects.count() == 1

    def test_an_old_period_that_is_opened_and_locked_again_gets_no_paper(self, schedule, footprint, priya):
        old = PeriodFactory(
            footprint=footprint, month=(2017, 9), meeting=MeetingFactory(date=date(2017, 10, 20))
        )
        self.lock(old, priya, LATER)
        with CaptureQueriesContext(connection) as asked:
            assert schedules.make_due(LATER) == []
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        # The clock goes from 01:00 to 02:00 on 29 March 2026, and from 02:00 to 01:00 on 25 October.
        (date(2026, 3, 28), time(8), datetime(2026, 3, 28, 8, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(8), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(8), datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_the_clock_on_the_wall(schedule, period, day, hour, expected):
    schedule.time_of_day, schedule.starts_at = hour, datetime(2026, 1, 1, tzinfo=UTC)
    schedule.save()
    ReportingPeriod.objects.update(despatch_on=day, last_day=day, first_day=day)
    now, made_at = expected - timedelta(hours=3), []
    while now < expected + timedelta(hours=6):
        made_at += [now] * len(schedules.make_due(now))
        now += timedelta(minutes=10)
    assert made_at == [expected]


class TestCost:
    def test_nothing_to_do_is_one_query(self, schedule, period):
        schedules.make_due(DUE)
        for month in range(1, 13):
            PeriodFactory(
                footprint=schedule.footprint, month=(2025, month), despatch_on=date(2025, month, 20)
            )
        with CaptureQueriesContext(connection) as asked:
            schedules.make_due(LATER)
        assert len(asked) == 1

    def test_the_morning_before_the_hour_is_one_query_as_well(self, schedule, period):
        with CaptureQueriesContext(connection) as asked:
            schedules.make_due(DUE - timedelta(hours=3))
        assert len(asked) == 1


class TestFailing:
    def fails(self, words):
        schedules.make_due(DUE)
        made = row()
        assert made.state == ScheduledState.FAILED
        assert words in made.error
        assert not Run.objects.exists()
        return made

    def test_a_period_without_a_meeting(self, schedule, period):
        ReportingPeriod.objects.update(meeting=None)
        made = self.fails("No meeting takes the papers of September 2026")
        assert "choose the meeting in the dates of the period" in made.error

    def test_a_period_without_a_date_for_the_step(self, schedule, period):
        ReportingPeriod.objects.update(despatch_on=None)
        self.fails("September 2026 has no date for papers sent out")

    def test_a_period_without_the_day_on_which_it_is_to_be_published(self, schedule, period):
        schedule.set_point, schedule.publishes = SetPoint.RETURNS_DUE, True
        schedule.save()
        ReportingPeriod.objects.update(despatch_on=None)
        self.fails("would never be published by itself")

    def test_a_type_that_is_no_longer_offered(self, schedule, period):
        schedule.paper_type.is_retired = True
        schedule.paper_type.save()
        self.fails("is no longer offered. Pause this schedule")

    def test_an_author_who_left(self, schedule, period, priya):
        priya.memberships.update(ended_at=timezone.now(), ended_by=priya)
        self.fails("no account that may write papers in Northmere (made up) any more. Choose another author")

    def test_nobody_as_author(self, schedule, period):
        schedule.author = None
        schedule.save()
        self.fails("Nobody is named as author")

    def test_a_first_private_paper_without_a_reason(self, schedule, period):
        schedule.session = Session.PRIVATE
        schedule.save()
        self.fails("is begun by hand, with the reason why it is private")

    def test_an_error_of_the_portal(self, schedule, period):
        with patch.object(runs, "request", side_effect=RuntimeError("boom")):
            self.fails("because of an error in the portal")
        assert not Paper.objects.exists()

    def test_the_office_hears_once_and_it_is_tried_again_by_itself(self, schedule, period, priya):
        ReportingPeriod.objects.update(meeting=None)
        now, attempts = DUE, []
        while now < DUE + timedelta(days=30):
            if schedules.make_due(now):
                attempts.append(now - DUE)
            now += timedelta(minutes=10)
        assert attempts[:4] == [
            timedelta(0), timedelta(minutes=10), timedelta(minutes=70), timedelta(minutes=430)
        ]  # fmt: skip
        assert len(attempts) == len(schedules.PAUSES) + 1
        assert attempts[-1] < timedelta(days=11)
        assert row().next_attempt_at is None
        assert told() == [("Priya Office", NoticeKind.PAPER)]
        assert "was not made by its schedule. No meeting takes" in Notice.objects.get().text
        assert AuditEvent.objects.filter(event="schedule.failed").count() == 1

    def test_once_the_cause_is_gone_it_is_made_by_itself(self, schedule, period, meeting):
        ReportingPeriod.objects.update(meeting=None)
        schedules.make_due(DUE)
        ReportingPeriod.objects.update(meeting=meeting)
        assert schedules.make_due(DUE + timedelta(minutes=9)) == []
        assert schedules.make_due(DUE + timedelta(minutes=10)) == [row().pk]
        assert (row().state, row().error, row().attempts) == (ScheduledState.MADE, "", 2)
        assert row().paper == Paper.objects.get()

    def test_or_at_once_by_the_button(self, schedule, period, meeting, priya):
        ReportingPeriod.objects.update(meeting=None)
        schedules.make_due(DUE)
        ReportingPeriod.objects.update(meeting=meeting)
        made = schedules.make(schedule=schedule, period=period, by=priya)
        assert made.state == ScheduledState.MADE
        assert AuditEvent.objects.get(event="schedule.made").actor == priya.email

    def test_a_failure_whose_moment_was_put_off_waits_for_the_new_one(self, schedule, period):
        ReportingPeriod.objects.update(despatch_on=None)
        schedules.make_due(DUE)
        ReportingPeriod.objects.update(despatch_on=date(2026, 10, 12))
        schedules.make_due(DUE + timedelta(minutes=10))
        assert not ScheduledPaper.objects.exists()
        assert schedules.make_due(DUE + timedelta(days=4)) == [row().pk]
        assert row().state == ScheduledState.MADE

    def test_an_error_with_one_schedule_keeps_no_other_from_its_paper(self, schedule, period):
        other = PaperScheduleFactory(
            paper_type__slug="other",
            paper_type__footprint=schedule.footprint,
            set_point=SetPoint.DESPATCH,
            author=schedule.author,
            starts_at=schedule.starts_at,
        )
        real = schedules.make

        def make(*, schedule, **kwargs):
            if schedule == other:
                raise RuntimeError("boom")
            return real(schedule=schedule, **kwargs)

        with patch.object(schedules, "make", make):
            schedules.make_due(DUE)
        assert row().schedule == schedule
        schedules.make_due(DUE)
        assert ScheduledPaper.objects.filter(state=ScheduledState.MADE).count() == 2


class TestAdopting:
    def test_a_paper_that_somebody_began_is_compiled_and_not_doubled(self, schedule, period, author):
        there = PaperFactory(paper_type=schedule.paper_type, period=period)
        schedules.make_due(DUE)
        assert row().paper == there == Paper.objects.get()
        assert Run.objects.get().paper == there
        assert Notice.objects.get().user == author.user

    def test_one_that_is_published_is_left_alone(self, schedule, period):
        there = PaperFactory(paper_type=schedule.paper_type, period=period, state=PaperState.PUBLISHED)
        schedules.make_due(DUE)
        assert (row().paper, row().state) == (there, ScheduledState.MADE)
        assert not Run.objects.exists()


class TestFailedCompilation:
    @pytest.fixture(autouse=True)
    def failed(self, schedule, period):
        schedules.make_due(DUE)
        Notice.objects.all().delete()
        Run.objects.update(state=RunState.FAILED, error="The text may be too large to compile.")

    def test_the_author_and_the_office_hear_once(self, schedule, priya):
        assert schedules.make_due(LATER) == [row().pk]
        assert schedules.make_due(LATER) == []
        assert told() == [("Priya Office", NoticeKind.PAPER)]
        assert "could not be compiled" in Notice.objects.get().text
        assert row().error == "The text may be too large to compile."


class TestByHand:
    def test_a_paper_is_made_before_its_time_and_not_again_at_it(self, schedule, period, priya):
        made = schedules.make(schedule=schedule, period=period, by=priya, now=BEFORE)
        assert made.state == ScheduledState.MADE
        assert schedules.make_due(DUE) == []
        assert Paper.objects.count() == 1

    def test_a_missing_date_does_not_keep_a_person_from_it(self, schedule, period, priya):
        ReportingPeriod.objects.update(despatch_on=None)
        assert schedules.make(schedule=schedule, period=period, by=priya).state == ScheduledState.MADE

    def test_a_period_that_has_not_begun_is_refused(self, schedule, period, priya):
        ReportingPeriod.objects.update(state=PeriodState.PLANNED)
        with pytest.raises(ValidationError, match="has not been opened yet"):
            schedules.make(schedule=schedule, period=period, by=priya)


def test_the_tick_makes_what_is_due(schedule, period):
    with patch("django.utils.timezone.now", return_value=DUE), patch.object(tasks.compile_run, "delay"):
        tasks.tick()
    assert row().state == ScheduledState.MADE


def test_so_does_the_command_without_a_broker(schedule, period):
    with patch("django.utils.timezone.now", return_value=DUE):
        call_command("runs", once=True)
    assert Run.objects.get().state == RunState.DONE
