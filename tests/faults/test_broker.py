"""The broker is away, frozen or empty: people are answered all the same, and no run is lost."""

import signal
import time

import pytest
import redis
from kombu import Connection

from reports.actions import runs
from reports.models import Run, RunState
from stp_portal import celery_app
from tests.factories import PaperFactory
from tests.faults.live import LONG_TEXT, Web, until
from tests.services import RedisServer

pytestmark = [pytest.mark.fault, pytest.mark.slow]

WORKER = ("celery", "--app", "stp_portal", "worker", "--beat", "--concurrency", "1")


@pytest.fixture
def broker(portal):
    """A broker for this portal alone, whichever the other tests use."""
    with RedisServer() as server:
        portal.environment["CELERY_BROKER_URL"] = server.url
        yield server


@pytest.fixture
def paper(footprint):
    return PaperFactory(paper_type__footprint=footprint)


def done(run):
    return Run.objects.filter(pk=run.pk, state=RunState.DONE).exists()


@pytest.mark.parametrize("trouble", ["stopped", "frozen"])
def test_people_ask_while_the_broker_is_away_and_get_their_paper_when_it_is_back(
    portal, broker, paper, priya, trouble
):
    broker.kill() if trouble == "stopped" else broker.signal(signal.SIGSTOP)
    web = Web(portal, priya)
    # Anything that waited for the broker would take at least its connection time-out; frozen, for ever.
    assert web.ask("POST", f"/northmere/papers/{paper.pk}/compile/", seconds=10) == 302
    assert web.ask("GET", f"/northmere/papers/{paper.pk}/", seconds=10) == 200
    run = Run.objects.get()
    assert run.state == RunState.QUEUED

    broker.start() if trouble == "stopped" else broker.signal(signal.SIGCONT)
    portal.start(*WORKER)
    until(lambda: done(run), "the run is done once the broker is back")
    assert run.files.count() == 3


def test_a_broker_that_dies_and_forgets_everything_loses_nothing(portal, broker):
    run = runs.request(paper=PaperFactory(texts={"introduction": LONG_TEXT}), by=None)
    portal.start(*WORKER)
    until(lambda: Run.objects.filter(state=RunState.RUNNING).exists(), "the worker is at the run")
    broker.kill()
    other = runs.request(paper=PaperFactory(), by=None)
    until(lambda: done(run), "the worker finishes without its broker")
    broker.start()
    until(lambda: done(other), "the worker finds its broker again and does what was asked meanwhile")
    assert set(Run.objects.values_list("attempts", flat=True)) == {1}


def test_a_broker_that_pauses_does_not_stop_the_worker_for_good(portal, broker):
    """With a socket_timeout, an acknowledgement that met the pause left the worker deaf for ever (settings)."""
    with Connection(broker.url) as connection, celery_app.amqp.Producer(connection) as producer:
        for _ in range(120):
            celery_app.send_task("reports.tick", producer=producer)
    portal.start(*WORKER)
    with redis.Redis.from_url(broker.url) as messages:
        until(lambda: messages.llen("celery") < 110, "the worker is busy taking messages")
    broker.signal(signal.SIGSTOP)
    time.sleep(8)
    broker.signal(signal.SIGCONT)

    run = runs.request(paper=PaperFactory(), by=None)
    until(lambda: done(run), "the worker goes on after the pause")
