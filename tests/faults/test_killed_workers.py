"""Workers that are killed, frozen or taken down by a paper: the run is finished once, by whoever comes next."""

import os
import signal
from pathlib import Path

import pytest

from reports import runner
from reports.actions import runs
from reports.models import PaperFile, Run, RunState
from tests.factories import PaperFactory
from tests.faults.live import LONG_TEXT, children, until

pytestmark = [pytest.mark.fault, pytest.mark.slow]

WORKER = ("celery", "--app", "stp_portal", "worker", "--concurrency", "1")


@pytest.fixture
def run(portal):
    return runs.request(paper=PaperFactory(texts={"introduction": LONG_TEXT}), by=None)


def in_the_middle(attempt):
    """The run while its pages are being laid out, in its start number ``attempt``; None before."""
    return Run.objects.filter(state=RunState.RUNNING, attempts=attempt, percent__gte=30).first()


def pdfs():
    return list(PaperFile.objects.filter(file_format="pdf").values_list("sha256", flat=True))


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_finishes(portal, run):
    worker = portal.start(*WORKER, "--beat")
    until(lambda: in_the_middle(1), "a worker is in the middle of the run")
    portal.kill(worker)
    assert Run.objects.get().state == RunState.RUNNING
    assert pdfs() == []

    portal.start(*WORKER, "--beat")
    until(lambda: Run.objects.get().state == RunState.DONE, "the next worker finishes the run")
    run.refresh_from_db()
    assert (run.attempts, run.percent, len(pdfs())) == (2, 100, 1)
    assert bytes(run.files.get(file_format="pdf").content).startswith(b"%PDF-")


def test_a_pool_process_killed_as_by_lack_of_memory_loses_nothing(portal, run):
    """The worker itself lives: it has the message back at once, long before the lease is over."""
    portal.start(*WORKER[:1], "--app", "stp_portal", "beat")
    worker = portal.start(*WORKER)
    until(lambda: in_the_middle(1), "the worker is in the middle of the run")
    for pid in children(worker.pid):
        os.kill(pid, signal.SIGKILL)
    until(lambda: Run.objects.get().state == RunState.DONE, "the worker's next process finishes the run")
    assert (Run.objects.get().attempts, len(pdfs())) == (2, 1)


def test_a_paper_that_takes_every_worker_down_fails_and_the_next_one_is_compiled(portal, run):
    portal.start(*WORKER[:1], "--app", "stp_portal", "beat")
    worker = portal.start(*WORKER)
    for attempt in (1, 2, 3):
        until(lambda attempt=attempt: in_the_middle(attempt), f"the run is started, time {attempt}")
        for pid in children(worker.pid):
            os.kill(pid, signal.SIGKILL)
    until(lambda: Run.objects.get().state == RunState.FAILED, "the run is given up")
    run.refresh_from_db()
    assert "each of the 3 workers that tried was stopped" in run.error
    assert pdfs() == []

    other = runs.request(paper=PaperFactory(), by=None)
    until(lambda: Run.objects.get(pk=other.pk).state == RunState.DONE, "the next run is done")


def test_a_worker_taken_for_dead_comes_back_and_publishes_nothing(portal, run):
    worker = portal.start(*WORKER, "--beat")
    until(lambda: in_the_middle(1), "a worker is in the middle of the run")
    os.killpg(worker.pid, signal.SIGSTOP)
    until(lambda: Run.objects.due().exists(), "its lease is over")

    assert runner.execute(run.pk)
    published = list(run.files.order_by("pk").values_list("pk", "sha256"))
    finished_at = Run.objects.get().finished_at

    os.killpg(worker.pid, signal.SIGCONT)
    log = Path(portal.environment["VAR_DIR"]) / "celery.log"
    until(lambda: f"Run {run.pk}" in log.read_text(), "the worker notices that it is too late")
    run.refresh_from_db()
    assert (run.state, run.attempts, run.finished_at) == (RunState.DONE, 2, finished_at)
    assert list(run.files.order_by("pk").values_list("pk", "sha256")) == published


def test_the_command_waits_for_the_worker_that_has_the_run(portal, run, tmp_path):
    portal.start(*WORKER, "--beat")
    until(lambda: in_the_middle(1), "a worker is in the middle of the run")
    place = run.footprint.slug
    named = ("--footprint", place, "--type", "governing-body-update", "--period", run.paper.period.slug)
    done = portal.manage("compile_paper", *named, "--out", str(tmp_path / "paper.pdf"))

    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.DONE, 1)
    assert run.files.get(file_format="pdf").sha256 in done.stdout
    assert (tmp_path / "paper.pdf").read_bytes() == bytes(run.files.get(file_format="pdf").content)
