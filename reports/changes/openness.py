"""The two sides of a comparison that anybody may read."""

from collections.abc import Iterator
from typing import Any

from reports.snapshot_content.keys import recommendation_key
from reports.snapshot_content.openness import MARKED, public

Data = dict[str, Any]


def public_pair(before: Data | None, after: Data) -> tuple[Data | None, Data]:
    """The public part of both sides, for ``compare``; the marks that were given since are in them (``with_marks``).

    A row that is private on either side is on neither: that it came or went would tell of it (DESIGN 4). A risk whose
    text is not published keeps its number and loses its title.
    """
    sides = [side for side in (before, after) if side is not None]
    hidden = {name for side in sides for name in _private_names(side)}
    return (_public(before, hidden) if before is not None else None), _public(after, hidden)


def _private_names(side: Data) -> Iterator[Any]:
    for kind in MARKED:
        for row in side.get(kind, []):
            if row["is_private"]:
                yield from _names(kind, row)
    for review in side.get("reviews", []):
        if review["is_private"]:
            yield "reviews", review["key"]
        for row in review["recommendations"]:
            if row["is_private"]:
                yield "recommendations", *recommendation_key(review, row)


def _public(side: Data, hidden: set[Any]) -> Data:
    shown = {
        kind: [row for row in side[kind] if hidden.isdisjoint(_names(kind, row))]
        for kind in MARKED
        if kind in side
    }
    shown["risks"] = [row if row.get("is_published", True) else row | {"title": ""} for row in shown["risks"]]
    if "reviews" in side:
        shown["reviews"] = [
            review | {"recommendations": _shown_of(review, hidden)}
            for review in side["reviews"]
            if ("reviews", review["key"]) not in hidden
        ]
    return public(side | shown)


def _shown_of(review: Data, hidden: set[Any]) -> list[Data]:
    return [
        row
        for row in review["recommendations"]
        if ("recommendations", *recommendation_key(review, row)) not in hidden
    ]


def _names(kind: str, row: Data) -> Iterator[Any]:
    """What a row is known by on both sides. A milestone by its title too: schema version 1 has no numbers."""
    if kind == "asks":
        yield kind, row["period"], row["key"]
    elif row.get("number"):
        yield kind, row["number"]
    if kind == "milestones":
        yield kind, row["initiative"], row["title"]
