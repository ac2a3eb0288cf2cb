"""Does the work of a run. Knows nothing of brokers: a Celery task and two commands call it alike."""

import json
import logging
import threading
import time
import uuid
from typing import Self

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import Error, connection

from reports.actions import runs
from reports.compilation import compile_paper
from reports.models import Run
from reports.rendering.errors import RenderError

logger = logging.getLogger(__name__)

BEATS_PER_LEASE = 5
TOOK_TOO_LONG = (
    "The paper could not be compiled within {minutes:g} minutes. "
    "Shorten the longest section, or split it into two papers."
)
UNEXPECTED = (
    "The paper could not be compiled, because of an error in the portal and not in what you wrote. "
    "Try again; if it fails again, tell your administrator the number of the run, {run}: the log says more under it."
)


def execute(run_id: int) -> bool:
    """Claim a run, compile its paper and publish the files. True when this call published them.

    False when the run is not to be had (done, failed, or with another worker), when it was lost to another worker
    on the way, or when it could not be compiled; the row then says why. Safe to call twice and at the same time.
    """
    token = runs.claim(run_id)
    if token is None:
        return False
    run = Run.objects.select_related("snapshot").get(pk=run_id)
    try:
        with Heartbeat(run_id, token):
            compiled = compile_paper(
                run.snapshot.data,
                json.loads(run.input),
                on_stage=lambda stage, percent: runs.report_progress(run_id, token, stage, percent),
            )
            return runs.publish(run_id, token, compiled)
    except runs.ClaimLost as lost:
        logger.warning("%s Its work was dropped.", lost)
    except RenderError as refused:
        logger.warning("Run %s, attempt %s: %s", run_id, run.attempts, refused)
        # The same text is refused the same way each time: whoever waits should know at once.
        runs.fail(run_id, token, str(refused), is_certain=True)
    except (SoftTimeLimitExceeded, TimeoutError):
        logger.exception("Run %s, attempt %s: out of time", run_id, run.attempts)
        runs.fail(run_id, token, TOOK_TOO_LONG.format(minutes=settings.CELERY_TASK_SOFT_TIME_LIMIT / 60))
    except Exception:
        # Whatever it is, the person who waits must see an end of it, and the next attempt may go better.
        logger.exception("Run %s, attempt %s: could not be compiled", run_id, run.attempts)
        runs.fail(run_id, token, UNEXPECTED.format(run=run_id))
    return False


class Heartbeat:
    """Renews a claim from a thread of its own while the work goes on.

    The first beat comes only after an interval, so a short run never writes one. Beats end with the hard time limit:
    work that hangs where nothing can stop it loses its claim, and another worker gets its turn.
    """

    def __init__(self, run_id: int, token: uuid.UUID) -> None:
        self.run_id = run_id
        self.token = token
        self.interval = settings.RUN_LEASE_SECONDS / BEATS_PER_LEASE
        self.deadline = time.monotonic() + settings.CELERY_TASK_TIME_LIMIT
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.beat, name=f"heartbeat of run {run_id}", daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        self.thread.join()

    def beat(self) -> None:
        """Renew until told to stop, until the claim is lost or until the time limit. The thread's own connection."""
        try:
            while not self.stopped.wait(self.interval) and time.monotonic() < self.deadline:
                try:
                    if not runs.renew(self.run_id, self.token):
                        return
                except Error:
                    # The next beat may get through: several fit in a lease. A fresh connection for it.
                    logger.warning("Run %s: a heartbeat was missed", self.run_id, exc_info=True)
                    connection.close()
        finally:
            connection.close()
