"""What stands beside an open risk: a proposed escalation, an acceptance, its actions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from reports.changes.change import Kind
from reports.changes.due_dates import last_day
from reports.changes.record import Pair, Record
from reports.dates import long
from risks.models import ENDED, ActionStatus, EscalationState, RiskLevel
from stp_portal.core.numbers import counted

Row = dict[str, Any]


def beside(pair: Pair, old: Row, new: Row) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the risk's name, and size of each change. Records before version 3 know nothing of it."""
    if "actions" in old and "actions" in new:
        yield from _escalation(old["escalation"], new["escalation"])
        yield from _acceptance(pair, old["accepted_until"], new["accepted_until"])
        yield from _actions(pair, old["actions"], new["actions"])


def _escalation(old: Row | None, new: Row | None) -> Iterator[tuple[Kind, str, int]]:
    """That one was proposed, or sent back. One that was accepted is told as the risk's move."""
    if new is None or new == old:
        return
    levels = [RiskLevel(new[name]).label.lower() for name in ("from", "to")]
    if new["state"] == EscalationState.PROPOSED:
        words = f"is proposed to go from {levels[0]} to {levels[1]} level, and waits for an answer"
        yield Kind.RISK_ESCALATION_PROPOSED, words, 0
    elif new["state"] == EscalationState.RETURNED:
        yield Kind.RISK_ESCALATION_RETURNED, f"stays at {levels[0]} level: {levels[1]} level sent it back", 0


def _acceptance(pair: Pair, old: str | None, new: str | None) -> Iterator[tuple[Kind, str, int]]:
    if new and new != old:
        instead = f" instead of {long(old)}" if old else ""
        yield Kind.RISK_ACCEPTED, f"is accepted as it is until {long(new)}{instead}", 0
    elif old and not new:
        ran_out = date.fromisoformat(old) < pair.after.last_day
        how = f"ran out on {long(old)}" if ran_out else f"until {long(old)} was taken back"
        yield Kind.RISK_ACCEPTANCE_OVER, f"is no longer accepted as it is: that {how}", 0


def _actions(pair: Pair, olds: list[Row], news: list[Row]) -> Iterator[tuple[Kind, str, int]]:
    """How many actions are overdue, or done, that were not last time."""
    before = {row["number"]: row for row in olds}
    late = done = 0
    for row in news:
        old = before.get(row["number"])
        late += _is_overdue(row, pair.after) and not (old and _is_overdue(old, pair.before))
        done += _is_done(row) and not (old and _is_done(old))
    if late:
        yield Kind.RISK_ACTIONS_OVERDUE, f"has {counted(late, 'action')} newly overdue", late
    if done:
        yield Kind.RISK_ACTIONS_DONE, f"has {counted(done, 'action')} newly completed", 0


def _is_overdue(action: Row, record: Record) -> bool:
    last = last_day(action["due"])
    return action["status"] not in ENDED and last is not None and last < record.as_at


def _is_done(action: Row) -> bool:
    return bool(action["status"] == ActionStatus.COMPLETE)
