"""Compares two snapshots. Pure: no database, no clock; the same two give the same sentences in the same order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from reports.changes.asks import ask_changes
from reports.changes.change import Change, Changes, Kind
from reports.changes.dependencies import dependency_changes
from reports.changes.initiatives import initiative_changes
from reports.changes.issues import issue_changes
from reports.changes.milestones import milestone_changes
from reports.changes.ratings import rating_changes
from reports.changes.recommendations import recommendation_changes
from reports.changes.record import Pair, Record
from reports.changes.reports import report_changes
from reports.changes.risks import risk_changes

# Listed apart: what stayed as it was is no change.
APART = {Kind.RATING_UNCHANGED, Kind.ASK_OUTSTANDING}


def compare(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    *,
    periods: Sequence[str] = (),
    today: date | None = None,
) -> Changes:
    """What differs between the data of two snapshots; ``before`` is None where there is nothing to compare with.

    Both sides hold what the reader may see and no more: of public data, what ``public_pair`` gives. Either may be of an
    earlier schema version: of what one of the two does not know, nothing is said. ``periods``: the slugs of the
    footprint's periods, earliest first; with them it is said for how many periods an ask has waited, without them only
    that it waits. ``today``: for a record that still moves, so that a date is not called past before it is.
    """
    label = Record(after).label
    if before is None:
        return Changes(None, label)
    pair = Pair(Record(before), Record(after, today))
    found = _in_order(
        [
            *rating_changes(pair),
            *report_changes(pair),
            *milestone_changes(pair),
            *risk_changes(pair),
            *issue_changes(pair),
            *dependency_changes(pair),
            *recommendation_changes(pair),
            *ask_changes(pair, periods),
            *initiative_changes(pair),
        ]
    )
    return Changes(
        before=pair.before.label,
        after=label,
        found=tuple(change for change in found if change.kind not in APART),
        unchanged=tuple(change for change in found if change.kind == Kind.RATING_UNCHANGED),
        outstanding=tuple(change for change in found if change.kind == Kind.ASK_OUTSTANDING),
    )


def _in_order(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.order)
