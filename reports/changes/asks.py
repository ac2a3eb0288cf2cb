"""Asks: raised, answered, withdrawn, and those that still wait."""

from collections.abc import Iterator, Sequence
from typing import Any

from portfolios.models import AskState
from reports.changes.change import Change, Kind
from reports.changes.record import Pair
from reports.changes.wording import because, first_sentence, without_stop
from reports.dates import long
from stp_portal.core.numbers import counted

Row = dict[str, Any]


def ask_changes(pair: Pair, periods: Sequence[str]) -> Iterator[Change]:
    """What happened to every ask, those still waiting among them (``Kind.ASK_OUTSTANDING``).

    ``periods``: the slugs of the footprint's periods, earliest first, to count for how many an ask has waited.
    """
    before, after = (
        {(row["period"], row["key"]): row for row in side.rows("asks")} for side in (pair.before, pair.after)
    )
    for key in {*before, *after}:
        old, new = before.get(key), after.get(key)
        for kind, sentence, size in _of_one(pair, old, new, periods):
            row = new or old or {}
            slug = row["initiative"]
            yield Change(kind, sentence, initiative=slug, subject=row["heading"] if slug else "", size=size)


def _of_one(
    pair: Pair, old: Row | None, new: Row | None, periods: Sequence[str]
) -> Iterator[tuple[Kind, str, int]]:
    """Kind, sentence, and periods waited, of what happened to one ask."""
    if new is None:
        # Schema version 1 leaves out what was answered after its own period.
        if old and old["state"] == AskState.OPEN:
            since = f"{old['body_short']} have answered since, or the ask was withdrawn"
            yield Kind.ASK_GONE, f"{_asked(old)}, {since}: the record of {pair.after.label} does not say.", 0
    elif new["state"] == AskState.OPEN:
        if old is None or old["state"] != AskState.OPEN:
            again = " again" if old else ""
            yield Kind.ASK_RAISED, f"{new['heading']} asked {new['body_short']}{again} to {_what(new)}.", 0
        elif new["period"] != pair.after.slug:
            yield _outstanding(pair, new, periods)
    elif old is None or old["state"] == AskState.OPEN:
        if new["state"] == AskState.WITHDRAWN:
            withdrawn = f"no longer asks {new['body_short']} to {_what(new)}: the ask was withdrawn."
            yield Kind.ASK_WITHDRAWN, f"{new['heading']} {withdrawn}", 0
        else:
            yield Kind.ASK_ANSWERED, f"{_asked(new)}, {_answered(new)}", 0


def _outstanding(pair: Pair, ask: Row, periods: Sequence[str]) -> tuple[Kind, str, int]:
    waited = _waited(pair, ask["period"], periods)
    asked = _asked(ask, when=f" in {ask['period_label']}")
    end = f" for {counted(waited, 'period')}" if waited else " yet"
    return Kind.ASK_OUTSTANDING, f"{asked}, {ask['body_short']} have not answered{end}.", waited


def _waited(pair: Pair, asked_in: str, periods: Sequence[str]) -> int:
    """For how many periods an ask has waited; 0 where nobody can tell from what is known."""
    if asked_in in periods and pair.after.slug in periods:
        return periods.index(pair.after.slug) - periods.index(asked_in)
    return int(asked_in == pair.before.slug)


def _answered(ask: Row) -> str:
    """“SLT answered on 20 May 2017 (decided): The lease is to be signed.”"""
    on = f" on {long(ask['answered_on'])}" if ask["answered_on"] else ""
    outcome = f" ({ask['outcome'].lower()})" if ask["outcome"] else ""
    return f"{ask['body_short']} answered{on}{outcome}{because(ask['outcome_text'])}"


def _asked(ask: Row, when: str = "") -> str:
    """“Asked by Urgent Care in April 2017 to discuss the estate”."""
    return f"Asked by {ask['heading']}{when} to {_what(ask)}"


def _what(ask: Row) -> str:
    """“discuss the estate”."""
    return without_stop(f"{ask['verb']} {first_sentence(ask['text'])}")
