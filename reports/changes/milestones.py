"""Milestones: met, late, slipped, brought forward. Dates are compared by their last day and print their own words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.record import Pair, Record
from reports.changes.wording import without_stop
from reports.models.snapshots import canonical
from stp_portal.core.fuzzy_dates import Precision
from stp_portal.core.numbers import counted

Row = dict[str, Any]
Fuzzy = Mapping[str, Any]  # words, precision, first and last day; None for a blank date
PRECISIONS = list(Precision)  # the finest first


def milestone_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every milestone of the initiatives that live; of one that has ended, that alone is told."""
    for old, new in _matched(pair.before.rows("milestones"), pair.after.rows("milestones")):
        row = new or old
        if row is None or row["initiative"] not in pair.after.nodes:
            continue
        name = pair.name(row["initiative"])
        what = f"milestone “{without_stop(row['title'])}” of {name}"
        for kind, sentence, size in _of_one(pair, old, new, what):
            yield Change(kind, sentence, initiative=row["initiative"], subject=name, size=size)


def _matched(olds: Iterable[Row], news: Iterable[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Each milestone as it was and as it is; None where it was not or is not.

    By number. Schema version 1 has none: there by initiative and title, and where several are called the same, in an
    order that does not depend on the lists'.
    """
    sides = list(olds), list(news)
    is_numbered = all(row.get("number") for side in sides for row in side)
    found: dict[Any, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for place, side in enumerate(sides):
        for row in side:
            found[row["number"] if is_numbered else (row["initiative"], row["title"])][place].append(row)
    for was, now in found.values():
        yield from zip_longest(sorted(was, key=canonical), sorted(now, key=canonical))


def _of_one(pair: Pair, old: Row | None, new: Row | None, what: str) -> Iterator[tuple[Kind, str, int]]:
    """Kind, sentence and days of each change of one milestone."""
    if new is None:
        # Without numbers, another title is all that may have happened.
        if old and old.get("number"):
            yield Kind.MILESTONE_REMOVED, f"The {what} is no longer on record.", 0
        return
    if new["actual"]:
        if not (old and old["actual"]):
            kind = Kind.MILESTONE_MET if old else Kind.MILESTONE_NEW
            verb = "was met" if old else "is new and already met"
            days, against = _against_plan(old, new)
            yield kind, f"The {what} {verb} ({new['actual']['words']}){against}.", days
        return
    if old is None:
        due = _due(new)
        forecast = f"forecast for {due['words']}" if due and due["last"] else "with no date yet"
        yield Kind.MILESTONE_NEW, f"The {what} is new, {forecast}.", 0
    else:
        if old["actual"]:
            then = f"in {pair.before.label} it was met ({old['actual']['words']})"
            yield Kind.MILESTONE_REOPENED, f"The {what} is no longer recorded as met; {then}.", 0
        yield from _forecast(old, new, what)
    yield from _overdue(pair, old, new, what)


def _forecast(old: Row, new: Row, what: str) -> Iterator[tuple[Kind, str, int]]:
    # A forecast that was taken away is no return to the baseline.
    was, now = _due(old), new["forecast"] or (None if old["forecast"] else new["baseline"])
    then, last = _last(was), _last(now)
    if was and now and then and last:
        words, days = f"from {was['words']} to {now['words']}", (last - then).days
        if days > 0:
            yield Kind.MILESTONE_SLIPPED, f"The {what} slipped by {counted(days, 'day')}, {words}.", days
        elif days < 0:
            brought = f"was brought forward by {counted(-days, 'day')}"
            yield Kind.MILESTONE_BROUGHT_FORWARD, f"The {what} {brought}, {words}.", days
        elif _precision(now) > _precision(was):
            yield Kind.MILESTONE_VAGUER, f"The forecast of the {what} became less exact, {words}.", 0
    elif was and then:
        end = f"it was {was['words']} and is now “{now['words']}”" if now else f"it was {was['words']}"
        start = f"The forecast of the {what} is no longer a date" if now else f"The {what} has no forecast"
        yield Kind.MILESTONE_VAGUER, f"{start}; {end}.", 0
    elif now and last:
        before = f"where it said “{was['words']}”" if was else "where it had none"
        yield Kind.MILESTONE_DATED, f"The {what} now has a date, {now['words']}, {before}.", 0


def _overdue(pair: Pair, old: Row | None, new: Row, what: str) -> Iterator[tuple[Kind, str, int]]:
    """Overdue as at the data cut-off, and not so last time (DOMAIN A8 rule 13: only what has a last day can be)."""
    due = _due(new)
    days = _days_overdue(new, pair.after)
    if due and days > 0 and not (old and _days_overdue(old, pair.before) > 0):
        basis = "forecast" if new["forecast"] else "baseline"
        passed = f"its {basis}, {due['words']}, passed {counted(days, 'day')} before {pair.after.seen_from}"
        yield Kind.MILESTONE_OVERDUE, f"The {what} is now overdue: {passed}.", days


def _days_overdue(row: Row, record: Record) -> int:
    last = _last(_due(row))
    return (record.as_at - last).days if last and not row["actual"] else 0


def _against_plan(old: Row | None, new: Row) -> tuple[int, str]:
    """By how many days a milestone was met late (below zero: early), and in words.

    Against its baseline; where that is no date, against its forecast. Within the month or quarter promised is on time.
    """
    met = _last(new["actual"])
    basis = "baseline" if _last(new["baseline"]) else "forecast"
    plan = new["baseline"] if basis == "baseline" else _due(old or new)
    last = _last(plan)
    if not (met and plan and last):
        return 0, ""
    days = (met - last).days
    if plan["first"] <= new["actual"]["last"] <= plan["last"]:
        days, how = 0, "on time"
    else:
        how = f"{counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"
    return days, f", {how} against its {basis} of {plan['words']}"


def _due(row: Row) -> Fuzzy | None:
    return row["forecast"] or row["baseline"]


def _last(fuzzy: Fuzzy | None) -> date | None:
    return date.fromisoformat(fuzzy["last"]) if fuzzy and fuzzy["last"] else None


def _precision(fuzzy: Fuzzy) -> int:
    return PRECISIONS.index(Precision(fuzzy["precision"]))
