"""The risk register: every open risk as a row of a table, in the columns that the paper asks for."""

from dataclasses import replace
from typing import Any

from reports.checks.absence import check_absence
from reports.checks.dates import check_written_dates
from reports.checks.found import Found
from reports.checks.references import check_references
from reports.checks.registers import check_crowded, check_risks
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages, period_and_cut_off
from reports.sections.cited import of_risk, of_risk_counts
from reports.sections.options import OptionField, OptionKind, columns
from reports.sections.register import Group, Head, Row, Table, chosen, why_private
from reports.sections.risk_cells import cells, level_heading
from reports.sections.risk_figures import risk_labels
from risks.models import RiskLevel, RiskStatus

COLUMNS = (
    Head("statement", "Risk description", 33, "wrapped"),
    Head("references", "References", 11),
    Head("logged", "Date logged", 8, "fuzzy"),
    Head("likelihood", "Likelihood", 9, "number", is_sourced=True),
    Head("impact", "Impact", 7, "number", is_sourced=True),
    Head("score", "Score", 7, "number", is_sourced=True),
    Head("band", "Band", 12, is_sourced=True),
    Head("level", "Level", 10),
    Head("owner", "Risk owner", 10),
    Head("controls", "Controls", 30, "wrapped"),
    Head("actions", "Planned actions", 34, "wrapped"),
    Head("mitigation", "Mitigation", 30, "wrapped"),
    Head("response", "Response", 10),
    Head("target", "Target", 12, is_sourced=True),
    Head("review", "Next review", 10, "date"),
)
# As the consolidated report of November 2017 prints it (DOMAIN A4).
USUAL = ("statement", "logged", "likelihood", "impact", "score", "owner", "controls", "actions")
AXES = {"likelihood", "impact"}


class RiskLog(Section):
    """How many risks are open in each band, then the table of them.

    Option ``columns``: keys, or keys with their heads; ``group_by``: ``level`` (left out too) or ``heading``, what the
    risks were printed under in their source. The axes stand in the order of the matrix, under its names. Of a risk
    whose text is not published, a public paper prints the score alone.
    """

    key = "risk_log"
    name = "Risk log"
    about = "How many risks are open in each band, then a table of them."
    writes = "record"
    template = "papers/sections/risk_log.html"
    draws_on = ("risks",)
    option_fields = (
        OptionField(
            "columns",
            "Columns",
            OptionKind.COLUMNS,
            "No place given: description, date, scores, owner, controls and actions.",
            columns(COLUMNS),
        ),
        OptionField(
            "group_by",
            "Risks stand under",
            OptionKind.CHOICE,
            "If blank: their level.",
            (("level", "Their level, the highest first"), ("heading", "The heading of their source")),
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        risks = open_risks(setting.snapshot)
        table = _table(setting, section, risks)
        source = _source(setting.snapshot)
        context = {
            "introduction": introduction,
            "figures": setting.figures,
            "figures_source": of_risk_counts(setting) if risks else None,
            "counts_public_only": setting.leaves_out("risks"),
            "source": source,
            "table": table,
            "empty": "No public risk is open." if setting.leaves_out("risks") else "No risk is open.",
        }
        printed = (*passages(introduction, numbering), *table.passages())
        labels = (*table.labels(), *risk_labels(setting), Passage("Risk summary, source", source))
        sheet = table.sheet(section["title"])
        return Content(
            context, printed, tuple(numbering.headings), labels, is_wide=table.is_wide, sheet=sheet
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        table: Table = content.context["table"]
        where, risks = section["title"], open_risks(setting.snapshot)
        dates = [(f"risk {risk['number']}", risk.get("logged")) for risk in risks]
        return [
            *check_absence(where, "" if risks else content.context["empty"]),
            *check_risks(setting.snapshot, where),
            *check_references(risks, where),
            *check_written_dates(dates if _prints(table, "logged") else (), where),
            *check_crowded(table, where),
        ]


def _prints(table: Table, key: str) -> bool:
    return any(head.key == key for head in table.heads)


def open_risks(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """The risks that the register lists, by number."""
    return [risk for risk in snapshot["risks"] if risk["status"] == RiskStatus.OPEN]


def _table(setting: Setting, section: dict[str, Any], risks: list[dict[str, Any]]) -> Table:
    options = section["options"]
    heads = _as_the_matrix_says(chosen(COLUMNS, options.get("columns") or USUAL), options, risks)
    by_heading = options.get("group_by") == "heading"
    groups: dict[str, list[Row]] = {}
    for risk in risks if by_heading else sorted(risks, key=_highest_first):
        title = (by_heading and risk.get("heading")) or level_heading(risk)
        tells = risk["is_published"] or not setting.is_public
        cell_of = cells(risk, tells=tells)
        row = Row(
            f"{section['title']}, risk {risk['number']}",
            tuple((head, cell_of[head.key]()) for head in heads),
            why_private(risk),
            of_risk(setting, risk),
        )
        groups.setdefault(title, []).append(row)
    found = tuple(Group(title, tuple(rows)) for title, rows in groups.items())
    return Table(heads, found, "Heading" if by_heading else "Level")


def _highest_first(risk: dict[str, Any]) -> tuple[int, int]:
    return -RiskLevel(risk["level"]).rung, risk["number"]


def _as_the_matrix_says(
    heads: tuple[Head, ...], options: dict[str, Any], risks: list[dict[str, Any]]
) -> tuple[Head, ...]:
    """The axes under the names and in the order of the matrix; no score where no matrix multiplies."""
    scores = [score for risk in risks if (score := risk["scores"].get("current"))]
    if scores and not any(score.get("is_scored", True) for score in scores):
        heads = tuple(head for head in heads if head.key != "score")
    first = next((score for score in scores if "impact_first" in score), None)
    if first is None:
        return heads
    own = {next(iter(name)) for name in options.get("columns") or () if isinstance(name, dict)}
    named = {
        head.key: head if head.key in own else replace(head, label=first[f"{head.key}_name"])
        for head in heads
        if head.key in AXES
    }
    order = iter(sorted(named, reverse=not first["impact_first"]))
    return tuple(named[next(order)] if head.key in AXES else head for head in heads)


def _source(snapshot: dict[str, Any]) -> str:
    return f"Source: the record of {snapshot['footprint']['name']} for {period_and_cut_off(snapshot)}."
