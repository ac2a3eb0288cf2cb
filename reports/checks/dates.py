"""Dates as people write them: ambiguous ones, and what is told as done that lay ahead (DOMAIN A9 Q5 to Q7)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from reports.checks.found import Found, advisory
from reports.dates import long
from reports.document import Passage

# 01/06 may be a day without a year; 03/17 can only be a month with one. Side by side, nobody knows which is meant.
SHORT_DATE = re.compile(r"\d{1,2}\s?[/.]\s?\d{1,2}")
NAMED = 8

MONTHS = [f"{date(2000, number, 1):%B}".lower() for number in range(1, 13)]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
WRITTEN = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTH}|sept)\.?,? (?P<year>20\d\d)\b"
    r"|(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:20)?\d\d)\b",
    re.IGNORECASE,
)
# What was done; not what is to be, or may be, done, nor what is done until a day.
DONE = re.compile(
    r"\b(?:presented|approved|held|submitted|completed|published|issued|signed|launched|opened|appointed|"
    r"took place|met|ratified|commenced|started|agreed)\b(?=[^.;:]{0,60}$)",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:to|will|would|shall|should|be|being|is|are|may|can|must|due|until|plan\w*|expect\w*|schedul\w*|once|when|"
    r"if|propos\w*|aim\w*|intend\w*)\b",
    re.IGNORECASE,
)
UNTIL = re.compile(r"\b(?:by|until|from|for|before|to|between|and|or)(?: the| end of)* ?$", re.IGNORECASE)
SENTENCE = 200  # characters before the date that are read
AROUND = 40  # characters before the verb in which a word may say that it lies ahead


def check_written_dates(rows: Iterable[tuple[str, dict[str, Any] | None]], where: str) -> list[Found]:
    """A finding for the dates of a register that have neither a day, nor a month in words, or no year.

    ``rows``: fuzzy dates of the record, each with the words that name its row.
    """
    short = [
        f"{name} “{value['words'].strip()}”"
        for name, value in rows
        if value and SHORT_DATE.fullmatch(value["words"].strip())
    ]
    if not short:
        return []
    more = f" and {len(short) - NAMED} more" if len(short) > NAMED else ""
    return [
        advisory(
            "date-ambiguous",
            where,
            f"These dates can be a day and month or a month and year: {', '.join(short[:NAMED])}{more}.",
            "Ask what was meant, and write the month as a word with its year.",
        )
    ]


def check_told_dates(passages: Iterable[Passage], paper: dict[str, Any], cut_off: str) -> list[Found]:
    """A finding for each passage that tells as done what lay behind the date of the paper, or the data cut-off."""
    return [finding for passage in passages for finding in _told(passage, paper["authored_on"], cut_off)]


def _told(passage: Passage, authored: str, cut_off: str) -> Iterator[Found]:
    if passage.is_quoted:
        return
    for match in WRITTEN.finditer(passage.text):
        first = _first_day(match)
        before = re.split(r"[.;:!?]\s|\n", passage.text[max(0, match.start() - SENTENCE) : match.start()])[-1]
        if first is None or first.isoformat() <= cut_off or not _is_told_as_done(before):
            continue
        is_ahead = first.isoformat() > authored
        yield advisory(
            "text-after-cut-off",
            passage.where,
            f"“{_around(before, match[0])}” is told as done, but {match[0]} is after "
            + (
                f"the date of the paper, {long(authored)}."
                if is_ahead
                else f"the data cut-off, {long(cut_off)}."
            ),
            "Correct the date or the tense."
            if is_ahead
            else "Say since when it is known, or leave it to the next paper.",
        )
        return


def _is_told_as_done(before: str) -> bool:
    """Whether a sentence, up to its date, says that something was done then."""
    done = DONE.search(before)
    if done is None or UNTIL.search(before):
        return False
    return not AHEAD.search(before[max(0, done.start() - AROUND) : done.start()])


def _first_day(match: re.Match[str]) -> date | None:
    """The first day that the words can mean; None for what is no date."""
    try:
        if match["month"]:
            month = [name[:3] for name in MONTHS].index(match["month"][:3].lower()) + 1
            return date(int(match["year"]), month, int(match["day"] or 1))
        year = int(match["y"])
        return date(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _around(before: str, written: str) -> str:
    """The words up to the date, the last dozen of them."""
    words = f"{before}{written}".split()
    return f"{'…' if len(words) > 12 else ''}{' '.join(words[-12:])}"
