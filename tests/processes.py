"""A portal of its own for a test: an empty database, queue and folder, worked on by real processes.

For tests that kill or freeze things, and for commands seen from outside. Rows made by such processes are not in the
test's own database; ask for them with `portal.manage(...)` or another process.
"""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
import redis

# Seconds for a command that takes some on an idle machine: a busy one needs many times that.
PATIENCE = 600
ROOT = Path(__file__).resolve().parent.parent
# Of Redis's sixteen databases the tests proper use the first eight (conftest), two for each parallel process.
FIRST_REDIS_DATABASE = 8 + 2 * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4)


@dataclass
class OwnPortal:
    """The environment variables of the portal, and the processes a test started in it."""

    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def manage(
        self, *arguments: str, check: bool = True, timeout: float = PATIENCE
    ) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` to its end. With `check`, a failure fails the test and shows what was printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
        if check and done.returncode:
            pytest.fail(
                f"manage.py {' '.join(arguments)} ended {done.returncode}:\n{done.stdout}{done.stderr}"
            )
        return done

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start `python -m ...` in the background in a process group of its own, killed when the test ends.

        What it prints goes to VAR_DIR/<first word>.log.
        """
        log = Path(self.environment["VAR_DIR"]) / f"{command[0]}.log"
        with log.open("a") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True,
                start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def kill(self, process: subprocess.Popen[str]) -> None:
        """End a process and its children at once (SIGKILL), as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)


def emptied(redis_url: str, number: int) -> str:
    """The address of a numbered Redis database, with nothing left in it of an earlier portal."""
    url = urlsplit(redis_url)._replace(path=f"/{number}").geturl()
    with redis.Redis.from_url(url) as client:
        client.flushdb()
    return url


def run_sql(url: str, statement: str) -> None:
    """Run one statement outside a transaction, as making and dropping a database needs."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


@pytest.fixture
def own_portal(tmp_path: Path) -> Iterator[OwnPortal]:
    """A migrated portal for processes, on the same engines as the rest of the run."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    redis_url = os.environ.get("TEST_REDIS_URL", "")
    name = f"own_{secrets.token_hex(6)}"
    var_dir = tmp_path / "var"
    var_dir.mkdir()
    environment = os.environ | {
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": f"sqlite:///{var_dir / 'portal.sqlite3'}",
    }
    if server:
        run_sql(server, f'CREATE DATABASE "{name}"')
        environment["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
    if redis_url:
        environment |= {
            "CELERY_BROKER_URL": emptied(redis_url, FIRST_REDIS_DATABASE),
            "CACHE_URL": emptied(redis_url, FIRST_REDIS_DATABASE + 1),
        }
    portal = OwnPortal(environment)
    try:
        portal.manage("migrate", "--verbosity", "0")
        yield portal
    finally:
        for process in portal.started:
            portal.kill(process)
        if server:
            run_sql(server, f'DROP DATABASE "{name}" WITH (FORCE)')
