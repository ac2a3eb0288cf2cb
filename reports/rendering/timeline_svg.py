"""The drawing of a timeline: shapes in ink on white, so that print without colour loses nothing; text stays text."""

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.charts import Moment, Timeline

# In the units of the drawing, which is as wide as the text of a page: 166 mm are 664 units.
WIDTH = 664
LABELS = 236  # room for the names
EDGE = 14  # on both sides of the axis, so that no mark is cut
TICK_WIDTH = 54  # of the words of a tick
TOP = 64  # key and axis
ROW = 42
LETTERS = 36  # of a name in one line
LINES = 2
TICKS = 8  # on the axis, at most
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two ticks
TURN = 0.8  # how far along the axis words turn to the other side of their line


@dataclass(frozen=True)
class _Row:
    """One name and its marks, by where they stand."""

    lines: tuple[tuple[str, int], ...]
    middle: int
    planned: float | None
    expected: float | None
    met: float | None

    @property
    def span(self) -> tuple[float, float] | None:
        """From the first mark to the last, where they are apart."""
        places = [place for place in (self.planned, self.expected, self.met) if place is not None]
        return (min(places), max(places)) if len(set(places)) > 1 else None


def timeline_svg(chart: Timeline) -> SafeString:
    """The timeline as an inline ``<svg>`` for a paper; its first child, ``<title>``, says the whole of it in words."""
    axis = _Axis(min(chart.days), max(chart.days))
    rows = [_row(moment, number, axis) for number, moment in enumerate(chart.moments)]
    at = axis.place(chart.as_at)
    context = {
        "in_words": chart.in_words,
        "width": WIDTH,
        "height": TOP + ROW * max(len(rows), 1) + 8,
        "left": LABELS,
        "top": TOP,
        "ticks": [(place, f"{day:%b %Y}" if place < WIDTH - TICK_WIDTH else "") for place, day in axis.ticks],
        "rows": rows,
        "as_at": at,
        "as_at_words": f"{chart.as_at.day} {chart.as_at:%b %Y}",
        "turns": at > LABELS + TURN * (WIDTH - LABELS),
    }
    return render_to_string("papers/charts/timeline.svg", context)


class _Axis:
    """Whole months, from that of the first day to that behind the last."""

    def __init__(self, first: date, last: date) -> None:
        self.start = first.replace(day=1)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        self.step = next((step for step in STEPS if months / step <= TICKS), STEPS[-1])
        self.end = _later(self.start, months)

    def place(self, day: date) -> float:
        share = (day - self.start).days / (self.end - self.start).days
        return round(LABELS + EDGE + share * (WIDTH - LABELS - 2 * EDGE), 1)

    @property
    def ticks(self) -> list[tuple[float, date]]:
        """Where each stands, with its day."""
        found, day = [], self.start
        while day < self.end:
            found.append((self.place(day), day))
            day = _later(day, self.step)
        return found


def _later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _row(moment: Moment, number: int, axis: _Axis) -> _Row:
    middle = TOP + number * ROW + ROW // 2
    words = wrap(moment.label, LETTERS) or [""]
    if len(words) > LINES:
        words = [*words[: LINES - 1], f"{words[LINES - 1][: LETTERS - 1].rstrip()}…"]
    first = middle + 5 - 8 * (len(words) - 1)
    days = (moment.planned, moment.expected, moment.met)
    places = (axis.place(day) if day else None for day in days)
    return _Row(tuple((line, first + 16 * place) for place, line in enumerate(words)), middle, *places)
