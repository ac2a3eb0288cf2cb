"""Which runs wait for a worker, and which no worker can finish."""

import pytest
from django.conf import settings

from reports.actions import runs
from reports.models import Run, RunState
from tests.factories import RunFactory
from tests.reports.runs.work import COMPILED, end_lease, events

pytestmark = pytest.mark.django_db


class TestDue:
    def test_due_are_queued_runs_and_those_whose_worker_is_gone_oldest_first(self):
        queued = RunFactory()
        left = RunFactory()
        runs.claim(left.pk)
        end_lease(left)
        held = RunFactory()
        runs.claim(held.pk)
        RunFactory(state=RunState.DONE)
        RunFactory(state=RunState.FAILED)
        RunFactory(attempts=settings.RUN_MAX_ATTEMPTS)
        assert list(Run.objects.due()) == [queued, left]


class TestGiveUp:
    def test_a_run_that_took_every_worker_down_fails_and_says_so(self, run):
        for _ in range(settings.RUN_MAX_ATTEMPTS):
            assert runs.give_up() == []
            assert runs.claim(run.pk)
            end_lease(run)
        assert runs.give_up() == [run.pk]
        assert runs.give_up() == []
        run.refresh_from_db()
        assert run.state == RunState.FAILED
        assert "each of the 3 workers that tried was stopped" in run.error
        assert str(run.pk) in run.error
        assert events(run) == ["run.failed"]

    def test_a_run_in_its_last_attempt_is_left_to_its_worker(self, run):
        for _ in range(settings.RUN_MAX_ATTEMPTS):
            end_lease(run)
            token = runs.claim(run.pk)
        assert runs.give_up() == []
        assert runs.publish(run.pk, token, COMPILED)
