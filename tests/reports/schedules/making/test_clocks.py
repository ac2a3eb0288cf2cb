"""What asks for papers that are due: the tick, and the command without a broker."""

from unittest.mock import patch

import pytest
from django.core.management import call_command

from reports import tasks
from reports.models import Run, RunState, ScheduledState
from tests.reports.schedules.conftest import DUE
from tests.reports.schedules.making.outcomes import row

pytestmark = pytest.mark.django_db


def test_the_tick_makes_what_is_due(schedule, period):
    with patch("django.utils.timezone.now", return_value=DUE), patch.object(tasks.compile_run, "delay"):
        tasks.tick()
    assert row().state == ScheduledState.MADE


def test_so_does_the_command_without_a_broker(schedule, period):
    with patch("django.utils.timezone.now", return_value=DUE):
        call_command("runs", once=True)
    assert Run.objects.get().state == RunState.DONE
