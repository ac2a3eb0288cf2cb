"""What sections print of the number of risks in each band: the figures, their chart and their source."""

from collections.abc import Iterator
from typing import Any

from reports.charts import Bar, BarChart
from reports.document import Passage
from reports.rendering.charts_svg import bars_svg
from reports.sections.base import Setting, period_and_cut_off, words_of_mark
from reports.sections.cited import of_risk_counts


def risk_figures(setting: Setting) -> dict[str, Any]:
    """The context of templates/papers/components/risk_counts.html."""
    return {
        "risks": setting.figures,
        "risks_source": of_risk_counts(setting),
        "chart": bars_svg(_chart(setting)),
        "counts_public_only": setting.leaves_out("risks"),
        "source": f"{setting.snapshot['footprint']['name']} record for {period_and_cut_off(setting.snapshot)}.",
    }


def risk_labels(setting: Setting) -> Iterator[Passage]:
    """The words of the bands."""
    for row in setting.figures.bands:
        yield Passage("Risk summary", words_of_mark(row.band))


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
