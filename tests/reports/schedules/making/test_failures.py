"""A paper that could not be made: visibly not, with its words, and tried again."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from portfolios.models import Notice, NoticeKind, ReportingPeriod, Session
from reports.actions import runs, schedules
from reports.models import Paper, Run, RunState, ScheduledPaper, ScheduledState, SetPoint
from stp_portal.core.models import AuditEvent
from tests.factories import PaperScheduleFactory
from tests.reports.schedules.conftest import DUE
from tests.reports.schedules.making.moments import LATER
from tests.reports.schedules.making.outcomes import row, told

pytestmark = pytest.mark.django_db


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
