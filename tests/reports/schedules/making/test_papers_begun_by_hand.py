"""A paper that somebody began, or makes before its time, is not doubled by its schedule."""

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Notice, PeriodState, ReportingPeriod
from reports.actions import schedules
from reports.models import Paper, PaperState, Run, ScheduledState
from tests.factories import PaperFactory
from tests.reports.schedules.conftest import DUE
from tests.reports.schedules.making.moments import BEFORE
from tests.reports.schedules.making.outcomes import row

pytestmark = pytest.mark.django_db


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
