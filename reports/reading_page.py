"""The paper as a part of a portal page: cut out of its own HTML file, so that page and files never part."""

import re

from django.utils.safestring import SafeString, mark_safe

# Both are written by templates/papers/base.html. Titles in the attributes are escaped, so the first ">" ends the tag.
BODY = re.compile(r'<body class="paper"[^>]*>(.*)</body>', re.DOTALL)
# A page has one <main>, its own. Narrative is cleaned by an allow-list that knows no <main>: these are the template's.
MAIN = re.compile(r"</?main>")


def article(html: bytes) -> SafeString:
    """One ``<article class="paper">`` with all that the stored HTML file of a paper says; it brings the page's ``h1``.

    The page links rating.css, paper.css and paper-screen.css, in this order. Raises ValueError for bytes that are no
    HTML file of a paper.
    """
    body = BODY.search(html.decode())
    if body is None:
        raise ValueError("This is not the HTML file of a paper: it has no body of class paper.")
    # Our own compiled output, in which everything people wrote is escaped or cleaned.
    return mark_safe(f'<article class="paper">{MAIN.sub("", body[1])}</article>')  # noqa: S308
