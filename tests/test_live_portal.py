"""The portal of journeys: a test ends when nothing is being answered any more."""

import socket
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler

import pytest

from tests.live_portal import PortalServer

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Slow:
    """A page that is ready when the test says so."""

    def __init__(self) -> None:
        self.asked, self.ready = threading.Event(), threading.Event()
        self.answered = 0

    def __call__(self, environ, start_response):
        self.asked.set()
        assert self.ready.wait(30)
        self.answered += 1
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing on the screen for each request."""


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def server(slow: Slow) -> Iterator[PortalServer]:
    made = PortalServer(("127.0.0.1", 0), Quiet)
    made.set_app(slow)
    loop = threading.Thread(target=made.serve_forever, daemon=True)
    loop.start()
    yield made
    slow.ready.set()
    made.shutdown()
    made.server_close()
    loop.join(30)


def ask(server: PortalServer) -> socket.socket:
    connection = socket.create_connection(server.server_address)
    connection.sendall(REQUEST)
    return connection


def test_what_was_asked_is_answered_before_it_is_silent(server: PortalServer, slow: Slow):
    # The browser leaves at once, as when its page is closed.
    ask(server).close()
    threading.Timer(0.2, slow.ready.set).start()
    assert server.fall_silent(30)
    assert slow.answered == 1
    assert server.connections == {}


def test_a_browser_that_keeps_its_connection_is_not_waited_for(server: PortalServer, slow: Slow):
    slow.ready.set()
    with socket.create_connection(server.server_address):
        assert server.fall_silent(30)


def test_a_page_that_is_never_ready_is_told(server: PortalServer, slow: Slow):
    with ask(server):
        assert slow.asked.wait(30)
        assert not server.fall_silent(0.1)


def test_it_serves_on_afterwards(server: PortalServer, slow: Slow):
    slow.ready.set()
    assert server.fall_silent(30)
    with ask(server) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.0 200 OK")


def test_journeys_use_it(live_server):
    assert isinstance(live_server.thread.httpd, PortalServer)
