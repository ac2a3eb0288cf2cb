"""The time limit of work that a command does itself. Celery's workers have one of their own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded


@contextmanager
def soft_time_limit(seconds: float) -> Iterator[None]:
    """Raises SoftTimeLimitExceeded, as in a Celery worker, in the midst of work that takes longer than ``seconds``.

    For the main thread only: the system gives alarms to no other.
    """

    def ring(number: int, frame: object) -> None:
        raise SoftTimeLimitExceeded(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
