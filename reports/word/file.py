"""A paper's HTML in, its Word file out."""

from datetime import datetime
from typing import Any

import lxml.html
from docx import Document

from reports.word.blocks import Writer
from reports.word.elements import field, paragraph, text, w
from reports.word.package import packed
from reports.word.styles import USUAL_COLOUR, set_styles, style_id
from stp_portal.core.shortening import shortened

# Characters: a file whose property is longer is not written. The paper itself has all of it.
LONGEST_PROPERTY = 255


def word_file(html: str) -> bytes:
    """The complete HTML of a paper (docs/papers-html.md), as it is printed, as a Word file.

    Title, author, subject, language and date are those of its head; the file knows no other day. The same HTML gives
    the same bytes.
    """
    page = lxml.html.document_fromstring(html)
    body = page.find("body")
    document = Document()
    set_styles(document, (body.get("data-colour") or USUAL_COLOUR).lstrip("#").upper())
    _describe(document, page)
    _foot(document, body)
    Writer(document).write(body)
    return packed(document)


def _describe(document: Any, page: Any) -> None:
    """What the file says of itself."""
    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta") if meta.get("name")}
    about, day = document.core_properties, datetime.fromisoformat(said["dcterms.created"])
    about.title, about.subject, about.author = (
        shortened(words, LONGEST_PROPERTY)
        for words in (page.findtext("head/title"), said.get("description", ""), said.get("author", ""))
    )
    about.last_modified_by = about.author
    about.language, about.comments, about.revision = page.get("lang"), "", 1
    about.created = about.modified = day


def _foot(document: Any, body: Any) -> None:
    """The line of the house style where there is one, then the title and the number of each page."""
    part = document.sections[0].footer
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    band = body.find(".//*[@data-footer]")
    house = band.get("data-footer") if band is not None else ""
    if house:
        element.append(paragraph(style_id("Footer"), [w("r", text(house))]))
    number = [*field("PAGE"), w("r", text(" of ")), *field("NUMPAGES")]
    words = w("r", text(f"{body.get('data-title')} | Page "))
    element.append(paragraph(style_id("Footer"), [words, *number]))
