"""Measures: where they began, what they are to reach, where they stand, and whether that is better."""

from datetime import date
from decimal import Decimal
from typing import Any

from portfolios.models import Direction, Gap
from reports.sections.base import Setting
from reports.sections.cited import of_row
from reports.sections.listing import Listing
from reports.sections.of_initiative import INITIATIVE, nodes_of
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Cell, Group, Head, Row, Table, why_private

Measure = dict[str, Any]

HEADS = (
    Head("title", "Measure", 34, "wrapped"),
    *(
        Head(name, name.capitalize(), 11, "number", is_sourced=True, is_figure=True)
        for name in ("baseline", "target", "latest")
    ),
    Head("direction", "Direction", 16, is_sourced=True),
)
NOT_SET, NO_READING = "Not set", "No reading"


class Measures(Listing):
    """Option ``initiative``: the measures of one; ``group_by``: ``gap`` (left out too) or ``initiative``.

    The direction is told in words. Two readings make no trend: where a run of them is wanted, it is drawn, not told
    (DOMAIN B8).
    """

    key = "measures"
    name = "Measures"
    about = "Outcomes and indicators with baseline, target and latest reading, and their direction in words."
    noun = "measure"
    lists = draws_on = ("measures",)
    option_fields = (
        INITIATIVE,
        OptionField(
            "group_by",
            "Measures stand under",
            OptionKind.CHOICE,
            "If blank: their gap.",
            (("gap", "The gap they close"), ("initiative", "Their initiative")),
        ),
    )

    def table(self, setting: Setting, section: dict[str, Any]) -> Table:
        by_gap = section["options"].get("group_by", "gap") == "gap"
        names = {node["slug"]: node["name"] for node in setting.snapshot["initiatives"]}
        groups: dict[str, list[Row]] = {}
        for measure in _measures(setting, section):
            title = _gap(measure) if by_gap else names.get(measure["initiative"], "Of the whole area")
            groups.setdefault(title, []).append(_row(setting, section, measure, names if by_gap else {}))
        found = tuple(Group(title, tuple(rows)) for title, rows in groups.items())
        return Table(HEADS, found, "Gap" if by_gap else "Initiative", is_upright=True)


def _measures(setting: Setting, section: dict[str, Any]) -> list[Measure]:
    """Those that the options ask for, by gap where they stand under it; versions before 4 have none."""
    wanted = {node["slug"] for node in nodes_of(setting, section)}
    rows = [
        row
        for row in setting.snapshot.get("measures", [])
        if "initiative" not in section["options"] or row["initiative"] in wanted
    ]
    if section["options"].get("group_by", "gap") != "gap":
        return rows
    order = [*Gap.values, ""]
    return sorted(rows, key=lambda row: order.index(row["gap"]))


def _gap(measure: Measure) -> str:
    return Gap(measure["gap"]).label if measure["gap"] else "Other measures"


def _row(setting: Setting, section: dict[str, Any], measure: Measure, names: dict[str, str]) -> Row:
    last = measure["readings"][-1] if measure["readings"] else None
    cells = (
        Cell(lines=(measure["title"],), note=names.get(measure["initiative"], "")),
        _value(measure, measure["baseline"], NOT_SET, _words(measure["baseline_at"])),
        _value(measure, measure["target"], NOT_SET, _words(measure["due"])),
        _value(measure, last and last["value"], NO_READING, _month(last)),
        Cell(_direction(measure)),
    )
    return Row(
        f"{section['title']}, measure {measure['number']}",
        tuple(zip(HEADS, cells, strict=True)),
        why_private(measure),
        of_row(setting, "Readings", f"Measure {measure['number']}: {measure['title']}", measure),
    )


def _value(measure: Measure, value: str | None, otherwise: str, note: str) -> Cell:
    """“3.5%”, “£1,490”, “12 days”."""
    if value is None:
        return Cell(otherwise)
    number, unit = Decimal(value), measure["unit"]
    shown = f"{number:,f}"
    words = f"£{shown}" if unit == "£" else f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()
    return Cell(words, note=note, value=number)


def _words(when: dict[str, Any] | None) -> str:
    return when["words"] if when else ""


def _month(reading: dict[str, Any] | None) -> str:
    return f"{date.fromisoformat(reading['month']):%B %Y}" if reading else ""


def _direction(measure: Measure) -> str:
    """“Up is better. Better than before. Target not reached.”"""
    values = [Decimal(row["value"]) for row in measure["readings"]]
    baseline = Decimal(measure["baseline"]) if measure["baseline"] is not None else None
    known = [value for value in (baseline, *values) if value is not None]
    told = [Direction(measure["direction"]).label]
    if values and len(known) > 1:
        told.append(_moved(known[-1] - known[-2], measure["direction"], first=len(values) == 1))
    if values and measure["target"] is not None and measure["direction"] != Direction.NEITHER:
        short = Decimal(measure["target"]) - values[-1]
        is_reached = short <= 0 if measure["direction"] == Direction.INCREASE else short >= 0
        told.append("Target reached" if is_reached else "Target not reached")
    return ". ".join(told) + "."


def _moved(change: Decimal, direction: str, *, first: bool) -> str:
    than = "the baseline" if first else "the reading before"
    if not change:
        return f"The same as {than}"
    if direction == Direction.NEITHER:
        return f"{'Higher' if change > 0 else 'Lower'} than {than}"
    is_better = (change > 0) == (direction == Direction.INCREASE)
    return f"{'Better' if is_better else 'Worse'} than {than}"
