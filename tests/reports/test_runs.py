"""Runs: asked for once, claimed by one, published once, never stuck. Workers that die for real are in tests/faults."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from portfolios.models import PeriodState
from reports import runner
from reports.actions import runs
from reports.checks.found import Found
from reports.compilation import Compiled
from reports.models import (
    Finding,
    Paper,
    PaperFile,
    PaperState,
    Run,
    RunState,
    Severity,
    Snapshot,
    SnapshotKind,
)
from reports.rendering.errors import RenderError
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory, RunFactory, SnapshotFactory

pytestmark = pytest.mark.django_db

FOUND = Found(
    "placeholder", Severity.BLOCKING, "Paragraph 1.1", "“£XX” is a placeholder.", "Write the figure."
)
COMPILED = Compiled(pdf=b"%PDF-1.7 a paper", html=b"<p>a paper</p>", findings=[FOUND])


@pytest.fixture
def paper():
    return PaperFactory(texts={"introduction": "As **promised**."})


@pytest.fixture
def run():
    return RunFactory()


def compiles_to(monkeypatch: pytest.MonkeyPatch, work: Callable[..., Any]) -> None:
    monkeypatch.setattr(runner, "compile_paper", work)


def end_lease(run: Run) -> None:
    """As if its worker had been silent for longer than a lease."""
    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    """What ``work`` gave in each of ``number`` threads that started it together, each on a connection of its own."""
    barrier = threading.Barrier(number)
    results: list[Any] = []

    def one() -> None:
        barrier.wait(30)
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == number
    return results


def events(run: Run) -> list[str]:
    return list(AuditEvent.objects.about(run).order_by("pk").values_list("event", flat=True))


class TestRequest:
    def test_asking_freezes_what_the_paper_says_now(self, paper, priya):
        run = runs.request(paper=paper, by=priya)
        paper.sections.filter(key="introduction").update(text="Changed afterwards.")

        run = Run.objects.get(pk=run.pk)
        assert run.state == RunState.QUEUED
        assert run.requested_by == priya
        assert "As **promised**." in run.input
        assert "Changed afterwards" not in run.input
        assert events(run) == ["run.requested"]

    def test_asking_twice_for_the_same_gives_the_same_run(self, paper, priya):
        first = runs.request(paper=paper, by=priya)
        assert runs.request(paper=paper, by=None) == first
        assert Run.objects.count() == 1
        assert events(first) == ["run.requested"]

    def test_asking_after_an_edit_gives_a_run_of_its_own(self, paper):
        first = runs.request(paper=paper, by=None)
        paper.sections.filter(key="introduction").update(text="Changed.")
        assert runs.request(paper=paper, by=None) != first

    def test_a_locked_period_gives_its_own_snapshot(self, paper):
        locked = SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        paper.period.state = PeriodState.LOCKED
        paper.period.save()
        assert runs.request(paper=paper, by=None).snapshot == locked

    def test_a_period_locked_again_gives_its_last_snapshot(self, paper):
        SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        last = SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        paper.period.state = PeriodState.LOCKED
        paper.period.save()
        assert runs.request(paper=paper, by=None).snapshot == last

    def test_an_open_period_is_frozen_as_it_is_now(self, paper):
        SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        assert runs.request(paper=paper, by=None).snapshot.kind == SnapshotKind.WORKING

    def test_a_change_of_the_record_gives_a_run_of_its_own(self, paper):
        first = runs.request(paper=paper, by=None)
        paper.period.label = "Renamed"
        paper.period.save()
        second = runs.request(paper=paper, by=None)
        assert second != first
        assert Snapshot.objects.count() == 2

    def test_a_run_that_failed_is_queued_again_when_asked_for_again(self, paper, priya):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, attempts=settings.RUN_MAX_ATTEMPTS, error="No.", finished_at=timezone.now()
        )
        again = runs.request(paper=paper, by=priya)
        assert (again.pk, again.state, again.attempts, again.error) == (run.pk, RunState.QUEUED, 0, "")
        assert events(run) == ["run.requested", "run.requested_again"]
        assert runs.claim(run.pk)

    @pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING, RunState.DONE])
    def test_a_run_that_did_not_fail_is_left_as_it_is(self, paper, state):
        run = runs.request(paper=paper, by=None)
        Run.objects.filter(pk=run.pk).update(state=state, attempts=2)
        again = runs.request(paper=paper, by=None)
        assert (again.state, again.attempts) == (state, 2)

    def test_the_run_asked_for_last_comes_first_however_old_it_is(self, paper):
        """Back to an earlier wording: the files of then are the paper's files again."""
        section = paper.sections.filter(key="introduction")
        first = runs.request(paper=paper, by=None)
        section.update(text="Another try.")
        second = runs.request(paper=paper, by=None)
        assert list(paper.runs.last_asked_first()) == [second, first]

        section.update(text="As **promised**.")
        assert runs.request(paper=paper, by=None) == first
        assert list(paper.runs.last_asked_first()) == [first, second]

    @pytest.mark.parametrize("state", [PaperState.PUBLISHED, PaperState.SUPERSEDED])
    def test_a_published_paper_is_never_compiled_again(self, paper, state):
        """Not even to give the run it has: what changed since must not take the place of its files."""
        before = runs.request(paper=paper, by=None)
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        Paper.objects.update(state=state)
        with pytest.raises(ValidationError, match="so it is not compiled again"):
            runs.request(paper=paper, by=None)
        assert list(Run.objects.all()) == [before]

    def test_an_approved_paper_loses_its_draft_notice_and_is_left_alone_then(self, paper):
        draft = runs.request(paper=paper, by=None)
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        Paper.objects.update(state=PaperState.APPROVED)
        approved = runs.request(paper=paper, by=None)
        assert approved != draft
        assert runs.request(paper=paper, by=None) == approved
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        with pytest.raises(ValidationError, match="is approved, and its files are those"):
            runs.request(paper=paper, by=None)


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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Real threads, each with its own connection, on whichever database the tests run."""

    def test_twenty_people_ask_at_once_and_one_run_comes_of_it(self):
        paper = PaperFactory()
        results = at_once(20, lambda: runs.request(paper=paper, by=None).pk)
        assert set(results) == {Run.objects.get().pk}
        assert Snapshot.objects.count() == 1
        assert events(Run.objects.get()) == ["run.requested"]

    def test_eight_workers_claim_at_once_and_one_gets_it(self):
        run = RunFactory()
        tokens = at_once(8, lambda: runs.claim(run.pk))
        assert len([token for token in tokens if token]) == 1
        assert Run.objects.get().attempts == 1

    def test_eight_workers_find_a_dead_one_and_one_takes_over(self):
        run = RunFactory()
        runs.claim(run.pk)
        end_lease(run)
        tokens = at_once(8, lambda: runs.claim(run.pk))
        assert len([token for token in tokens if token]) == 1
        assert Run.objects.get().attempts == 2

    def test_a_failed_run_asked_for_by_many_is_queued_once(self):
        paper = PaperFactory()
        run = runs.request(paper=paper, by=None)
        Run.objects.update(state=RunState.FAILED)
        at_once(8, lambda: runs.request(paper=paper, by=None))
        assert events(run) == ["run.requested", "run.requested_again"]

    def test_a_long_run_keeps_its_claim_by_its_heartbeat(self, monkeypatch, settings):
        """Three leases long: without beats another worker would have taken it over."""
        settings.RUN_LEASE_SECONDS = 1
        run = RunFactory()
        stolen = []

        def slow(*args: Any, **kwargs: Any) -> Compiled:
            for _ in range(15):
                threading.Event().wait(0.2)
                stolen.append(runs.claim(run.pk))
            return COMPILED

        compiles_to(monkeypatch, slow)
        assert runner.execute(run.pk)
        assert set(stolen) == {None}
        run.refresh_from_db()
        assert (run.state, run.attempts) == (RunState.DONE, 1)


class TestPublish:
    def test_files_findings_and_the_end_of_the_run_come_together(self, run):
        assert runs.publish(run.pk, runs.claim(run.pk), COMPILED)
        run.refresh_from_db()
        assert (run.state, run.percent, run.token, run.lease_until) == (RunState.DONE, 100, None, None)
        assert run.finished_at is not None
        files = {file.file_format: file for file in run.files.all()}
        assert bytes(files["pdf"].content) == COMPILED.pdf
        assert files["pdf"].size == len(COMPILED.pdf)
        assert files["pdf"].sha256 == "be745a9e5b9d2be07ab3bf55149ef20694c2733d1a4eae8c8c4d2109d977f1ff"
        assert bytes(files["html"].content) == COMPILED.html
        finding = run.findings.get()
        assert (finding.position, finding.rule, finding.severity) == (1, "placeholder", "blocking")
        assert finding.footprint == run.footprint
        assert events(run) == ["run.published"]

    def test_a_late_finisher_publishes_nothing(self, run):
        late = runs.claim(run.pk)
        end_lease(run)
        now = runs.claim(run.pk)
        assert not runs.publish(run.pk, late, COMPILED)
        assert not PaperFile.objects.exists()
        assert not Finding.objects.exists()
        run.refresh_from_db()
        assert (run.state, run.token) == (RunState.RUNNING, now)

        assert runs.publish(run.pk, now, COMPILED)
        assert not runs.publish(run.pk, late, COMPILED)
        assert run.files.count() == 2

    def test_a_token_out_of_thin_air_publishes_nothing(self, run):
        runs.claim(run.pk)
        assert not runs.publish(run.pk, uuid4(), COMPILED)

    def test_half_a_publication_is_none(self, run):
        token = runs.claim(run.pk)
        broken = Compiled(pdf=b"pdf", html=b"html", findings=[None])
        with pytest.raises(AttributeError):
            runs.publish(run.pk, token, broken)
        run.refresh_from_db()
        assert run.state == RunState.RUNNING
        assert not PaperFile.objects.exists()

    def test_a_paper_published_meanwhile_keeps_its_files(self, run):
        token = runs.claim(run.pk)
        Paper.objects.update(state=PaperState.PUBLISHED)
        assert not runs.publish(run.pk, token, COMPILED)
        run.refresh_from_db()
        assert (run.state, run.token) == (RunState.FAILED, None)
        assert "This paper is published" in run.error
        assert not PaperFile.objects.exists()
        assert events(run) == ["run.failed"]

    def test_a_file_is_named_after_its_paper(self, footprint):
        paper = PaperFactory(paper_type__footprint=footprint, period__month=(2018, 1))
        name = runs.file_name(paper, "pdf", is_private=False)
        assert name == "northmere-governing-body-update-2018-01.pdf"
        paper.edition = 2
        name = runs.file_name(paper, "html", is_private=True)
        assert name == "northmere-governing-body-update-2018-01-private-edition-2.html"


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
