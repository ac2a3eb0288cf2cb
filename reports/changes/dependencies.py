"""Dependencies: new, met, withdrawn, slipped."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.due_dates import moved
from reports.changes.record import Pair
from reports.changes.wording import because, first_sentence, without_stop
from reports.dates import long
from risks.models import DependencyStatus

Row = dict[str, Any]


def dependency_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every dependency; told of the taker, who waits for it."""
    for old, new in pair.rows_of_both("dependencies"):
        taker = pair.name(new["taker"]) or new["taker_name"]
        giver = pair.name(new["giver"]) or new["giver_name"]
        given = f"“{without_stop(first_sentence(new['text']))}”"
        for kind, sentence, size in _of_one(old, new, taker, giver, given):
            yield Change(kind, sentence, initiative=new["taker"], subject=taker, size=size)


def _of_one(old: Row | None, new: Row, taker: str, giver: str, given: str) -> Iterator[tuple[Kind, str, int]]:
    """Kind, sentence and days of each change of one dependency."""
    was_open = old is not None and old["status"] == DependencyStatus.OPEN
    if new["status"] == DependencyStatus.MET:
        if old is None or was_open:
            on = f" on {long(new['met_on'])}" if new["met_on"] else ""
            yield Kind.DEPENDENCY_MET, f"{taker} has got {given} from {giver}{on}.", 0
    elif new["status"] == DependencyStatus.WITHDRAWN:
        if old is None or was_open:
            words = f"{taker} no longer depends on {giver} for {given}{because(new['closed_reason'])}"
            yield Kind.DEPENDENCY_WITHDRAWN, words, 0
    elif old is None or not was_open:
        again = " again" if old else ""
        by = f"needed by {new['needed_by']['words']}"
        yield Kind.DEPENDENCY_NEW, f"{taker} depends{again} on {giver} for {given}, {by}.", 0
    elif move := moved(_due(old), _due(new)):
        kind = Kind.DEPENDENCY_REDATED
        if move.days:
            kind = Kind.DEPENDENCY_SLIPPED if move.days > 0 else Kind.DEPENDENCY_BROUGHT_FORWARD
        what = f"what {taker} needs of {giver}, {given},"
        start = f"W{what[1:]}" if move.days else f"The date of {what}"
        yield kind, f"{start} {move.words}.", move.days


def _due(row: Row) -> Row | None:
    """What the giver promises; what the taker needs where nothing is promised."""
    due: Row | None = row["promised"] or row["needed_by"]
    return due
