"""Rows that stand in an order, each in a place of its own."""

from collections.abc import Callable
from typing import Any, Literal

from django.db.models import QuerySet

Direction = Literal["up", "down"]


def swap_with_neighbour(
    rows: QuerySet[Any],
    pk: int,
    position: int,
    direction: Direction,
    among: Callable[[Any], bool] = lambda row: True,
) -> bool:
    """Let the row and the one above or below it, of those ``among`` is true of, change their places; False where there
    is none.

    ``position`` is where its mover saw it: asked twice is done once. ``rows`` are all that share the order, under
    a lock on what they belong to. No two rows ever have one place, not even in between, because the database looks
    after each statement.
    """
    every_row = list(rows.order_by("position"))
    ordered = [row for row in every_row if among(row)]
    places = [row.pk for row in ordered]
    if pk not in places:
        return False
    here = places.index(pk)
    there = here + (-1 if direction == "up" else 1)
    if ordered[here].position != position or not 0 <= there < len(ordered):
        return False
    one, other = ordered[here], ordered[there]
    first, second, spare = one.position, other.position, every_row[-1].position + 1
    for row, position in ((one, spare), (other, first), (one, second)):
        row.position = position
        row.save(update_fields=["position"])
    return True
