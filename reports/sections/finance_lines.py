"""Finance lines: plan, actual and forecast in pounds, and the variance in words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portfolios.models import MoneyKind
from reports.sections.base import Setting
from reports.sections.cited import of_row
from reports.sections.listing import Listing
from reports.sections.of_initiative import INITIATIVE, nodes_of
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Cell, Group, Head, Row, Table, why_private

Line = dict[str, Any]

HEADS = (
    Head("title", "Line", 34, "wrapped"),
    *(
        Head(name, name.capitalize(), 11, "number", is_sourced=True, is_figure=True)
        for name in ("plan", "actual", "forecast")
    ),
    Head("variance", "Variance from plan", 14, is_sourced=True, is_figure=True),
)
SUMS = ("plan", "actual", "forecast")
NOT_KNOWN = "Not known"
UNITS = {
    "pounds": (1, "", 0),
    "thousands": (1_000, "k", 0),
    "millions": (1_000_000, "m", 2),
}
MONTHS = (
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
)


class FinanceLines(Listing):
    """Lines by financial year and month, with a total of each kind of money where there are several.

    Option ``initiative``: the lines of one; ``financial_year``: such as 2017/18; ``unit``: pounds, thousands of
    them or millions. More spent than planned is adverse, and so is less saved or earned; never a bare sign (DOMAIN A9
    Q16).
    """

    key = "finance-lines"
    name = "Finance lines"
    about = "Plan, actual and forecast in pounds, with the variance as adverse or favourable."
    noun = "finance line"
    lists = draws_on = ("finance",)
    option_fields = (
        INITIATIVE,
        OptionField("financial_year", "Financial year", OptionKind.TEXT, "Such as 2017/18. If blank: all."),
        OptionField(
            "unit",
            "Sums in",
            OptionKind.CHOICE,
            "If blank: pounds.",
            (("pounds", "Pounds"), ("thousands", "Thousands of pounds"), ("millions", "Millions of pounds")),
        ),
    )

    def table(self, setting: Setting, section: dict[str, Any]) -> Table:
        unit = section["options"].get("unit", "pounds")
        groups: dict[str, list[Line]] = {}
        for line in _lines(setting, section):
            groups.setdefault(_group(line), []).append(line)
        names = {node["slug"]: node["name"] for node in setting.snapshot["initiatives"]}
        found = tuple(
            Group(
                title, (*(_row(setting, section, line, names, unit) for line in lines), *_totals(lines, unit))
            )
            for title, lines in groups.items()
        )
        return Table(HEADS, found, "Financial year", is_upright=True)

    def note(self, setting: Setting, section: dict[str, Any]) -> str:
        unit = section["options"].get("unit", "pounds")
        words = "pounds" if unit == "pounds" else f"{unit} of pounds"
        return f"Sums are in {words}. A variance is that of the forecast; of a month, or without one, of the actual."


def _lines(setting: Setting, section: dict[str, Any]) -> list[Line]:
    """Those that the options ask for, in printed order; versions before 4 have none."""
    year = section["options"].get("financial_year")
    wanted = {node["slug"] for node in nodes_of(setting, section)}
    everything = "initiative" not in section["options"]
    return [
        line
        for line in setting.snapshot.get("finance", [])
        if year in (None, line["financial_year"]) and (everything or line["initiative"] in wanted)
    ]


def _group(line: Line) -> str:
    """“2017/18, month 6 (September)” (DOMAIN B9)."""
    month = line["month"]
    return (
        f"{line['financial_year']}, month {month} ({MONTHS[month - 1]})"
        if month
        else str(line["financial_year"])
    )


def _row(setting: Setting, section: dict[str, Any], line: Line, names: dict[str, str], unit: str) -> Row:
    about = ", ".join(
        part
        for part in (MoneyKind(line["kind"]).label, names.get(line["initiative"], ""), line["heading"])
        if part
    )
    sums = {name: Decimal(line[name]) if line[name] is not None else None for name in SUMS}
    return Row(
        f"{section['title']}, line {line['number']}",
        _cells(
            Cell(lines=(line["title"],), note=about), line["kind"], sums, unit, is_month=bool(line["month"])
        ),
        why_private(line),
        of_row(setting, "Money", f"Finance line {line['number']}: {line['title']}", line),
    )


def _cells(
    first: Cell, kind: str, sums: dict[str, Decimal | None], unit: str, *, is_month: bool
) -> tuple[tuple[Head, Cell], ...]:
    title, *money, variance = HEADS
    return (
        (title, first),
        *((head, Cell(_money(sums[head.key], unit), value=sums[head.key])) for head in money),
        (variance, Cell(_variance(kind, sums, unit, is_month=is_month))),
    )


def _totals(lines: Sequence[Line], unit: str) -> list[Row]:
    """A total for each kind of money of which there are several lines; not known where one of its sums is not."""
    found = []
    for kind in MoneyKind:
        of_kind = [line for line in lines if line["kind"] == kind]
        if len(of_kind) < 2:
            continue
        sums = {name: _total([line[name] for line in of_kind]) for name in SUMS}
        first = Cell(lines=(f"**Total: {kind.label.lower()}**",))
        found.append(Row("Total", _cells(first, kind, sums, unit, is_month=bool(of_kind[0]["month"]))))
    return found


def _total(values: Sequence[str | None]) -> Decimal | None:
    known = [Decimal(value) for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _variance(kind: str, sums: dict[str, Decimal | None], unit: str, *, is_month: bool) -> str:
    """“£35k adverse”."""
    came = sums["actual"] if is_month or sums["forecast"] is None else sums["forecast"]
    if came is None or sums["plan"] is None:
        return NOT_KNOWN
    more = came - sums["plan"]
    if not more:
        return "On plan"
    is_adverse = (more > 0) == (kind == MoneyKind.SPEND)
    return f"{_money(abs(more), unit)} {'adverse' if is_adverse else 'favourable'}"


def _money(value: Decimal | None, unit: str) -> str:
    """“£1,235k”."""
    if value is None:
        return NOT_KNOWN
    size, letter, places = UNITS[unit]
    shown = (
        f"£{abs(value) / size:,.{places}f}{letter}" if size > 1 or value % 1 == 0 else f"£{abs(value):,.2f}"
    )
    return f"minus {shown}" if value < 0 else shown
