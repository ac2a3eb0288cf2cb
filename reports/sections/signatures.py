"""Signature lines: what the author wrote, then a line for each of those who sign it."""

from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.options import OptionField, OptionKind

NOBODY = "Nobody is named to sign."


class Signatures(Section):
    """Option ``people``: who signs, in printed order; left out, the sponsor of the paper.

    Their posts and organisations are frozen with what people wrote (``reports.inputs``).
    """

    key = "signatures"
    name = "Signature lines"
    about = "What the author writes, and below it a line to sign for each person, with post and organisation."
    writes = "both"
    template = "papers/sections/signatures.html"
    option_fields = (
        OptionField(
            "people",
            "Who signs, in printed order",
            OptionKind.LINES,
            "One a line, by name. If blank: the sponsor of the paper.",
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = self.authored(setting, section, numbering)
        lines = [
            [person[part] for part in ("name", "post", "organisation") if person[part]]
            for person in section.get("signatories", [])
        ]
        labels = [Passage("Signature", ", ".join(line)) for line in lines or [[NOBODY]]]
        context = {"paragraphs": paragraphs, "lines": lines, "empty": NOBODY}
        return Content(context, passages(paragraphs, numbering), labels=tuple(labels))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        people = section.get("signatories", [])
        if not people:
            return [
                advisory(
                    "signatory-missing",
                    where,
                    "Nobody is named to sign the paper.",
                    "Name who signs in the paper type, or name the sponsor of the paper.",
                )
            ]
        return [
            advisory(
                "signatory-unknown",
                where,
                f"“{person['name']}” is nobody of the footprint, so no post or organisation is printed.",
                "Correct the name in the paper type, or add the person with post and organisation.",
            )
            for person in people
            if not person["is_known"]
        ]
