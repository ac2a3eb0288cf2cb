"""A date as people write it in plans: the words, how exact they are, and the first and last day they can mean."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from stp_portal.core.date_words import Precision, read

__all__ = ["NO_DAY", "FuzzyDate", "Precision"]

# Stands for "no such day" in the column text: sorts after every date.
NO_DAY = "~" * 10


@dataclass(frozen=True)
class FuzzyDate:
    """A day, month, quarter, season, half or financial year, or words that are no date ("On-going", "ASAP", "TBC").

    `last` is the day after which the date is overdue; only dated precisions have one (DOMAIN A8 rule 13). `first` is
    the first day meant; of the other precisions only the open-ended ("January 2018 onwards") has one.
    A fuzzy date with no words is blank, and false.
    """

    words: str
    precision: Precision
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.precision.is_dated:
            if self.first is None or self.last is None or self.first > self.last:
                raise ValueError(
                    f"A fuzzy date of precision {self.precision} needs a first and a last day, in order."
                )
        elif self.last is not None:
            raise ValueError(f"A fuzzy date of precision {self.precision} cannot have a last day.")

    @classmethod
    def parse(cls, words: str, *, assume_year: int | None = None) -> Self:
        """Read `words`. What is ambiguous or no date becomes UNKNOWN with the words kept; nothing raises.

        `assume_year` is the calendar year of dates written without one ("13th of September").
        """
        return cls(words, *read(words, assume_year))

    @classmethod
    def of(cls, day: date) -> Self:
        """The fuzzy date of one known day, in words such as "20 September 2017"."""
        day = date(day.year, day.month, day.day)  # a datetime is a date too, but has no place in the column
        return cls(f"{day.day} {day:%B %Y}", Precision.DAY, day, day)

    @classmethod
    def from_column(cls, text: str) -> Self:
        """The inverse of `to_column`; empty text is the blank date. ValueError for text of another form."""
        if not text:
            return cls("", Precision.UNKNOWN)
        try:
            last, first, precision, words = text.split("|", 3)
            return cls(words, Precision(precision), _from_iso(first), _from_iso(last))
        except ValueError as error:
            raise ValueError(
                f"{text[:60]!r} is not a stored fuzzy date (last|first|precision|words)."
            ) from error

    def to_column(self) -> str:
        """One line of text whose order is the order of the last day, undated ones at the end."""
        return "|".join((_to_iso(self.last), _to_iso(self.first), self.precision.value, self.words))

    @property
    def sort_key(self) -> str:
        return self.to_column()

    def is_overdue(self, on: date) -> bool:
        """Whether the last day is past. On-going, conditional and unknown dates never are (DOMAIN A8 rule 13)."""
        return self.last is not None and self.last < on

    def __bool__(self) -> bool:
        return bool(self.words.strip())

    def __str__(self) -> str:
        return self.words


def _to_iso(day: date | None) -> str:
    return day.isoformat() if day else NO_DAY


def _from_iso(text: str) -> date | None:
    return None if text == NO_DAY else date.fromisoformat(text)
