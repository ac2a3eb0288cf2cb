"""Due dates that moved, of rows whose date is either a day that can pass or words that are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stp_portal.core.numbers import counted

Fuzzy = Mapping[str, Any]  # words, precision, first and last day


@dataclass(frozen=True)
class Move:
    """How far a date moved: days (below zero: earlier; 0 where one of the two is no date), and the words for it."""

    days: int
    words: str


def moved(was: Fuzzy | None, now: Fuzzy | None) -> Move | None:
    """How a date moved; None where it did not. Two dates are compared by their last day, other words as they stand."""
    then, last = last_day(was), last_day(now)
    if then and last:
        days = (last - then).days
        if not days:
            return None
        verb = "slipped by" if days > 0 else "was brought forward by"
        return Move(days, f"{verb} {counted(abs(days), 'day')}, from {_words(was)} to {_words(now)}")
    if _words(was) == _words(now):
        return None
    return Move(0, f"is now {_words(now)}, where it was {_words(was)}")


def last_day(fuzzy: Fuzzy | None) -> date | None:
    """The day after which it is overdue (DOMAIN A8 rule 13)."""
    return date.fromisoformat(fuzzy["last"]) if fuzzy and fuzzy["last"] else None


def _words(fuzzy: Fuzzy | None) -> str:
    """Its words, quoted where they are no date."""
    if not fuzzy:
        return "not set"
    return str(fuzzy["words"]) if fuzzy["last"] else f"“{fuzzy['words']}”"
