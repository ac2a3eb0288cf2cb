"""A composed paper within the page on which it is written."""

import re

from django.utils.safestring import SafeString, mark_safe

from reports.compilation import document_html
from reports.document import Document
from reports.reading_page import article

# The page that a paper is written on has a heading of its own.
_TITLE = re.compile(r'<h1 class="cover__title">(.*?)</h1>', re.DOTALL)


def preview(document: Document) -> SafeString:
    """The paper as one ``<article class="paper">``, its title no heading of the first level."""
    # Style sheets stand outside the article.
    html = article(document_html(document, styles="/* those of the page */").encode())
    retitled = _TITLE.sub(r'<p class="cover__title">\1</p>', html)
    return mark_safe(retitled)  # noqa: S308  our own output, in which everything people wrote is escaped or cleaned


def split(paper: SafeString, anchor: str) -> tuple[SafeString, SafeString]:
    """The preview in two articles: what stands before the section with this ``anchor``, and the rest."""
    start = re.search(rf'<section class="section[^"]*" id="{re.escape(anchor)}">', paper)
    if start is None:
        raise ValueError(f"The paper has no section {anchor}.")
    # Sections are children of the article, so both parts are whole.
    before = f"{paper[: start.start()]}</article>"
    rest = f'<article class="paper">{paper[start.start() :]}'
    return mark_safe(before), mark_safe(rest)  # noqa: S308  parts of the preview, which is safe
