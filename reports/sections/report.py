"""The report section: status of the portfolios with its key, the author's paragraphs, the risks counted by band."""

from collections.abc import Iterator
from typing import Any

from reports.charts import Bar, BarChart
from reports.checks.counts import check_counts
from reports.checks.found import Found
from reports.checks.ratings import check_ratings
from reports.dates import long
from reports.document import Content, Passage
from reports.rendering.charts_svg import bars_svg
from reports.sections.base import Numbering, Section, Setting, key_labels, passages, words_of_mark
from reports.sections.cited import of_risk_counts, of_status
from reports.sections.options import OptionField, OptionKind
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
            "Left out: On track for delivery (Work started).",
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
            "source": _source(snapshot),
            "paragraphs": paragraphs,
            "risks_heading": numbering.heading("Risk summary"),
            "risks": setting.figures,
            "risks_source": of_risk_counts(setting),
            "chart": bars_svg(_chart(setting)),
            "counts_public_only": "risks" in snapshot.get("left_out", []),
        }
        printed = (
            *passages(paragraphs, numbering),
            *(Passage("Portfolio Summary", row["name"]) for row in summary),
        )
        return Content(context, printed, tuple(numbering.headings), tuple(_labels(context)))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        nodes = rated_initiatives(setting.snapshot, section["options"].get("kinds", ["portfolio"]))
        return check_ratings(nodes) + check_counts(setting.figures, section["text"], content.passages, number)


def _labels(context: dict[str, Any]) -> Iterator[Passage]:
    """What the tables print beside the names of initiatives."""
    yield Passage("Portfolio Summary, head of the status column", context["status_heading"])
    for row in context["summary"]:
        if row["level"]:
            words = ", ".join(part for part in (words_of_mark(row["level"]), row["age"]) if part)
            yield Passage(f"Portfolio Summary, {row['name']}", words)
    yield from key_labels(context["schemes"])
    for row in context["risks"].bands:
        yield Passage("Risk summary", words_of_mark(row.band))
    yield Passage("Portfolio Summary, source", context["source"])


def _source(snapshot: dict[str, Any]) -> str:
    """Where the figures come from and as at when."""
    period = snapshot["period"]
    cut_off = f", data as at {long(period['data_cut_off'])}" if period["data_cut_off"] else ""
    return f"{snapshot['footprint']['name']} record for {period['label']}{cut_off}."


def _chart(setting: Setting) -> BarChart:
    """The bands that hold a risk, and the remainder; the table beside it has the empty ones too."""
    figures = setting.figures
    bars = [
        Bar(row.band["label"], row.count, row.band["colour"], row.band["letter"])
        for row in figures.bands
        if row.count
    ]
    return BarChart(
        title="Open risks by band",
        description=f"{figures.total} in all.",
        bars=[*bars, Bar("No band recorded", figures.unbanded, "grey")],
    )
