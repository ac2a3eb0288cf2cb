"""HTML in, PDF out."""

from reports.rendering.errors import RenderError
from reports.rendering.guards import check_size

NO_ENGINE = (
    "The PDF engine cannot start, because the Pango text library is missing ({error}). "
    "On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
)


def render_pdf(html: str) -> bytes:
    """A complete HTML document (see docs/papers-html.md) as PDF/A-2a and PDF/UA-1 in one file.

    The same HTML gives the same bytes, whenever and wherever it is rendered with the pinned packages: dates come from
    ``<meta name="dcterms.created">``, the font from its package. Raises RenderError, with the cure, when the HTML asks
    for anything from outside, is too large, or makes the engine complain. Takes about 0.1 s a page.
    """
    check_size(html)
    try:
        # Over a second of import and Pango's libraries: only the process that renders pays for them.
        from reports.rendering import engine
    except OSError as error:
        raise RenderError(NO_ENGINE.format(error=error)) from error
    return engine.write_pdf(html)
