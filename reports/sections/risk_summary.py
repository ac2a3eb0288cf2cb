"""The risk summary: how many risks are open in each band, and the highest of them."""

from typing import Any

from reports.checks.counts import check_counts
from reports.checks.found import Found
from reports.document import Content
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_risk
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Group, Head, Row, Table, why_private
from reports.sections.risk_cells import cells
from reports.sections.risk_figures import risk_figures, risk_labels
from reports.sections.risk_log import open_risks

HEADS = (
    Head("statement", "Risk", 60, "wrapped"),
    Head("owner", "Risk owner", 12),
    Head("score", "Score", 7, "number", is_sourced=True),
    Head("band", "Band", 12, is_sourced=True),
)


class RiskSummary(Section):
    """The open risks counted by band, as a table and a chart; option ``highest``: that many of them, by score."""

    key = "risk-summary"
    name = "Risk summary"
    about = "How many risks are open in each band, with a chart; the highest of them, if wanted."
    writes = "record"
    template = "papers/sections/risk_summary.html"
    draws_on = ("risks",)
    option_fields = (
        OptionField(
            "highest",
            "How many of the highest risks to list",
            OptionKind.NUMBER,
            "If blank: none.",
            least=1,
            most=30,
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        table = _highest(setting, section)
        heading = numbering.heading("Highest risks") if table.groups else None
        context = {"introduction": introduction, "table": table, "heading": heading} | risk_figures(setting)
        return Content(
            context,
            (*passages(introduction, numbering), *table.passages()),
            tuple(numbering.headings),
            (*risk_labels(setting), *table.labels()),
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        return check_counts(setting.figures, section["text"], content.passages, number)


def _highest(setting: Setting, section: dict[str, Any]) -> Table:
    """The risks with the highest scores, and of equal ones the lowest number; none without a score."""
    scored = [risk for risk in open_risks(setting.snapshot) if _score(risk)]
    ranked = sorted(scored, key=lambda risk: (-_score(risk), risk["number"]))
    rows = []
    for risk in ranked[: section["options"].get("highest", 0)]:
        of_column = cells(risk, tells=risk["is_published"] or not setting.is_public)
        rows.append(
            Row(
                f"{section['title']}, risk {risk['number']}",
                tuple((head, of_column[head.key]()) for head in HEADS),
                why_private(risk),
                of_risk(setting, risk),
            )
        )
    return Table(HEADS, (Group("", tuple(rows)),) if rows else (), "Risks")


def _score(risk: dict[str, Any]) -> int:
    """The product; 0 for none, and where nothing is multiplied."""
    return (risk["scores"].get("current") or {}).get("score") or 0
