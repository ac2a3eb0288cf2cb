"""The tracker of actions: what is to be done about risks, issues and asks, by whom, by when, and how it stands."""

from collections.abc import Iterator
from typing import Any

from reports.checks.dates import check_written_dates
from reports.checks.found import Found
from reports.checks.registers import check_actions
from reports.document import Content
from reports.sections.base import Setting, data_as_at
from reports.sections.cited import of_action
from reports.sections.listing import Listing
from reports.sections.options import OptionField, OptionKind, columns
from reports.sections.register import Cell, Group, Head, Row, Table, chosen, holder, when, why_private
from risks.models import ENDED, ActionStatus

Action = dict[str, Any]

COLUMNS = (
    Head("number", "Number", 8, "number"),
    Head("text", "Action", 30, "wrapped"),
    Head("of", "About", 14),
    Head("lead", "Lead", 13),
    Head("due", "By when", 11, "fuzzy"),
    Head("update", "Latest update", 28, "wrapped"),
    Head("status", "Status", 11, is_sourced=True),
)
USUAL = ("number", "text", "of", "lead", "due", "update", "status")
OF = {"risks": "Risk", "issues": "Issue", "asks": "Ask"}
NOT_RECORDED = "Not recorded"
GROUPS = ("Overdue", "Open", "Ended in the period")


class Actions(Listing):
    """Actions that are overdue, then those that are open, then those that ended since the period began.

    Option ``about``: which are listed, those of risks, issues or asks; left out, all. ``columns``: keys, or keys with
    their heads. Of a risk whose text is not published, a public paper lists no action.
    """

    key = "actions"
    name = "Action tracker"
    about = "What is to be done about risks, issues and asks: who leads, by when, how it stands."
    noun = "action"
    lists = ("risks", "issues", "asks")
    draws_on = ("risks", "issues", "asks for discussion", "asks for decision")
    option_fields = (
        OptionField(
            "about",
            "Actions about",
            OptionKind.CHOICES,
            "If none is ticked: all.",
            tuple((name, f"{noun}s") for name, noun in OF.items()),
        ),
        OptionField(
            "columns", "Columns", OptionKind.COLUMNS, "If none is ticked: all of them.", columns(COLUMNS)
        ),
    )

    def table(self, setting: Setting, section: dict[str, Any]) -> Table:
        heads = chosen(COLUMNS, section["options"].get("columns") or USUAL)
        groups: dict[str, list[Row]] = {name: [] for name in GROUPS}
        for about, parent, action in listed_actions(setting, section):
            cells = _cells(about, action, data_as_at(setting.snapshot))
            row = Row(
                f"{section['title']}, action {action['number']}",
                tuple((head, cells[head.key]) for head in heads),
                why_private(parent),
                of_action(setting, action),
            )
            groups[_group(action, data_as_at(setting.snapshot))].append(row)
        return Table(
            heads, tuple(Group(name, tuple(rows)) for name, rows in groups.items() if rows), "Standing"
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        rows = [(f"action {action['number']}", action) for _, _, action in listed_actions(setting, section)]
        return [
            *super().checks(setting, section, content, number),
            *check_actions(setting.snapshot, rows, where),
            *check_written_dates([(name, action["due"]) for name, action in rows], where),
        ]


def listed_actions(setting: Setting, section: dict[str, Any]) -> list[tuple[str, Action, Action]]:
    """What each is about in words, the row it belongs to, and the action itself; by number."""
    found = [
        (about, parent, action)
        for name in section["options"].get("about") or OF
        for about, parent in _parents(setting, name)
        for action in parent.get("actions", [])
        if action["status"] not in ENDED
        or (action["ended_on"] or "") >= setting.snapshot["period"]["first_day"]
    ]
    return sorted(found, key=lambda one: one[2]["number"])


def _parents(setting: Setting, name: str) -> Iterator[tuple[str, Action]]:
    for row in setting.snapshot.get(name, []):
        if name == "asks":
            yield f"Ask of {row['period_label']}: {row['heading']}", row
        elif name == "issues" or row["is_published"] or not setting.is_public:
            yield f"{OF[name]} {row['number']}: {row['title']}", row


def _group(action: Action, as_at: str) -> str:
    if action["status"] in ENDED:
        return "Ended in the period"
    return "Overdue" if _is_overdue(action, as_at) else "Open"


def _is_overdue(action: Action, as_at: str) -> bool:
    due = action["due"]
    return action["status"] not in ENDED and bool(due and due["last"] and due["last"] < as_at)


def _cells(about: str, action: Action, as_at: str) -> dict[str, Cell]:
    said = action["updates"][-1] if action["updates"] else None
    status = ActionStatus(action["status"]).label
    return {
        "number": Cell(str(action["number"]), value=action["number"]),
        "text": Cell(lines=(action["text"],)),
        "of": Cell(about),
        "lead": Cell(holder(action["lead"]) or NOT_RECORDED),
        "due": when(action["due"]),
        "update": Cell(lines=(said["text"],)) if said else Cell("No update recorded."),
        "status": Cell(
            f"{status}, overdue" if _is_overdue(action, as_at) else str(status), note=action["ended_reason"]
        ),
    }
