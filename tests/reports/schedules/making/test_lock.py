"""A paper that makes itself as soon as its period is locked."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import PeriodState
from reports.actions import schedules
from reports.models import Paper, SetPoint
from tests.factories import MeetingFactory, PeriodFactory
from tests.reports.schedules.making.moments import LATER
from tests.reports.schedules.making.outcomes import row

pytestmark = pytest.mark.django_db


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
