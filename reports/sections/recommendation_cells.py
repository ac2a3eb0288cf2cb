"""What a tracker in a paper prints of one recommendation, column by column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.dates import long
from reports.sections.register import Cell, holder, when
from risks.models import ENDED, ActionStatus
from stp_portal.core.lists import listed

Entry = dict[str, Any]

NOT_RECORDED = "Not recorded"
NO_UPDATE = "No update recorded."


@dataclass(frozen=True)
class Tracked:
    """A recommendation, those printed above it, all of its table, and the period of the record."""

    row: Entry
    above: Sequence[Entry]
    all: Sequence[Entry]
    period: Entry


def cells(tracked: Tracked) -> dict[str, Callable[[], Cell]]:
    """The cells of a recommendation by the key of their column."""
    row = tracked.row
    return {
        "number": lambda: Cell(str(row["number"]), value=row["number"]),
        # What others asked for is not to be filled in by the author.
        "text": lambda: Cell(lines=(row["text"],), note=_note(row), is_quoted=True),
        "response": lambda: Cell(lines=(row["response"],) if row["response"] else ()),
        "due": lambda: _due(row),
        "lead": lambda: Cell(_lead(row)),
        "overseers": lambda: _overseers(row),
        "update": lambda: _update(tracked),
        "status": lambda: Cell(_status(tracked)),
    }


def _note(row: Entry) -> str:
    """Who closed it, when, and what was said (DOMAIN A8 rule 22)."""
    if not row["closed_on"]:
        return ""
    by = f" by {row['closed_by']}" if row["closed_by"] else ""
    return f"Closed{by} on {long(row['closed_on'])}: {row['closed_reason']}"


def _due(row: Entry) -> Cell:
    """What has no day is to be looked at on another (DOMAIN A8 rule 13)."""
    note = f"To be looked at on {long(row['review_on'])}" if row["review_on"] else ""
    return when(row["due"], note)


def _lead(row: Entry) -> str:
    """“Kathy Byrne supported by Judith Dean, Rab McEwan”."""
    officers = ", ".join(map(holder, row["supporting"]))
    lead = holder(row["lead"])
    if not officers:
        return lead or NOT_RECORDED
    return f"{lead} supported by {officers}" if lead else f"Supported by {officers}"


def _overseers(row: Entry) -> Cell:
    """“SoF Portfolio Board and Leadership Board”, and what was said of it; not twice, where that names them all."""
    names, note = [one["name"] for one in row["overseers"]], row["oversight_note"]
    if note and all(name in note for name in names):
        return Cell(lines=(note,))
    return Cell(listed(names) or ("" if note else NOT_RECORDED), lines=(note,) if note else ())


def _update(tracked: Tracked) -> Cell:
    """What was said last. What was said of several at once stands in full at the first of them that are neighbours."""
    said = tracked.row["updates"]
    if not said:
        return Cell(NO_UPDATE)
    last_day = said[-1]["on"]
    latest = [one for one in said if one["on"] == last_day]
    age = f"Not updated since {long(last_day)}." if last_day < tracked.period["first_day"] else ""
    if any(_is_said_above(tracked, one) for one in latest):
        return Cell("As above.", note=age, value=_in_words(latest))
    notes = [f"Evidence: {one['evidence']}" for one in latest if one["evidence"]]
    notes += [_said_of(tracked, one) for one in latest] + [age]
    return Cell(lines=tuple(one["text"] for one in latest), note=" ".join(note for note in notes if note))


def _is_said_above(tracked: Tracked, update: Entry) -> bool:
    """Whether the row right above prints it, or itself says “As above”."""
    before = tracked.above[-1] if tracked.above else None
    return before is not None and before["number"] in update["said_with"] and _says_last(before, update)


def _says_last(row: Entry, update: Entry) -> bool:
    said = row["updates"]
    return bool(said) and any(
        one["on"] == said[-1]["on"]
        and one["text"] == update["text"]
        and one["said_with"] == update["said_with"]
        for one in said
    )


def _said_of(tracked: Tracked, update: Entry) -> str:
    """“This update is of 3 recommendations: this one and the next 2.”"""
    below = tracked.all[len(tracked.above) + 1 :]
    number = 0
    while (
        number < len(below)
        and below[number]["number"] in update["said_with"]
        and _says_last(below[number], update)
    ):
        number += 1
    if not number:
        return ""
    return f"Said of this recommendation and the next {number if number > 1 else 'one'}."


def _in_words(updates: Sequence[Entry]) -> str:
    return "\n".join(one["text"] for one in updates)


def _status(tracked: Tracked) -> str:
    """As it was given; that it is overdue is computed (DOMAIN A7). Closed only by the overseeing body."""
    row = tracked.row
    if row["closed_on"]:
        return ActionStatus.CLOSED.label
    label = ActionStatus(row["status"]).label
    as_at = tracked.period["data_cut_off"] or tracked.period["last_day"]
    is_overdue = (
        row["status"] not in ENDED and bool(row["due"] and row["due"]["last"]) and row["due"]["last"] < as_at
    )
    return f"{label}, overdue" if is_overdue else str(label)
