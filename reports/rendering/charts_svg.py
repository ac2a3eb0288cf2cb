"""Charts of papers: SVG from a template, so that text stays text and the same data gives the same bytes (LAB 4)."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.charts import BarChart

# In the units of the drawing, which is as wide as the text of a page: 166 mm are 664 units.
WIDTH = 664
LABELS = 176
COUNTS = 56
ROW = 40
BAR = 26


@dataclass(frozen=True)
class _Row:
    """Where one bar stands and how long it is."""

    name: str
    value: int
    fill: str
    top: int
    length: float

    @property
    def baseline(self) -> int:
        return self.top + BAR // 2 + 6

    @property
    def end(self) -> float:
        return round(LABELS + self.length + 10, 1)


def bars_svg(chart: BarChart) -> SafeString:
    """The chart as an inline ``<svg>`` for a paper; its first child, ``<title>``, says the whole of it in words."""
    room = WIDTH - LABELS - COUNTS
    rows = [
        _Row(
            name=bar.name,
            value=bar.value,
            fill=bar.fill,
            top=index * ROW + (ROW - BAR) // 2,
            length=round(room * bar.value / chart.largest, 1) if chart.largest else 0.0,
        )
        for index, bar in enumerate(chart.bars)
    ]
    context = {
        "in_words": chart.in_words,
        "rows": rows,
        "width": WIDTH,
        "height": max(len(rows), 1) * ROW,
        "labels": LABELS,
        "bar": BAR,
    }
    return render_to_string("papers/charts/bars.svg", context)
