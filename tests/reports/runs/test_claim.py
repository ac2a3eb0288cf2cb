"""Claiming a run: by one worker, for the time of a lease."""

import pytest
from django.conf import settings
from django.utils import timezone

from reports.actions import runs
from reports.models import RunState
from tests.factories import RunFactory
from tests.reports.runs.work import end_lease

pytestmark = pytest.mark.django_db


class TestClaim:
    def test_a_queued_run_is_claimed_with_a_token_and_a_lease(self, run):
        token = runs.claim(run.pk)
        run.refresh_from_db()
        assert (run.state, run.token, run.attempts) == (RunState.RUNNING, token, 1)
        left = (run.lease_until - timezone.now()).total_seconds()
        assert left == pytest.approx(settings.RUN_LEASE_SECONDS, abs=5)

    def test_a_claimed_run_is_nobody_elses(self, run):
        runs.claim(run.pk)
        assert runs.claim(run.pk) is None

    def test_a_run_whose_lease_is_over_is_claimed_by_another(self, run):
        first = runs.claim(run.pk)
        end_lease(run)
        second = runs.claim(run.pk)
        assert second not in (None, first)
        run.refresh_from_db()
        assert run.attempts == 2

    @pytest.mark.parametrize("state", [RunState.DONE, RunState.FAILED])
    def test_a_finished_run_is_not_claimed(self, state):
        assert runs.claim(RunFactory(state=state).pk) is None

    def test_a_run_started_as_often_as_may_be_is_not_claimed(self):
        assert runs.claim(RunFactory(attempts=settings.RUN_MAX_ATTEMPTS).pk) is None

    def test_a_renewed_lease_holds_on(self, run):
        token = runs.claim(run.pk)
        end_lease(run)
        assert runs.renew(run.pk, token)
        assert runs.claim(run.pk) is None

    def test_a_lost_claim_is_not_renewed(self, run):
        token = runs.claim(run.pk)
        end_lease(run)
        runs.claim(run.pk)
        assert not runs.renew(run.pk, token)
        with pytest.raises(runs.ClaimLost):
            runs.report_progress(run.pk, token, "Laying out", 50)

    def test_progress_is_kept_on_the_row(self, run):
        runs.report_progress(run.pk, runs.claim(run.pk), "Laying out the pages", 130)
        run.refresh_from_db()
        assert (run.stage, run.percent) == ("Laying out the pages", 100)
