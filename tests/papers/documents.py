"""Small HTML documents for tests of the renderer and of the gate, and the page of a paper."""

from typing import Any

from reports.compilation import document_html
from reports.composition import compose
from reports.reading_page import article

# One pixel.
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


def page(record: dict[str, Any], written: dict[str, Any]) -> str:
    """A paper as the portal shows it to be read: what its HTML file says."""
    return article(document_html(compose(record, written)).encode())


def document(body: str, *, head: str = "", heading: str = "<h1>Paper</h1>") -> str:
    """A complete paper around the body, in the look of papers."""
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Paper</title>{head}'
        '<link rel="stylesheet" href="static:css/paper.css"></head>'
        f'<body class="paper" data-title="Paper">{heading}{body}</body></html>'
    )


def table(*rows: str, head: str = '<tr><th scope="col">Risk</th><th scope="col">Score</th></tr>') -> str:
    """A table of the given rows under a header row."""
    return f'<table class="table"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
