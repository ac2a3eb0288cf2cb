"""Milestones along an axis of time, drawn, and as a table with how each stands in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from portfolios.models import Gate
from reports.charts import Moment, Timeline
from reports.checks.found import Found
from reports.document import Content, Passage
from reports.queries.milestones import state_of
from reports.rendering.timeline_svg import timeline_svg
from reports.sections.base import Numbering, Section, Setting, data_as_at, passages
from reports.sections.cited import of_row
from reports.sections.of_initiative import INITIATIVE, check_recorded, nodes_of, none_recorded
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Cell, Group, Head, Row, Table, fuzzy_of, when, why_private

Milestone = dict[str, Any]

HEADS = (
    Head("title", "Milestone", 40, "wrapped"),
    Head("planned", "Planned", 11, "fuzzy"),
    Head("expected", "Expected", 11, "fuzzy"),
    Head("met", "Met", 11, "fuzzy"),
    Head("state", "How it stands", 13, is_sourced=True),
)
MONTHS = 12
ON_A_PAGE = 18  # milestones that one drawing holds
DAYS_OF_A_MONTH = 31


class MilestoneTimeline(Section):
    """Milestones that were met since the period began, that are overdue, and that are due in the months to come.

    Option ``initiative``: those of one; ``gates``: gates of investment alone (SOC, OBC, FBC ...); ``months``: how many
    to come, 12 where left out. What has no day is counted and not drawn (DOMAIN A8 rule 13).
    """

    key = "timeline"
    name = "Milestones timeline"
    about = "Milestones met, overdue and to come, drawn along the months and as a table."
    writes = "record"
    template = "papers/sections/timeline.html"
    draws_on = ("milestones",)
    option_fields = (
        INITIATIVE,
        OptionField("gates", "Gates alone", OptionKind.YES_NO, "If not ticked: every milestone."),
        OptionField("months", "Months to come", OptionKind.NUMBER, "If blank: 12.", least=1, most=60),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        asked = _asked(setting, section)
        drawn = sorted((row for row in asked if _is_in_view(setting, section, row)), key=_by_day)
        undated = sum(not _days(row) for row in asked)
        table = _table(setting, section, drawn)
        context = {
            "introduction": introduction,
            "charts": list(_charts(setting, section, drawn)),
            "table": table,
            "empty": "" if drawn else _nothing(setting, bool(asked)),
            "undated": undated,
            "counts_public_only": setting.leaves_out("milestones"),
        }
        return Content(
            context,
            (*passages(introduction, numbering), *table.passages()),
            tuple(numbering.headings),
            (*table.labels(), Passage(f"{section['title']}, chart", section["title"])),
            sheet=table.sheet(section["title"]) if drawn else None,
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        return check_recorded(
            setting, section, f"Section {number}, {section['title']}", content.context["empty"]
        )


def _asked(setting: Setting, section: dict[str, Any]) -> list[Milestone]:
    """The milestones of the initiatives, and of the kind, that the options ask for."""
    slugs = {node["slug"] for node in nodes_of(setting, section)}
    gates_alone = section["options"].get("gates", False)
    return [
        row
        for row in setting.snapshot["milestones"]
        if row["initiative"] in slugs and (row["gate"] or not gates_alone)
    ]


def _days(row: Milestone) -> list[str]:
    """The last days of its dates, in ISO form."""
    return [
        row[name]["last"] for name in ("baseline", "forecast", "actual") if row[name] and row[name]["last"]
    ]


def _is_in_view(setting: Setting, section: dict[str, Any], row: Milestone) -> bool:
    """Met since the period began; or not met, and due before the months to come are over."""
    if not _days(row):
        return False
    if row["actual"]:
        return bool((row["actual"]["last"] or "") >= setting.snapshot["period"]["first_day"])
    months = section["options"].get("months", MONTHS)
    as_at = date.fromisoformat(data_as_at(setting.snapshot))
    due = date.fromisoformat(_days(row)[-1])
    return (due - as_at).days <= months * DAYS_OF_A_MONTH


def _by_day(row: Milestone) -> tuple[str, int]:
    return _days(row)[-1], row["number"]


def _nothing(setting: Setting, has_some: bool) -> str:
    if has_some:
        return "No milestone was met in the period, is overdue, or is due in the months to come."
    return none_recorded(setting, "milestone", "milestones")


def _charts(setting: Setting, section: dict[str, Any], rows: list[Milestone]) -> Iterator[dict[str, Any]]:
    """The drawings, each with what fits on a page."""
    as_at = date.fromisoformat(data_as_at(setting.snapshot))
    for start in range(0, len(rows), ON_A_PAGE):
        part = rows[start : start + ON_A_PAGE]
        title = (
            section["title"]
            if len(rows) <= ON_A_PAGE
            else f"{section['title']}, {start + 1} to {start + len(part)}"
        )
        moments = [
            Moment(row["title"], *(fuzzy_of(row[name]).last for name in ("baseline", "forecast", "actual")))
            for row in part
        ]
        words = f"{len(part)} in order of their days, as at {as_at.day} {as_at:%B %Y}."
        yield {"title": title, "svg": timeline_svg(Timeline(title, words, moments, as_at))}


def _table(setting: Setting, section: dict[str, Any], rows: list[Milestone]) -> Table:
    names = {node["slug"]: node["name"] for node in setting.snapshot["initiatives"]}
    as_at = date.fromisoformat(data_as_at(setting.snapshot))
    made = []
    for row in rows:
        planned, expected, met = (fuzzy_of(row[name]) for name in ("baseline", "forecast", "actual"))
        about = ", ".join(
            part
            for part in (names.get(row["initiative"], ""), Gate(row["gate"]).label if row["gate"] else "")
            if part
        )
        cells = (
            Cell(lines=(row["title"],), note=about),
            *(when(row[name]) for name in ("baseline", "forecast", "actual")),
            Cell(state_of(planned, expected, met, as_at)),
        )
        made.append(
            Row(
                f"{section['title']}, milestone {row['number']}",
                tuple(zip(HEADS, cells, strict=True)),
                why_private(row),
                of_row(setting, "Dates", f"Milestone {row['number']}: {row['title']}", row),
            )
        )
    return Table(HEADS, (Group("", tuple(made)),) if made else (), "Milestones", is_upright=True)
