"""The report section: status of the portfolios with its key, the author's paragraphs, the risks counted by band."""

from collections.abc import Iterator
from typing import Any

from reports.checks.absence import NOTHING_RATED, check_absence
from reports.checks.counts import check_counts
from reports.checks.found import Found
from reports.checks.ratings import check_ratings
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, key_labels, passages, words_of_mark
from reports.sections.cited import of_status
from reports.sections.options import OptionField, OptionKind
from reports.sections.risk_figures import risk_figures, risk_labels
from reports.snapshot_content.reading import (
    age_of_rating,
    rated_initiatives,
    schemes_of,
    standing_rating,
)


class Report(Section):
    """Options: ``status_heading``, the head of the status column; ``kinds``, which initiatives the summary lists."""

    key = "report"
    name = "Portfolio summary and risks"
    about = "Status of the portfolios with its key, what the author writes, and the open risks by band as a chart."
    writes = "both"
    template = "papers/sections/report.html"
    draws_on = ("risks",)
    option_fields = (
        OptionField(
            "status_heading",
            "Head of the status column",
            OptionKind.TEXT,
            "If blank: On track for delivery (Work started).",
        ),
        OptionField("kinds", "Initiatives in the summary", OptionKind.KINDS, "None ticked: portfolios."),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        options, snapshot = section["options"], setting.snapshot
        nodes = rated_initiatives(snapshot, options.get("kinds", ["portfolio"]))
        summary = [
            {
                "name": node["name"],
                "level": rating["level"] if (rating := standing_rating(node)) else None,
                "age": age_of_rating(node),
                "source": of_status(setting, node) if rating else None,
            }
            for node in nodes
        ]
        heading = numbering.heading("Portfolio Summary")
        paragraphs = self.authored(setting, section, numbering)
        context = {
            "summary_heading": heading,
            "status_heading": options.get("status_heading", "On track for delivery (Work started)"),
            "summary": summary,
            "schemes": schemes_of(snapshot, map(standing_rating, nodes)),
            "paragraphs": paragraphs,
            "risks_heading": numbering.heading("Risk summary"),
        } | risk_figures(setting)
        printed = (
            *passages(paragraphs, numbering),
            *(Passage("Portfolio Summary", row["name"]) for row in summary),
        )
        return Content(
            context, printed, tuple(numbering.headings), (*_labels(context), *risk_labels(setting))
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        nodes = rated_initiatives(setting.snapshot, section["options"].get("kinds", ["portfolio"]))
        return [
            *check_absence("Portfolio Summary", "" if nodes else NOTHING_RATED),
            *check_ratings(nodes),
            *check_counts(setting.figures, section["text"], content.passages, number),
        ]


def _labels(context: dict[str, Any]) -> Iterator[Passage]:
    """What the tables print beside the names of initiatives."""
    yield Passage("Portfolio Summary, head of the status column", context["status_heading"])
    for row in context["summary"]:
        if row["level"]:
            words = ", ".join(part for part in (words_of_mark(row["level"]), row["age"]) if part)
            yield Passage(f"Portfolio Summary, {row['name']}", words)
    yield from key_labels(context["schemes"])
    yield Passage("Portfolio Summary, source", context["source"])
