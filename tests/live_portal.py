"""The portal that journeys look at: a server in this process that a test leaves only when nothing is being answered.

A page may still be asking for something when its test ends. Emptying the tables beside that request is a deadlock on
Postgres and "database is locked" on SQLite, in whichever test comes next.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer

SILENT_WITHIN_SECONDS = 60


class PortalServer(ThreadedWSGIServer):
    """Django's server for tests, which knows the connections that are open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connections: dict[Any, socket.socket] = {}
        self.changed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.connections[client_address] = request
            self.changed.notify_all()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                del self.connections[client_address]
                self.changed.notify_all()

    def fall_silent(self, seconds: float = SILENT_WITHIN_SECONDS) -> bool:
        """Answer what was asked until now, then close every connection. False when that takes over `seconds`."""
        # Connections are taken in the order they were made: once ours is taken, so are all before it.
        with socket.create_connection(self.server_address[:2]) as last, self.changed:
            name = last.getsockname()
            if not self.changed.wait_for(lambda: name in self.connections, seconds):
                return False
            for connection in self.connections.values():
                with suppress(OSError):  # closed by the browser in the meantime
                    # What has arrived is still read; after it the server sees the end, not a browser that is idle.
                    connection.shutdown(socket.SHUT_RD)
            return self.changed.wait_for(lambda: not self.connections, seconds)


@pytest.fixture(scope="session")
def portal_server() -> Iterator[LiveServer]:
    """One server for the whole run, on a free port of this machine."""
    server = LiveServer("localhost", start=False)
    server.thread.server_class = PortalServer
    server.start()
    yield server
    server.stop()


@pytest.fixture
def live_server(portal_server: LiveServer, transactional_db: None) -> Iterator[LiveServer]:
    """The portal, in place of the fixture of pytest-django, which does not wait before tables are emptied."""
    yield portal_server
    assert portal_server.thread.httpd.fall_silent(), "The portal was still answering a minute after its test."
