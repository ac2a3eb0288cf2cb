"""Working on a run: from its frozen input, with errors tried again and told.

Workers that die for real are in tests/faults.
"""

from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from reports import runner
from reports.actions import runs
from reports.compilation import Compiled
from reports.models import PaperFile, Run, RunState
from reports.rendering.errors import RenderError
from tests.factories import RunFactory
from tests.reports.runs.work import COMPILED, compiles_to, end_lease, events

pytestmark = pytest.mark.django_db


class TestExecute:
    def test_a_run_is_compiled_from_its_frozen_input(self, monkeypatch):
        seen = {}

        def work(snapshot, paper, on_stage):
            on_stage("Laying out the pages", 30)
            seen.update(snapshot=snapshot, paper=paper, stage=Run.objects.get().stage)
            return COMPILED

        compiles_to(monkeypatch, work)
        run = RunFactory(input='{"number":7}', snapshot__data={"period": "January"})
        assert runner.execute(run.pk)
        assert seen == {
            "snapshot": {"period": "January"},
            "paper": {"number": 7},
            "stage": "Laying out the pages",
        }
        assert not runner.execute(run.pk)
        assert run.files.count() == 2

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (SoftTimeLimitExceeded(), "could not be compiled within 4.5 minutes"),
            (RuntimeError("SELECT * FROM secrets"), "an error in the portal"),
            (MemoryError(), "an error in the portal"),
            (RecursionError(), "an error in the portal"),
        ],
    )
    def test_an_error_is_tried_again_and_then_told_in_plain_words(self, monkeypatch, run, error, said):
        starts = []

        def broken(*args: Any, **kwargs: Any) -> Compiled:
            starts.append(1)
            raise error

        compiles_to(monkeypatch, broken)
        for attempt in range(1, settings.RUN_MAX_ATTEMPTS):
            assert not runner.execute(run.pk)
            run.refresh_from_db()
            assert (run.state, run.attempts) == (RunState.QUEUED, attempt)
            assert said in run.error
        assert not runner.execute(run.pk)
        assert not runner.execute(run.pk)

        run.refresh_from_db()
        assert (run.state, len(starts)) == (RunState.FAILED, settings.RUN_MAX_ATTEMPTS)
        assert said in run.error
        assert "SELECT" not in run.error
        assert run.finished_at is not None
        assert events(run) == ["run.failed"]
        assert not PaperFile.objects.exists()

    def test_a_paper_that_the_renderer_refuses_fails_at_once(self, monkeypatch, run):
        def refused(*args: Any, **kwargs: Any) -> Compiled:
            raise RenderError("The paper has more than 50,000 elements. Split it into several papers.")

        compiles_to(monkeypatch, refused)
        assert not runner.execute(run.pk)
        assert not runner.execute(run.pk)
        run.refresh_from_db()
        assert (run.state, run.attempts) == (RunState.FAILED, 1)
        assert run.error == "The paper has more than 50,000 elements. Split it into several papers."
        assert run.finished_at is not None
        assert events(run) == ["run.failed"]

    def test_a_later_attempt_that_goes_well_clears_the_error(self, monkeypatch, run):
        outcomes = [RuntimeError("once"), COMPILED]

        def flaky(*args: Any, **kwargs: Any) -> Compiled:
            outcome = outcomes.pop(0)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        compiles_to(monkeypatch, flaky)
        assert not runner.execute(run.pk)
        assert runner.execute(run.pk)
        run.refresh_from_db()
        assert (run.state, run.attempts, run.error) == (RunState.DONE, 2, "")

    def test_work_stops_at_the_next_stage_once_another_worker_has_the_run(self, monkeypatch, run):
        def taken_over(snapshot, paper, on_stage):
            end_lease(run)
            runs.claim(run.pk)
            on_stage("Laying out the pages", 30)
            pytest.fail("It went on working.")

        compiles_to(monkeypatch, taken_over)
        assert not runner.execute(run.pk)
        run.refresh_from_db()
        assert (run.state, run.attempts, run.error) == (RunState.RUNNING, 2, "")
