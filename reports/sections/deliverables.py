"""The deliverables grid: milestones by the financial years they are to be delivered in (DOMAIN A2, A8 rule 10)."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Content
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_promises
from reports.sections.of_initiative import INITIATIVE, check_recorded, node_of, nodes_of, none_recorded
from reports.sections.options import OptionField, OptionKind
from reports.sections.register import Cell, Group, Head, Row, Table, why_private
from reports.sources import Source

TICK = "√"  # of all ticks the one that the font of papers has
NAMED = 5  # milestones that a finding names

YEARS = OptionField(
    "years",
    "Financial years",
    OptionKind.LINES,
    "A column each, such as 2017/18. If blank: every year of a deliverable.",
)


class Deliverables(Section):
    """What the author wrote, then milestones as rows with a tick under each financial year they span.

    Option ``initiative``: those of one, under their sub-headings; left out, of all, each under its name. ``years``: the
    columns; what is due in other years only is left out.
    """

    key = "deliverables"
    name = "Deliverables by financial year"
    about = "Milestones in a grid, with a tick under each financial year in which they are due."
    writes = "record"
    template = "papers/sections/deliverables.html"
    draws_on = ("milestones",)
    option_fields = (INITIATIVE, YEARS)

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        table = grid(setting, section)
        context = {"introduction": introduction, "table": table, "empty": empty_grid(setting, table)}
        return Content(
            context,
            (*passages(introduction, numbering), *table.passages()),
            labels=tuple(table.labels()),
            is_wide=table.is_wide,
            sheet=table.sheet(section["title"]),
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        return check_grid(setting, section, where, content.context["empty"])


def grid(setting: Setting, section: dict[str, Any]) -> Table:
    """The milestones that the options of ``section`` ask for, as a table; without groups where there is none."""
    nodes = {node["slug"]: node for node in nodes_of(setting, section)}
    rows = [row for row in setting.snapshot["milestones"] if row["initiative"] in nodes]
    wanted = section["options"].get("years") or sorted(
        {year for row in rows for year in row["financial_years"]}
    )
    rows = [row for row in rows if not row["financial_years"] or set(row["financial_years"]) & set(wanted)]
    heads = (
        Head("title", "Milestones", 60, "wrapped"),
        *(Head(year, year.removeprefix("20"), 9, is_sourced=True) for year in wanted),
    )
    of_one = node_of(setting, section) is not None
    groups: dict[str, list[Row]] = {}
    for slug, node in nodes.items():
        own = [row for row in rows if row["initiative"] == slug]
        source = of_promises(setting, node, "Deliverables") if own else None
        for row in own:
            title = row["heading"] if of_one else " – ".join(filter(None, (node["heading"], row["heading"])))
            groups.setdefault(title, []).append(_row(section, heads, row, source))
    return Table(heads, tuple(Group(title, tuple(rows)) for title, rows in groups.items()), "Heading")


def empty_grid(setting: Setting, table: Table) -> str:
    """The sentence that stands where a grid has no row; blank where it has."""
    return "" if table.groups else none_recorded(setting, "deliverable", "milestones")


def check_grid(setting: Setting, section: dict[str, Any], where: str, empty: str) -> list[Found]:
    """Findings about a grid: nothing in it, and milestones that no year is recorded of."""
    return check_recorded(setting, section, where, empty) + list(_without_year(setting, section, where))


def _row(section: dict[str, Any], heads: Sequence[Head], row: dict[str, Any], source: Source | None) -> Row:
    detail = row.get("detail", "")
    cells = [Cell(row["title"], (detail,) if detail else ())]
    # The year stands beside the tick: a row that is copied alone still says when.
    cells += [
        Cell(f"{TICK} {head.label}" if head.key in row["financial_years"] else "") for head in heads[1:]
    ]
    return Row(
        f"{section['title']}, milestone {row['number']}",
        tuple(zip(heads, cells, strict=True)),
        why_private(row),
        source,
    )


def _without_year(setting: Setting, section: dict[str, Any], where: str) -> Iterator[Found]:
    slugs = {node["slug"] for node in nodes_of(setting, section)}
    rows = [row for row in setting.snapshot["milestones"] if row["initiative"] in slugs]
    if titles := [f"“{row['title']}”" for row in rows if not row["financial_years"]]:
        more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
        yield advisory(
            "milestone-without-year",
            where,
            f"No financial year is recorded of {', '.join(titles[:NAMED])}{more}, so no year is ticked.",
            "Give the years in which it is to be delivered.",
        )
