"""Risks: opened, closed, moved between levels, rescored."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.record import Pair, Record
from reports.changes.risk_scores import current, rescored, scored
from reports.changes.risk_standing import beside
from reports.changes.wording import without_stop
from reports.dates import long
from risks.models import RiskLevel, RiskStatus

Row = dict[str, Any]
LADDER = list(RiskLevel)  # workstream to governing body


def risk_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every risk. Of one that is closed, only that it was."""
    before, after = _by_number(pair.before), _by_number(pair.after)
    for number in {*before, *after}:
        old, new = before.get(number), after.get(number)
        row = new or old or {}
        subject = f"Risk {number}"
        title = without_stop(row["title"])
        name = f"{subject} ({title})" if title else subject
        for kind, words, size in _of_one(pair, old, new):
            yield Change(
                kind,
                f"{name} {words}.",
                initiative=row["initiative"],
                risk=number,
                subject=subject,
                size=size,
            )


def _by_number(record: Record) -> dict[int, Row]:
    return {row["number"]: row for row in record.rows("risks")}


def _of_one(pair: Pair, old: Row | None, new: Row | None) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the risk's name, and size of each change of one risk."""
    if new is None:
        yield Kind.RISK_REMOVED, "is no longer on record", 0
    elif new["status"] != RiskStatus.OPEN:
        if old is None or old["status"] == RiskStatus.OPEN:
            kind = Kind.RISK_WITHDRAWN if new["status"] == RiskStatus.WITHDRAWN else Kind.RISK_CLOSED
            on = f" on {long(new['closed_on'])}" if new["closed_on"] else ""
            yield kind, f"was {'' if old else 'opened, and '}{new['status']}{on}", 0
    elif old is None or old["status"] != RiskStatus.OPEN:
        again = " again" if old else ""
        score = current(new)
        words = f"was opened{again} at {_level(new)} level, {scored(score)}"
        yield Kind.RISK_OPENED, words, score["band"]["rank"] if score and score["band"] else 0
    else:
        if rungs := LADDER.index(new["level"]) - LADDER.index(old["level"]):
            kind = Kind.RISK_ESCALATED if rungs > 0 else Kind.RISK_DE_ESCALATED
            verb = "escalated" if rungs > 0 else "de-escalated"
            yield kind, f"was {verb} from {_level(old)} to {_level(new)} level", abs(rungs)
        yield from rescored(pair, current(old), current(new))
        yield from beside(pair, old, new)


def _level(risk: Row) -> str:
    return RiskLevel(risk["level"]).label.lower()
