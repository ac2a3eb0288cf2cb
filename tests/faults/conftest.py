"""Real worker and web processes on the test's own database, to be killed, stopped and left without a broker.

The tests see the same rows as the processes. Leases are short, so that a dead worker is noticed within seconds.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.faults.mail_sink import MailSink
from tests.processes import FIRST_REDIS_DATABASE, OwnPortal, emptied

LEASE_SECONDS = 3
# Seconds in which beats and workers that would do something again have had every chance to.
LONG_ENOUGH = LEASE_SECONDS + 3


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[OwnPortal]:
    """Starts processes on the test database, with a queue of their own; they end with the test."""
    var_dir = tmp_path / "var"
    var_dir.mkdir()
    name = str(connection.settings_dict["NAME"])
    server = os.environ.get("TEST_DATABASE_URL", "")
    environment = os.environ | {
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()
        if server
        else f"sqlite:///{name}",
        "RUN_LEASE_SECONDS": str(LEASE_SECONDS),
    }
    if redis_url := os.environ.get("TEST_REDIS_URL", ""):
        environment["CELERY_BROKER_URL"] = emptied(redis_url, FIRST_REDIS_DATABASE)
    own = OwnPortal(environment)
    yield own
    for process in own.started:
        own.kill(process)


@pytest.fixture
def sink(portal: OwnPortal) -> Iterator[MailSink]:
    """The mail server of this portal, looked after every second so that a test does not wait for nothing."""
    with MailSink() as server:
        portal.environment |= {
            "EMAIL_URL": server.url,
            "MAIL_TICK_SECONDS": "1",
            "MAIL_LEASE_SECONDS": str(LEASE_SECONDS),
            "EMAIL_TIMEOUT": "20",
        }
        yield server
