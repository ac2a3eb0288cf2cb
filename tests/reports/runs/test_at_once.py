"""Many who ask for a run, or claim it, at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from reports import runner
from reports.actions import runs
from reports.compilation import Compiled
from reports.models import Run, RunState, Snapshot
from tests.factories import PaperFactory, RunFactory
from tests.reports.runs.work import COMPILED, compiles_to, end_lease, events

pytestmark = pytest.mark.django_db


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
        """Longer than a lease: without beats another worker would have taken it over."""
        settings.RUN_LEASE_SECONDS = 4  # a beat may come three seconds late, as on a busy machine
        run = RunFactory()
        stolen = []

        def slow(*args: Any, **kwargs: Any) -> Compiled:
            for _ in range(27):
                threading.Event().wait(0.2)
                stolen.append(runs.claim(run.pk))
            return COMPILED

        compiles_to(monkeypatch, slow)
        assert runner.execute(run.pk)
        assert set(stolen) == {None}
        run.refresh_from_db()
        assert (run.state, run.attempts) == (RunState.DONE, 1)
