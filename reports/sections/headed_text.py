"""What an author wrote under several headings, such as the summary of a whole programme (DOMAIN A4)."""

from typing import Any

from reports.checks.found import Found
from reports.document import Content
from reports.sections.authored import check_written
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.headed import blocks, paragraphs_of


class HeadedText(Section):
    """Paragraphs as written, numbered on under the headings that their author gave: lines in bold alone."""

    key = "headed-text"
    name = "Text under headings"
    about = "Paragraphs that the author of the paper writes. A line in bold alone becomes a heading."
    writes = "author"
    template = "papers/sections/headed_text.html"

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        found = blocks(section["text"], numbering, level=3, setting=setting)
        printed = passages(paragraphs_of(found), numbering)
        return Content({"blocks": found}, printed, tuple(numbering.headings))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        return check_written(content.context["blocks"], f"Section {number}, {section['title']}")
