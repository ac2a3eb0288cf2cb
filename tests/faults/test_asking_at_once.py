"""Twenty people press the button at the same moment, in front of a real web process and two real workers."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from reports.models import PaperFile, Run, RunState
from tests.factories import PaperFactory
from tests.faults.live import Web, until

pytestmark = [pytest.mark.fault, pytest.mark.slow]


def test_twenty_requests_at_once_give_one_run_and_one_set_of_files(portal, footprint, priya):
    paper = PaperFactory(paper_type__footprint=footprint)
    web = Web(portal, priya)
    with ThreadPoolExecutor(20) as people:
        answers = list(
            people.map(lambda _: web.ask("POST", f"/northmere/papers/{paper.pk}/compile/"), range(20))
        )
    assert answers == [302] * 20
    run = Run.objects.get()

    for name in ("first", "second"):
        portal.start(
            "celery", "--app", "stp_portal", "worker", "--concurrency", "1", "--hostname", f"{name}@%h"
        )
    portal.start("celery", "--app", "stp_portal", "beat")
    until(lambda: Run.objects.filter(state=RunState.DONE).exists(), "a worker compiles the paper")
    run.refresh_from_db()
    assert (run.attempts, PaperFile.objects.count()) == (1, 3)
