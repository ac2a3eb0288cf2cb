"""Lists drawn from the record within what the author writes: the partners of a footprint, its workstreams."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from portfolios.models import InitiativeKind, OrganisationKind
from reports.checks.absence import check_absence
from reports.checks.found import Found, advisory
from reports.document import Content, Paragraph, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.options import OptionField, OptionKind


class RecordList(Section):
    """What the author wrote, with a list of names below its first paragraph that ends in a colon, else at the end."""

    template = "papers/sections/record_list.html"
    writes = "both"
    # Whether the places of the list are counted: 1., 2. ...
    is_numbered: ClassVar[bool] = False
    # Said where there is nothing to list.
    empty: ClassVar[str]

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = self.authored(setting, section, numbering)
        names = self.names(setting, section)
        place = _place_of_list(paragraphs)
        context = {
            "before": paragraphs[:place],
            "names": names,
            "is_numbered": self.is_numbered,
            "empty": self.empty,
            "after": paragraphs[place:],
        }
        listed = tuple(
            Passage(f"List in section {numbering.section}", name) for name in names or [self.empty]
        )
        return Content(
            context,
            (
                *(paragraph.passage for paragraph in paragraphs[:place]),
                *listed,
                *passages(paragraphs[place:], numbering),
            ),
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        said = "" if content.context["names"] else self.empty
        return check_absence(f"Section {number}, {section['title']}", said)

    @abstractmethod
    def names(self, setting: Setting, section: dict[str, Any]) -> list[str]:
        """What is listed, in printed order."""


class Partners(RecordList):
    """The organisations of the footprint. Option ``organisations``: which, in printed order."""

    key = "partners"
    name = "Partner organisations"
    about = "The organisations of the footprint as a list, within what the author writes."
    empty = "No partner organisation is recorded."
    option_fields = (
        OptionField(
            "organisations",
            "Organisations, in printed order",
            OptionKind.LINES,
            "One a line, by name. If blank: all of the footprint but firms.",
        ),
    )

    def names(self, setting: Setting, section: dict[str, Any]) -> list[str]:
        wanted = section["options"].get("organisations")
        if not wanted:
            return [row["name"] for row in _partners(setting)]
        known = _by_any_name(setting)
        return [known.get(_folded(name), name) for name in wanted]

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        known = _by_any_name(setting)
        unknown = [
            name for name in section["options"].get("organisations") or () if _folded(name) not in known
        ]
        return super().checks(setting, section, content, number) + [
            advisory(
                "partner-unknown",
                f"Section {number}, {section['title']}",
                f"“{name}” is no organisation of the footprint on the last day of the period.",
                "Correct the name in the paper type, or add the organisation.",
            )
            for name in unknown
        ]


class Workstreams(RecordList):
    """Initiatives by name, in the order of the tree. Option ``kinds``: which; left out, workstreams."""

    key = "workstreams"
    name = "Workstreams"
    about = "Workstreams, or initiatives of other kinds, as a numbered list within what the author writes."
    is_numbered = True
    empty = "No workstream is recorded."
    option_fields = (
        OptionField("kinds", "Initiatives in the list", OptionKind.KINDS, "None ticked: workstreams."),
    )

    def names(self, setting: Setting, section: dict[str, Any]) -> list[str]:
        kinds = section["options"].get("kinds") or [InitiativeKind.WORKSTREAM]
        return [node["name"] for node in setting.snapshot["initiatives"] if node["kind"] in kinds]


def _place_of_list(paragraphs: Sequence[Paragraph]) -> int:
    """Behind how many of the paragraphs the list stands."""
    leads = (number for number, one in enumerate(paragraphs, start=1) if one.text.rstrip().endswith(":"))
    return next(leads, len(paragraphs))


def _partners(setting: Setting) -> list[dict[str, Any]]:
    """By kind, in the order of kinds, then by name. Records of before name no organisations."""
    order = {kind: place for place, kind in enumerate(OrganisationKind.values)}
    rows = [row for row in setting.snapshot.get("organisations", []) if row["kind"] != OrganisationKind.FIRM]
    return sorted(rows, key=lambda row: (order.get(row["kind"], len(order)), row["name"].casefold()))


def _by_any_name(setting: Setting) -> dict[str, str]:
    """The name of each organisation by all that it may be called: its name, its short name, its key."""
    return {
        _folded(called): row["name"]
        for row in setting.snapshot.get("organisations", [])
        for called in (row["key"], row["short_name"], row["name"])
        if called
    }


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
