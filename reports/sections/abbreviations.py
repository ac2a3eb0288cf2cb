"""The table of abbreviations, computed from the words of the paper (DOMAIN A8 rule 15)."""

from typing import Any

from reports.checks.abbreviations import check_abbreviations
from reports.checks.found import Found
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.short_forms import in_table, uses


class Abbreviations(Section):
    """The listed abbreviations that the paper uses. Those it does not use are left out and reported."""

    key = "abbreviations"
    name = "Table of abbreviations"
    about = "The listed abbreviations that the paper uses, with what they stand for."
    writes = "record"
    template = "papers/sections/abbreviations.html"
    reads_the_others = True

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        own = passages(introduction, numbering)
        rows = in_table(setting.snapshot["abbreviations"], uses((*setting.passages, *own)))
        labels = tuple(
            Passage(f"Abbreviation {row['term']}", f"{row['term']}: {row['expansion']}") for row in rows
        )
        return Content({"introduction": introduction, "rows": rows}, own, labels=labels)

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        used = uses((*setting.passages, *content.passages))
        return check_abbreviations(
            setting.snapshot["abbreviations"], used, f"Section {number}, {section['title']}"
        )
