"""What every test stands on: an environment of its own, no mail, no network, and nothing skipped when CI=true.

Settings are read from environment variables, so those are set here before Django loads; there is no second settings
module. With TEST_DATABASE_URL and TEST_REDIS_URL (`.ci/test.py` gives them) the same tests run on Postgres and Redis,
else on SQLite and the queue of files. Every process of a parallel run has a folder, a database and a queue of its own.
"""

import os
import secrets
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.browser", "tests.live_portal", "tests.processes"]

DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
ENGINE = "postgres" if DATABASE_URL.startswith(("postgres", "pgsql")) else "sqlite"
VAR_DIR = Path(tempfile.mkdtemp(prefix="stp-portal-test-"))
# The names pytest-xdist gives its processes end in 0, 1, 2...; a run in one process is number 0 as well.
PROCESS_NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def redis_database(number: int) -> str:
    """The address of one of the sixteen numbered databases of the Redis server under test."""
    return urlsplit(REDIS_URL)._replace(path=f"/{number}").geturl()


os.environ |= {
    "DJANGO_SETTINGS_MODULE": "stp_portal.settings",
    "DEBUG": "false",
    "HTTPS": "false",
    "EMAIL_URL": "memorymail://",
    "PORTAL_URL": "https://portal.example.org",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "VAR_DIR": str(VAR_DIR),
    "DATABASE_URL": DATABASE_URL or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
    "CELERY_BROKER_URL": redis_database(2 * PROCESS_NUMBER) if REDIS_URL else "filesystem://",
    "CACHE_URL": redis_database(2 * PROCESS_NUMBER + 1) if REDIS_URL else "",
}
for name in ("COLLECTED_STATIC", "BEHIND_TLS_PROXY"):
    os.environ.pop(name, None)

# What is slow on a busy machine is no mistake. All else stays as Hypothesis has it here or, with CI set, there.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")

ALLOWED_ADDRESSES = {"localhost", "127.0.0.1", "::1", urlsplit(REDIS_URL).hostname}
real_connect = socket.socket.connect
guard = pytest.MonkeyPatch()


def connect_nearby(self: socket.socket, address: Any) -> None:
    """Connect, unless to an address that is not this machine: then the test fails, whatever catches errors."""
    # Local sockets are given by path, not by a tuple of host and port.
    if isinstance(address, tuple) and address[0] not in ALLOWED_ADDRESSES:
        pytest.fail(f"A test tried to connect to {address[0]}: tests may only talk to this machine.")
    real_connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    import django
    from django.conf import settings

    # Argon2 is slow on purpose; tests sign in thousands of times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    config.pluginmanager.import_plugin("tests.cast")  # imports models, so not before Django is set up
    guard.setattr(socket.socket, "connect", connect_nearby)


def pytest_unconfigure() -> None:
    guard.undo()
    shutil.rmtree(VAR_DIR, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests about the other database engine: they are not for this run, so they are not skips either."""
    elsewhere = {"sqlite": "postgres_only", "postgres": "sqlite_only"}[ENGINE]
    left_out = [item for item in items if item.get_closest_marker(elsewhere)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def skipped_reports(config: pytest.Config) -> list[object]:
    """Tests that did not really run; empty in the processes of a parallel run, whose main process counts them."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return [*reporter.stats.get("skipped", []), *reporter.stats.get("xfailed", [])] if reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and skipped_reports(session.config) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    number = len(skipped_reports(config))
    if os.environ.get("CI") == "true" and number:
        terminalreporter.write_line(
            f"CI=true: {number} skipped or expected to fail, which counts as a failure.", red=True
        )
