"""The status of each programme over up to twelve months, readable without colour (DOMAIN A4, A8 rule 1, A9 Q4)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reports.checks.absence import NOTHING_RATED, check_absence
from reports.checks.found import Found
from reports.checks.history import check_history
from reports.checks.ratings import check_ratings
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, key_labels, passages, words_of_mark
from reports.sections.cited import of_month, of_status
from reports.sections.history_grid import NOT_RECORDED, Grid, GridRow, Month
from reports.sections.options import OptionField, OptionKind
from reports.snapshot_content.reading import previous_period, schemes_of, standing_rating

Record = dict[str, Any]

MOST_MONTHS = 12
CAPTION = "Status of each programme, month by month"


class RatingHistory(Section):
    """The key, then a grid: who leads each initiative and what its status was in each month, as letter, shape and word.

    A month of which nothing is on record says so in words: nothing is told by colour, or by an empty cell, alone.
    Options: ``kinds``, which initiatives have a row (left out: all that are rated); ``months``, how many, with that of
    the paper; ``caption``, the words over the grid.
    """

    key = "rating-history"
    name = "Status over twelve months"
    about = (
        "The status of each programme in each month, as letter, shape and word, with its leads and the key."
    )
    writes = "record"
    template = "papers/sections/rating_history.html"
    option_fields = (
        OptionField(
            "kinds", "Kinds of initiative", OptionKind.KINDS, "If none is ticked: all that are rated."
        ),
        OptionField(
            "months", "Number of months", OptionKind.NUMBER, "If blank: twelve.", least=1, most=MOST_MONTHS
        ),
        OptionField("caption", "Words over the grid", OptionKind.TEXT, f"If blank: “{CAPTION}”."),
    )

    def collect(self, setting: Setting, section: Record, numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        nodes = _nodes(setting.snapshot, section)
        grid = _grid(setting, section, nodes)
        caption = section["options"].get("caption") or CAPTION
        schemes = schemes_of(setting.snapshot, map(standing_rating, nodes))
        now = _now(setting.snapshot, nodes, schemes)
        context = {
            "introduction": introduction,
            "schemes": schemes,
            "grid": grid,
            "caption": caption,
            "now": now,
            "now_source": of_month(setting, setting.snapshot["period"]) if now else None,
        }
        printed = (
            *passages(introduction, numbering),
            Passage(f"{section['title']}, words over the grid", caption),
            *(Passage(f"{section['title']}, {row.name}", f"{row.name} {row.leads}") for row in grid.rows),
        )
        labels = (*key_labels(schemes), *_labels(grid), Passage(section["title"], now))
        return Content(
            context,
            printed,
            tuple(numbering.headings),
            labels,
            is_wide=grid.is_wide,
            sheet=grid.sheet(section["title"]),
        )

    def checks(self, setting: Setting, section: Record, content: Content, number: int) -> list[Found]:
        nodes = _nodes(setting.snapshot, section)
        return [
            *check_absence(section["title"], "" if nodes else NOTHING_RATED),
            *check_ratings(nodes, "Status"),
            *check_history(content.context["grid"], content.context["schemes"], section["title"]),
        ]


def _nodes(snapshot: Record, section: Record) -> list[Record]:
    kinds = section["options"].get("kinds")
    return [
        node
        for node in snapshot["initiatives"]
        if node["is_rated"] and (kinds is None or node["kind"] in kinds)
    ]


def _grid(setting: Setting, section: Record, nodes: Sequence[Record]) -> Grid:
    snapshot = setting.snapshot
    history = snapshot.get("rating_history") or _of_two_periods(snapshot, nodes)
    count = section["options"].get("months", MOST_MONTHS)
    periods = history["periods"][-count:]
    nothing = [None] * len(periods)
    rows = tuple(
        GridRow(
            node["name"],
            _leads(node),
            tuple((history["ratings"].get(node["slug"]) or nothing)[-count:]),
            of_status(setting, node) if standing_rating(node) else None,
        )
        for node in nodes
    )
    marked = [any(row.marks[place] for row in rows) for place in range(len(periods))]
    months = tuple(
        Month(period["label"], _short(period), of_month(setting, period) if has_marks else None)
        for period, has_marks in zip(periods, marked, strict=True)
    )
    return Grid(months, rows)


def _of_two_periods(snapshot: Record, nodes: Sequence[Record]) -> Record:
    """What snapshots before version 4 tell of: the period and the one before it."""
    before = previous_period(snapshot)
    now = {node["slug"]: standing_rating(node) for node in nodes}
    earlier = {node["slug"]: node["previous_rating"] for node in nodes}
    of_each = ([earlier] if before else []) + [now]
    return {
        "periods": [*([before] if before else []), snapshot["period"]],
        "ratings": {
            node["slug"]: [rating["level"] if (rating := of[node["slug"]]) else None for of in of_each]
            for node in nodes
        },
    }


def _short(period: Record) -> str:
    """“Sep 2017” for a period called “September 2017”; other names stay as they are, for they are not months."""
    last = date.fromisoformat(period["last_day"])
    return f"{last:%b %Y}" if period["label"] == f"{last:%B %Y}" else str(period["label"])


def _leads(node: Record) -> str:
    """“Andrew Abbott & Peter Stokes”: names, or the post of somebody without one."""
    names = [
        (person["name"] or person["post"]) + (" (acting)" if person["is_acting"] else "")
        for person in node["people"]
        if person["role"] == "lead"
    ]
    return " & ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part) or NOT_RECORDED


def _now(snapshot: Record, nodes: Sequence[Record], schemes: Sequence[Record]) -> str:
    """“October 2017: GREEN 0, AMBER 2, RED 1, not recorded 11; 14 in all.” Blank where nobody is rated."""
    given = [standing_rating(node) for node in nodes]
    counts = Counter(rating["level"]["label"] if rating else "" for rating in given)
    words = [level["label"] for scheme in schemes for level in scheme["levels"]]
    parts = [f"{word} {counts[word]}" for word in dict.fromkeys([*words, *filter(None, counts)])]
    parts += [f"{NOT_RECORDED.lower()} {counts['']}"] if counts[""] else []
    return f"{snapshot['period']['label']}: {', '.join(parts)}; {len(given)} in all." if given else ""


def _labels(grid: Grid) -> Iterator[Passage]:
    """The heads of the months, and every word of a status that the grid prints."""
    for month in grid.months:
        yield Passage("Head of a month", month.head)
    marks = {words_of_mark(mark): None for row in grid.rows for mark in row.marks if mark}
    for words in marks:
        yield Passage("Status in the grid", words)
