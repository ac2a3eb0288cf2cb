"""A schedule that breaks after its paper was begun: nothing of that is left, and somebody is told."""

import pytest

from portfolios.models import Notice
from reports.actions import schedule_notices, schedules
from reports.models import Paper, ScheduledPaper, ScheduledState
from tests.reports.schedules.conftest import DUE

pytestmark = pytest.mark.django_db


def test_a_break_at_the_last_step_is_told_as_any_other(schedule, period, priya, monkeypatch):
    def breaks(row):
        raise RuntimeError("disk full")

    monkeypatch.setattr(schedule_notices, "tell_author", breaks)
    schedules.make_due(DUE)
    row = ScheduledPaper.objects.get()
    assert (row.state, row.paper, row.attempts) == (ScheduledState.FAILED, None, 1)
    assert not Paper.objects.exists()
    notice = Notice.objects.get()
    assert notice.user == priya
    assert "was not made by its schedule" in notice.text
