"""What somebody wrote in place of what the record gives."""

from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.written import written


class ByHand(Section):
    """An override: paragraphs, numbered, under a line that says so and why. No type of paper has it of itself."""

    key = "by-hand"
    name = "Written by hand"
    about = "What stands in place of what the record gives, with the reason."
    writes = "author"
    template = "papers/sections/by_hand.html"

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = [unit.numbered(numbering) for unit in written(setting, section["override"])]
        notice = f"Written by hand in place of the record: {section['override_reason']}"
        printed = (Passage(f"Section {numbering.section}, reason", notice), *passages(paragraphs, numbering))
        return Content({"notice": notice, "paragraphs": paragraphs}, printed)

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        return [
            advisory(
                "section-by-hand",
                f"Section {number}, {section['title']}",
                "This section is written by hand, so it does not change with the record.",
                "Put the record right and draw the section from it again, or let it stand with its reason.",
            )
        ]
