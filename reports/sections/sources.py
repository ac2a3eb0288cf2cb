"""The sources: from which records the figures and statuses of the paper come, and as at when."""

from typing import Any

from reports.document import Content
from reports.sections.base import Numbering, Section, Setting, passages


class SourcesAppendix(Section):
    """A table of the records that the other sections draw on (DESIGN 6).

    The HTML twin has it in any case, behind the sign-off; a paper with this section prints it in every form.
    """

    key = "sources"
    name = "Sources"
    about = "The record and the date behind each figure and status of the paper."
    writes = "record"
    template = "papers/sections/sources.html"
    reads_the_others = True

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        context = {"introduction": introduction, "sources": setting.sources.rows}
        return Content(context, passages(introduction, numbering))
