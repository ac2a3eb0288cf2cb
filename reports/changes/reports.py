"""Reports that did not come."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.record import Pair
from reports.snapshot_content.reading import (
    is_between_turns,
    is_out_of_turn,
    is_returned,
    not_updated,
    standing_rating,
)
from stp_portal.core.numbers import for_days


def report_changes(pair: Pair) -> Iterator[Change]:
    """Initiatives whose rating is carried forward, and those that returned a report last time and none now."""
    for slug, node in pair.after.nodes.items():
        old = pair.before.nodes.get(slug)
        if _is_newly_stale(old, node):
            days = (not_updated(node) or {}).get("days")
            kind, sentence = Kind.REPORT_NOT_UPDATED, _not_updated(pair, old, node)
            yield Change(kind, sentence, initiative=slug, subject=node["name"], size=days or 0)
        elif is_newly_missing(old, node):
            sentence = _missing(pair, old, node)
            yield Change(Kind.REPORT_MISSING, sentence, initiative=slug, subject=node["name"])


def is_carried(node: dict[str, Any]) -> bool:
    """Whether the rating that stands was carried forward: nobody gave it for this period."""
    rating = standing_rating(node)
    return rating is not None and rating is node["ratings"].get("carried")


def is_newly_missing(old: dict[str, Any] | None, node: dict[str, Any]) -> bool:
    """Whether a report came last time and none now. The record of a locked period says “not updated” instead."""
    if old is None or is_out_of_turn(node):
        return False
    return is_returned(old) and not is_returned(node) and not not_updated(node)


def _is_newly_stale(old: dict[str, Any] | None, node: dict[str, Any]) -> bool:
    """Not updated, and not in the same words last time: a comparison of a record with itself finds nothing.

    What stands between two turns is no news.
    """
    if is_between_turns(node) or not (not_updated(node) or is_carried(node)):
        return False
    return old is None or (not_updated(old), standing_rating(old)) != (
        not_updated(node),
        standing_rating(node),
    )


def _not_updated(pair: Pair, old: dict[str, Any] | None, node: dict[str, Any]) -> str:
    """“Urgent Care has not been updated for 33 days: Amber is carried forward from April 2017.”"""
    stale = not_updated(node) or {}
    since, days, rating = stale.get("since"), stale.get("days"), standing_rating(node)
    start = f"{node['name']} has not been updated{for_days(days)}"
    if rating is None:
        return f"{start}, and has no rating."
    if not is_carried(node):
        return f"{start}; its rating of {rating['level']['label']} is the PMO’s."
    then = standing_rating(old) if old else None
    end = f"{rating['level']['label']} is carried forward" + (f" from {since}" if since else "")
    if then and then["level"] != rating["level"]:
        end += f", where {pair.before.label} had {then['level']['label']}"
    return f"{start}: {end}."


def _missing(pair: Pair, old: dict[str, Any] | None, node: dict[str, Any]) -> str:
    now, then = standing_rating(node), standing_rating(old) if old else None
    said = f"{node['name']} has returned no report for {pair.after.label}"
    if then and not now:
        return f"{said}, and has no rating; it was {then['level']['label']} in {pair.before.label}."
    return f"{said}; it returned one for {pair.before.label}."
