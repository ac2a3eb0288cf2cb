"""The paper as a part of a portal page: cut out of its own HTML file, so that page and files never part."""

import re

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Both are written by templates/papers/base.html. Titles in the attributes are escaped, so the first ">" ends the tag.
BODY = re.compile(r'<body class="paper"[^>]*>(.*)</body>', re.DOTALL)
# A page has one <main>, its own. Narrative is cleaned by an allow-list that knows no <main>: these are the template's.
MAIN = re.compile(r"</?main>")
COLOUR = re.compile(r'<body class="paper"[^>]* data-colour="#([0-9a-f]{6})"')


def article(html: bytes) -> SafeString:
    """One ``<article class="paper">`` with all that the stored HTML file of a paper says; it brings the page's ``h1``.

    The page links rating.css, paper.css and paper-screen.css, in this order; the style sheet for the colour of a house
    style comes with the article. Raises ValueError for bytes that are no HTML file of a paper.
    """
    text = html.decode()
    body, colour = BODY.search(text), COLOUR.search(text)
    if body is None:
        raise ValueError("This is not the HTML file of a paper: it has no body of class paper.")
    cut = f'{_look(colour)}<article class="paper">{MAIN.sub("", body[1])}</article>'
    return mark_safe(cut)  # noqa: S308  our own output, in which everything people wrote is escaped or cleaned


def _look(colour: re.Match[str] | None) -> str:
    if colour is None:
        return ""
    return format_html('<link rel="stylesheet" href="{}">', reverse("published:look", args=[colour[1]]))
