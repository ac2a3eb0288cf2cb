"""The data of a chart, once; ``plotly_figure`` draws it in the browser, ``rendering.charts_svg`` in a paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from stp_portal.core.palette import COLOURS, INK


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, how many, and the band's letter and colour (a name in ``core.palette.COLOURS``)."""

    label: str
    value: int
    colour: str
    letter: str = ""

    @property
    def fill(self) -> str:
        """The colour as CSS writes it."""
        return COLOURS[self.colour].fill

    @property
    def name(self) -> str:
        """Letter and label together, so that the colour is never the only sign."""
        return f"{self.letter}: {self.label}" if self.letter else self.label


@dataclass(frozen=True)
class BarChart:
    """Counts side by side, such as risks by band. ``description`` says in words what a reader should see."""

    title: str
    description: str
    bars: list[Bar]

    @property
    def largest(self) -> int:
        """The longest bar's value; 0 for a chart without bars."""
        return max((bar.value for bar in self.bars), default=0)

    @property
    def in_words(self) -> str:
        """The whole chart as a sentence, for those who cannot see it."""
        counts = ", ".join(f"{bar.label} {bar.value}" for bar in self.bars)
        return " ".join(
            part for part in (f"{self.title}.", self.description, f"{counts}." if counts else "") if part
        )


@dataclass(frozen=True)
class Moment:
    """One thing that is to happen: when it was planned, is expected, or has come about, each a day or unknown."""

    label: str
    planned: date | None = None
    expected: date | None = None
    met: date | None = None

    @property
    def days(self) -> list[date]:
        """The days that are known."""
        return [day for day in (self.planned, self.expected, self.met) if day]


@dataclass(frozen=True)
class Timeline:
    """Moments below each other along one axis of time, with the day the record is as at."""

    title: str
    description: str
    moments: list[Moment]
    as_at: date

    @property
    def days(self) -> list[date]:
        return [self.as_at, *(day for moment in self.moments for day in moment.days)]

    @property
    def in_words(self) -> str:
        """The whole drawing as sentences, for those who cannot see it."""
        told = []
        for moment in self.moments:
            parts = (("planned", moment.planned), ("expected", moment.expected), ("met", moment.met))
            when = ", ".join(f"{word} {day.day} {day:%B %Y}" for word, day in parts if day)
            told.append(f"{moment.label}: {when}.")
        return " ".join((f"{self.title}.", self.description, *told))


def plotly_figure(chart: BarChart) -> dict[str, Any]:
    """The chart as a Plotly figure in plain data: horizontal bars in the given order, count written on each."""
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [bar.value for bar in chart.bars],
                "y": [bar.name for bar in chart.bars],
                "text": [str(bar.value) for bar in chart.bars],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "x+y",
                # Amber alone does not stand out from white by 3:1; the ink outline does.
                "marker": {
                    "color": [bar.fill for bar in chart.bars],
                    "line": {"color": INK, "width": 1.5},
                },
            }
        ],
        "layout": {
            "showlegend": False,
            "height": 90 + 44 * len(chart.bars),
            "margin": {"l": 10, "r": 40, "t": 10, "b": 40},
            "font": {"family": "Arial, sans-serif", "size": 16, "color": INK},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "xaxis": {
                "rangemode": "tozero",
                "fixedrange": True,
                "gridcolor": "#d8dde0",
                "tickformat": "d",
                # Whole numbers only, and about six of them: half a risk is no risk.
                "dtick": max(1, -(-chart.largest // 6)),
            },
            "yaxis": {"autorange": "reversed", "automargin": True, "fixedrange": True, "ticksuffix": "  "},
        },
    }
