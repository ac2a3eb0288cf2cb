"""Sections that hold what their author wrote, and nothing else."""

from collections.abc import Sequence
from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Content
from reports.sections.base import Numbering, Section, Setting, passages

# Keys of sections meant to be text, and how the keys of others begin where a paper has several; any other unknown key
# is likely a slip of the pen.
KEYS = ("introduction", "finance", "text")
TEXT_OF_A_NAME = "text-"


class AuthoredText(Section):
    """Paragraphs as written, numbered."""

    key = "text"
    name = "Text"
    about = "Paragraphs that the author of the paper writes, such as an introduction or a finance update."
    writes = "author"
    template = "papers/sections/authored.html"

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = self.authored(setting, section, numbering)
        return Content({"paragraphs": paragraphs}, passages(paragraphs, numbering))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        found = []
        if section["key"] not in KEYS and not section["key"].startswith(TEXT_OF_A_NAME):
            found.append(
                advisory(
                    "section-unknown",
                    where,
                    f"The portal draws nothing for a section called “{section['key']}”: only its text is printed.",
                    "If it should draw on the record, correct its key in the paper type; if not, call it “text-...”.",
                )
            )
        return found + check_written(content.context["paragraphs"], where)


def check_written(printed: Sequence[Any], where: str) -> list[Found]:
    """A finding where nothing is written in the section that ``where`` names."""
    if printed:
        return []
    return [
        advisory(
            "section-empty",
            where,
            "Nothing is written in this section, and the paper says so.",
            "Write the section, or take it out of the paper.",
        )
    ]
