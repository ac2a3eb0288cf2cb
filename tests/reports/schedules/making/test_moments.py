"""A paper makes itself at its moment: once, by the clock on the wall, in the one query that asks for it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import Notice, NoticeKind, PeriodState, ReportingPeriod, Session
from reports.actions import composing, schedules
from reports.models import Paper, PaperState, Run, RunState, ScheduledPaper, ScheduledState, SetPoint
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory, PaperScheduleFactory, PeriodFactory
from tests.reports.schedules.conftest import DUE
from tests.reports.schedules.making.moments import BEFORE, LATER
from tests.reports.schedules.making.outcomes import row

pytestmark = pytest.mark.django_db


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
