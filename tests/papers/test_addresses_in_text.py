"""Addresses in what people write that point at the server itself or its network: printed at most, never fetched."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from reports.compilation import compile_paper
from stp_portal.core import text as narrative
from tests.papers.records import cover_field, paper, section, snapshot


class Listener(HTTPServer):
    """A server on this machine that keeps what it is asked for."""

    asked: list[str]


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked.append(self.path)  # type: ignore[attr-defined]  # it is a Listener
            self.send_response(204)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    server = Listener(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


# As stored: `validate_narrative` refuses some of these when they are typed, so they stand here behind its back.
FORMS = [
    "See [the list]({address}).",
    "See ![the chart]({address}).",
    "See <{address}>.",
    "See {address} for more.",
    'See <img src="{address}"> or <iframe src="{address}"></iframe>.',
    'See <link rel="stylesheet" href="{address}">.',
    "See [the list][1].\n\n[1]: {address}",
]


@pytest.mark.parametrize("place", ["text", "override", "recommendation", "cover"])
@pytest.mark.parametrize("host", ["http://127.0.0.1:{port}", "//127.0.0.1:{port}", "file:///etc"])
def test_no_address_in_a_text_is_fetched(listener: Listener, host: str, place: str):
    address = f"{host.format(port=listener.server_port)}/passwd"
    words = "\n\n".join(form.format(address=address) for form in FORMS)
    said = section("text")
    changes = {}
    if place == "recommendation":
        changes["recommendation"] = {"verb": "see", "text": words}
    elif place == "cover":
        changes["cover"] = [cover_field(text=words, status="answered")]
    elif place == "override":
        said |= {"override": words, "override_reason": words.replace("\n", " ")}
    else:
        said["text"] = words

    compiled = compile_paper(snapshot(), paper(said, **changes))

    assert listener.asked == []
    page = compiled.html.decode()
    assert "<img" not in page
    assert "<iframe" not in page
    assert b"root:" not in compiled.pdf + compiled.html
    # What was typed is to be seen, so that its author can put it right.
    assert "passwd" in page


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"])
def test_a_link_that_opens_something_here_is_refused_as_it_is_typed(address: str):
    with pytest.raises(Exception, match=r"HTML or script"):
        narrative.validate_narrative(f"See [the list]({address}).")
