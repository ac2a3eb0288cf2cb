"""Small shapes that recur in a snapshot."""

from datetime import date
from typing import Any

from django.db.models import Q

from portfolios.models import Mark, Marked, Person
from stp_portal.core.fuzzy_dates import FuzzyDate


def mark(level: Mark) -> dict[str, Any]:
    """A level or band as papers print it, with its place in its scheme."""
    return {
        "label": level.label,
        "letter": level.letter,
        "shape": level.shape,
        "colour": level.colour,
        "rank": level.rank,
    }


def person(holder: Person) -> dict[str, str]:
    """A person by name and post; either may be blank."""
    return {"name": holder.name, "post": holder.post}


def privacy(row: Marked) -> dict[str, Any]:
    """Whether ``row`` is private, and why."""
    return {"is_private": row.is_private, "private_reason": row.private_reason if row.is_private else ""}


def day(value: date | None) -> str | None:
    """A date in ISO form."""
    return value.isoformat() if value else None


def fuzzy(value: FuzzyDate) -> dict[str, str | None] | None:
    """A fuzzy date with its words; None for a blank one."""
    if not value:
        return None
    return {
        "words": value.words,
        "precision": value.precision.value,
        "first": day(value.first),
        "last": day(value.last),
    }


def in_force(on: date) -> Q:
    """Rows whose life, from and to a day, includes ``on``; an open end has no limit."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))
