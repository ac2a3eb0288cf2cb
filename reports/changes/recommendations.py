"""Recommendations of reviews: new, closed by the overseeing body, due on another day."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.due_dates import moved
from reports.changes.record import Pair
from reports.changes.wording import because, without_stop
from reports.dates import long
from stp_portal.core.numbers import counted

Row = dict[str, Any]


def recommendation_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every recommendation; of a review that is new, only how many it left."""
    if not (pair.before.knows("reviews") and pair.after.knows("reviews")):
        return
    before = {review["key"]: review for review in pair.before.rows("reviews")}
    for review in pair.after.rows("reviews"):
        old, title = before.get(review["key"]), without_stop(review["title"])
        if old is None:
            if number := len(review["recommendations"]):
                words = f"{title} is a new review, with {counted(number, 'recommendation')}."
                yield Change(Kind.RECOMMENDATION_NEW, words, size=number)
            continue
        was = {row["number"]: row for row in old["recommendations"]}
        for row in review["recommendations"]:
            for kind, words, size in _of_one(was.get(row["number"]), row):
                name = f"Recommendation {row['number']} of {title}"
                yield Change(kind, f"{name} {words}", initiative=row["initiative"], size=size)


def _of_one(old: Row | None, new: Row) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the recommendation's name, and days of each change of one."""
    if new["closed_on"]:
        if old is None or not old["closed_on"]:
            by = f" by {new['closed_by']}" if new["closed_by"] else ""
            words = f"was closed{by} on {long(new['closed_on'])}{because(new['closed_reason'])}"
            yield Kind.RECOMMENDATION_CLOSED, words, 0
    elif old is None:
        yield Kind.RECOMMENDATION_NEW, f"is new{because(new['text'])}", 0
    elif move := moved(old["due"], new["due"]):
        kind = Kind.RECOMMENDATION_REDATED
        if move.days:
            kind = Kind.RECOMMENDATION_SLIPPED if move.days > 0 else Kind.RECOMMENDATION_BROUGHT_FORWARD
        times = _times_moved(new)
        again = f"; it has changed {times} times" if times > 1 else ""
        yield kind, f"has another due date: it {move.words}{again}.", move.days


def _times_moved(row: Row) -> int:
    """How often the due date was changed (DOMAIN A8 rule 14)."""
    return sum(update["due_before"] != update["due_after"] for update in row["updates"])
