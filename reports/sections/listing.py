"""Sections that are one table of rows of the record, under what their author wrote."""

from abc import abstractmethod
from typing import Any, ClassVar

from reports.checks.found import Found
from reports.checks.registers import check_crowded
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.of_initiative import check_recorded, none_recorded
from reports.sections.register import Table


class Listing(Section):
    """``noun`` is what its rows are called; ``lists`` are those of the snapshot that they come from."""

    writes = "record"
    template = "papers/sections/listing.html"
    noun: ClassVar[str]
    lists: ClassVar[tuple[str, ...]]

    @abstractmethod
    def table(self, setting: Setting, section: dict[str, Any]) -> Table:
        """The rows that the options ask for, in groups; without groups where there is none."""

    def note(self, setting: Setting, section: dict[str, Any]) -> str:
        """What is said below the table, if anything."""
        return ""

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        table = self.table(setting, section)
        note = self.note(setting, section) if table.groups else ""
        context = {
            "introduction": introduction,
            "table": table,
            "empty": "" if table.groups else none_recorded(setting, self.noun, *self.lists),
            "note": note,
            "counts_public_only": f"Only public {self.noun}s are listed; there are others."
            if setting.leaves_out(*self.lists)
            else "",
        }
        return Content(
            context,
            (*passages(introduction, numbering), *table.passages()),
            tuple(numbering.headings),
            (*table.labels(), Passage(f"{section['title']}, note", note)),
            is_wide=table.is_wide,
            sheet=table.sheet(section["title"]) if table.groups else None,
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        found = check_recorded(setting, section, where, content.context["empty"])
        return found + check_crowded(content.context["table"], where)
