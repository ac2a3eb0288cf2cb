"""What a hostile or broken document cannot do: reach the network, read files, or keep the machine busy."""

import base64
import struct
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from weasyprint import HTML

from reports.rendering import resources
from reports.rendering.errors import RenderError
from reports.rendering.guards import MAX_CHARACTERS, MAX_ELEMENTS
from reports.rendering.pdf import render_pdf
from reports.rendering.resources import static_file
from tests.papers.documents import document


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine that papers have no business with, and the requests it got."""
    requests: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    thread.join()
    server.server_close()


WAYS_OUT = {
    "picture": '<img alt="x" src="{url}/a.png">',
    "embed": '<embed src="{url}/a.png">',
    "object": '<object data="{url}/a.png">x</object>',
    "style sheet": '<link rel="stylesheet" href="{url}/a.css">',
    "import": '<style>@import "{url}/a.css";</style>',
    "background": '<p style="background: url({url}/a.png)">x</p>',
    "border picture": '<p style="border-image: url({url}/a.png) 1; border-width: 1px">x</p>',
    "list marker": '<ul style="list-style-image: url({url}/a.png)"><li>x</li></ul>',
    "content": "<style>p::before {{ content: url({url}/a.png) }}</style><p>x</p>",
    "page background": "<style>@page {{ background: url({url}/a.png) }}</style>",
    "font": "<style>@font-face {{ font-family: Other; src: url({url}/a.ttf) }}</style>",
    "colour profile": "<style>@color-profile --x {{ src: url({url}/a.icc) }}</style>",
    "attachment": '<link rel="attachment" href="{url}/a.txt">',
    "attached link": '<a rel="attachment" href="{url}/a.txt">x</a>',
    "picture in svg": '<svg><title>x</title><image href="{url}/a.png" width="9" height="9"/></svg>',
    "use in svg": '<svg><title>x</title><use href="{url}/a.svg#b"/></svg>',
    "style in svg": '<svg><title>x</title><style>@import "{url}/a.css";</style></svg>',
    "svg as address": (
        '<img alt="x" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
        "<image href='{url}/a.png' width='9' height='9'/></svg>\">"
    ),
    "base": '<base href="{url}/"><img alt="x" src="a.png">',
    "no scheme": '<base href="{url}/"><img alt="x" src="//127.0.0.1/a.png">',
}


@pytest.mark.parametrize("markup", WAYS_OUT.values(), ids=WAYS_OUT.keys())
def test_no_way_to_the_network(markup: str, outside: tuple[str, list[str]]):
    url, requests = outside
    with pytest.raises(RenderError):
        render_pdf(document(markup.format(url=url)))
    assert requests == []


@pytest.mark.parametrize("markup", WAYS_OUT.values(), ids=WAYS_OUT.keys())
def test_no_way_to_the_file_system(markup: str, tmp_path: Path):
    (tmp_path / "a.png").write_text("secret")
    with pytest.raises(RenderError):
        render_pdf(document(markup.format(url=tmp_path.as_uri())))


def test_the_refusal_names_the_address(outside: tuple[str, list[str]]):
    with pytest.raises(RenderError, match=r"asks for 'http://127\.0\.0\.1:\d+/logo\.png'"):
        render_pdf(document(f'<img alt="x" src="{outside[0]}/logo.png">'))


@pytest.mark.parametrize(
    "address",
    [
        "static:css/../../manage.py",
        "static:css/%2e%2e/%2e%2e/manage.py",
        "static:css//etc/passwd",
        "static:../manage.py",
        "static:/etc/passwd",
        "static:fonts/../__init__.py",
        "static:css",
        "static:css/missing.css",
        "static:elsewhere/paper.css",
        "STATIC:css/paper.css",
    ],
)
def test_static_addresses_stay_in_their_directories(address: str):
    with pytest.raises(RenderError, match="asks for"):
        render_pdf(document(f'<link rel="stylesheet" href="{address}">'))


def test_a_symbolic_link_does_not_lead_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = tmp_path / "css"
    root.mkdir()
    (tmp_path / "secret.css").write_text("p { color: red }")
    (root / "paper.css").symlink_to(tmp_path / "secret.css")
    monkeypatch.setitem(resources.ROOTS, "css", root)
    with pytest.raises(RenderError, match="outside its directory"):
        static_file("static:css/paper.css")


@pytest.fixture
def never_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals come before the slow part."""
    monkeypatch.setattr(HTML, "render", lambda *args, **kwargs: pytest.fail("The document went to layout."))


USE_UPON_USE = "<svg><title>x</title>" + "".join(
    f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(7)
)


@pytest.mark.usefixtures("never_laid_out")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<table><tr><td colspan="1000000">x</td></tr></table>', 'colspan="1000000"'),
        ('<table><tr><td rowspan=" 101 ">x</td></tr></table>', "spans more than 100"),
        ('<table><colgroup span="5000"></colgroup><tr><td>x</td></tr></table>', "spans more than 100"),
        ("<table><tr>" + "<td>x</td>" * 101 + "</tr></table>", "101 cells"),
        (USE_UPON_USE, "uses <use>"),
        ("<div>" * 3000 + "x", "nested more than 50 deep"),
        ("<blockquote>" * 60 + "x", "nested more than 50 deep"),
        ("<b>x</b> " * MAX_ELEMENTS, "50,000 elements"),
        ("x" * MAX_CHARACTERS, "split it into several papers"),
        ('<a href="javascript:alert(1)">x</a>', "A link goes to 'javascript:"),
        ('<a href="file:///etc/passwd">x</a>', "A link goes to 'file:"),
        ('<a href=" JavaScript:alert(1)">x</a>', "A link goes to"),
    ],
)
def test_what_would_be_slow_or_unsafe_is_refused_before_layout(body: str, reason: str):
    with pytest.raises(RenderError, match=reason):
        render_pdf(document(body))


def png(width: int, height: int) -> str:
    """A picture of one colour that is tiny as a file however many pixels it has."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * -(-width // 8)) * height, 9)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(content).decode()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (png(3000, 3000), "3000 by 3000 pixels"),
        (png(30_000, 30_000), "cannot be read as image/png|30000 by 30000 pixels"),
        ("data:image/png;base64,AAAA", "cannot be read as image/png"),
        ("data:image/png;base64,A", "cannot be read as image/png"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "PNG or JPEG"),
        ("data:text/css,p{}", "PNG or JPEG"),
        ("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "uses <script>"),
        ("data:image/svg+xml,<svg", "not well-formed SVG"),
        ("data:image/svg+xml,<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "document type"),
        ("data:image/svg+xml,<svg>" + " " * 20_000 + "</svg>", "too large"),
    ],
    ids=lambda value: value[:40],
)
def test_pictures_that_are_not_what_they_should_be_are_refused(address: str, reason: str):
    with pytest.raises(RenderError, match=reason):
        render_pdf(document(f'<img alt="x" src="{address}">'))


def test_a_picture_of_a_page_s_size_is_welcome():
    assert render_pdf(document(f'<img alt="Map" src="{png(1654, 2339)}">'))
