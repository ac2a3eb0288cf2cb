"""Outcomes: what an initiative, or the whole area, means to achieve, in words (DOMAIN A2)."""

from collections.abc import Iterator
from typing import Any

from portfolios.models import Gap
from reports.checks.found import Found
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_promises, of_whole_area
from reports.sections.of_initiative import check_recorded, node_of, none_recorded
from reports.sections.options import OptionField, OptionKind
from reports.sources import Source

Rows = list[dict[str, Any]]


class Outcomes(Section):
    """What the author wrote, then outcomes as points.

    Option ``initiative``: the outcomes of one; left out, those of the whole area, under the three gaps.
    """

    key = "outcomes"
    name = "Outcomes"
    about = "What a programme is to achieve, as points; or what the whole area is, by gap."
    writes = "record"
    template = "papers/sections/outcomes.html"
    draws_on = ("measures",)
    option_fields = (
        OptionField(
            "initiative", "Initiative", OptionKind.INITIATIVE, "If blank: those of the whole area, by gap."
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        of_one = "initiative" in section["options"]
        under = {"": outcomes_of(setting, section)} if of_one else by_gap(setting)
        groups = [
            {"heading": numbering.heading(gap) if gap else None, "rows": rows}
            for gap, rows in under.items()
            if rows
        ]
        printed = [words for rows in under.values() for words in outcome_passages(section, rows)]
        node = node_of(setting, section)
        context = {
            "introduction": introduction,
            "groups": groups,
            "source": _source(setting, node) if groups else None,
            "empty": "" if groups else none_recorded(setting, "outcome", "measures"),
        }
        return Content(context, (*passages(introduction, numbering), *printed), tuple(numbering.headings))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        return check_recorded(setting, section, where, content.context["empty"])


def outcomes_of(setting: Setting, section: dict[str, Any]) -> Rows:
    """The measures of the initiative that the options of ``section`` name, in printed order."""
    node = node_of(setting, section)
    return [row for row in _measures(setting) if node and row["initiative"] == node["slug"]]


def by_gap(setting: Setting) -> dict[str, Rows]:
    """The measures of the whole area under the words of their gap, in the order of the gaps; without one first."""
    rows = [row for row in _measures(setting) if row["initiative"] is None]
    names = {"": ""} | dict(Gap.choices)
    found = {name: [row for row in rows if row["gap"] == gap] for gap, name in names.items()}
    return {name: rows for name, rows in found.items() if rows}


def outcome_passages(section: dict[str, Any], rows: Rows) -> Iterator[Passage]:
    """The words of outcomes, for the checks."""
    for row in rows:
        yield Passage(f"{section['title']}, outcome {row['number']}", row["title"])
        if row["private_reason"]:
            yield Passage(
                f"{section['title']}, outcome {row['number']}, why it is private", row["private_reason"]
            )


def _source(setting: Setting, node: dict[str, Any] | None) -> Source:
    """Of the outcomes of ``node``; without one, of the whole area."""
    return of_promises(setting, node, "Outcomes") if node else of_whole_area(setting, "Outcomes")


def _measures(setting: Setting) -> Rows:
    """Those of the snapshot; versions before 4 have none."""
    return list(setting.snapshot.get("measures", []))
