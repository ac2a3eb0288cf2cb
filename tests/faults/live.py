"""Watching and asking processes of the portal while they run."""

import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from stp_portal.accounts.models import User
from tests.processes import OwnPortal
from tests.services import free_port

# Seconds for what takes a few on an idle machine: a busy one needs many times that.
PATIENCE = 240
# Enough to be in the midst of for a second or two, on a quick machine as well.
LONG_TEXT = "\n\n".join(
    f"Paragraph {number} tells " + "of a thing that was promised and is now done. " * 8
    for number in range(300)
)


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """What ``condition`` gives once it gives something. Fails, naming ``what`` was awaited, after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    pytest.fail(f"Not within {seconds:g} seconds: {what}.")


def children(pid: int) -> list[int]:
    """The processes that ``pid`` started, such as the pool of a Celery worker."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


class Web:
    """A gunicorn of the portal, and one person signed in to it."""

    def __init__(self, portal: OwnPortal, user: User) -> None:
        self.port = free_port()
        client = Client()
        client.force_login(user)
        self.session = client.cookies["sessionid"].value
        # The page holds the token a form must bring; the cookie holds its secret.
        self.token = "a" * 32
        portal.start(
            "gunicorn", "stp_portal.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "20", "--no-control-socket"
        )  # fmt: skip
        until(lambda: self.answers(), "the web process answers")

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/") < 400
        except OSError:
            return False

    def ask(self, method: str, address: str, seconds: float = PATIENCE) -> int:
        """The status of the answer. TimeoutError after ``seconds`` without one."""
        http = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"csrfmiddlewaretoken": self.token}) if method == "POST" else None
        try:
            http.request(method, address, body, headers)
            return http.getresponse().status
        finally:
            http.close()
