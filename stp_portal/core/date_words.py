"""Reads the dates that papers print: "25.08.17", "Q3 17/18", "Summer 2017", "w/c 28th March", "January 2018 onwards".

The forms are those of DOMAIN A4 (By When), A7 (precision of a date) and A9 Q5. The day comes first, the financial year
runs from April to March, and two-digit years follow POSIX (69 to 99 are the 1900s). Words that can be read in two
ways are not read at all: a wrong date does more harm than a missing one.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

# A By When cell is a few words; anything longer is prose.
LONGEST_READABLE = 200


class Precision(StrEnum):
    """How exactly a date is known. Only the dated ones have a last day, and so can become overdue."""

    DAY = "day"  # also the week that is written "w/c 28 March 2016"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    FINANCIAL_YEAR = "financial_year"
    OPEN_ENDED = "open_ended"
    ONGOING = "ongoing"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"

    @property
    def is_dated(self) -> bool:
        return self in _FINEST_FIRST


_FINEST_FIRST = (
    Precision.DAY,
    Precision.MONTH,
    Precision.QUARTER,
    Precision.SEASON,
    Precision.HALF,
    Precision.FINANCIAL_YEAR,
)


class Reading(NamedTuple):
    """What the words say: for dated precisions the first and last day; for open-ended ones the first day only."""

    precision: Precision
    first: date | None = None
    last: date | None = None


class Span(NamedTuple):
    """A reading with both its days known."""

    precision: Precision
    first: date
    last: date


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The seasons of the Met Office: whole months, winter beginning in the December of the year it is named after.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"'?(?P<year>(?:19|20)\d\d|\d\d)"
_FY = r"(?P<fy>(?:fy ?)?\d{2,4}(?:[/-]\d{2,4})?)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


_NOISE = _pattern(
    r"[,\u2019]|\b(?:mon|tues?|weds?|wednes|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b|(?: at|t)? ?\d\d?:\d\d.*$"
)
_LEAD_IN = _pattern(
    r"(?:(?:due|by|on|in|at|during|the|end|early|mid|middle|late|beginning|start|of|midday|noon)\b[ -]?)+"
)
_ONGOING = _pattern(r"on[ -]?going|continu(?:ous|ing)")
_CONDITION = _pattern(
    r"asap|a\.s\.a\.p|as soon as (?:possible|practical|practicable)"
    r"|(?:subject to|depend(?:s|ent|ing) (?:up)?on|pending|once|when|following|after)\b.+"
)
_DONE_BY = _pattern(r".+ by (?P<date>.+)")
_OPEN_ENDED = _pattern(r"(?:from |since )?(?P<a>.+) onwards?|(?:from|since) (?P<b>.+)")
_RANGE = _pattern(r"(?:from )?(?P<from>.+?) (?:to|until|till|-) (?P<to>.+)")
_WEEK = _pattern(r"(?:w/?(?P<edge>[cbe])|week (?P<word>commencing|beginning|ending)):? (?P<date>.+)")

_ISO_DAY = _pattern(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_ISO_MONTH = _pattern(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)")
_DAY_FIRST = _pattern(r"(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2(?P<year>(?:19|20)\d\d|\d\d)")
_DAY_WORDS = _pattern(rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -]?(?:of )?{_MONTH}(?:[ -]?{_YEAR})?")
_MONTH_DAY_WORDS = _pattern(
    rf"{_MONTH} (?P<day>\d\d?)(?:(?:st|nd|rd|th)(?: (?P<y1>\d{{4}}))?| (?P<y2>\d{{4}}))"
)
_MONTH_WORDS = _pattern(rf"{_MONTH}(?:[ /-]?{_YEAR})?")
_MONTH_NUMBERS = _pattern(r"(?P<month>\d\d?)[/.-](?P<year>(?:19|20)\d\d)")
_TWO_NUMBERS = _pattern(r"(?P<a>\d\d?)(?P<mark>[/.-])(?P<b>\d\d?)")
_QUARTER = _pattern(rf"(?:q|quarter )(?P<part>[1-4])[ -]?(?:of )?(?:the )?{_FY}")
_YEAR_QUARTER = _pattern(rf"{_FY}[ -]?(?:q|quarter )(?P<part>[1-4])")
_HALF = _pattern(rf"(?:h(?P<part>[12])|(?P<nth>first|second|1st|2nd) half)[ -]?(?:of )?(?:the )?{_FY}")
_YEAR_HALF = _pattern(rf"{_FY}[ -]?h(?P<part>[12])")
_SEASON = _pattern(rf"(?P<season>spring|summer|autumn|winter)(?:(?: of)? '?{_FY})?")
_FINANCIAL_YEAR = _pattern(rf"(?:the )?(?:financial year )?{_FY}")
_FY_PAIR = _pattern(r"(?:fy ?)?(\d{4})[/-](\d{4}|\d\d)|(?:fy ?)?(\d\d)[/-](\d\d)")
_FY_END = _pattern(r"fy ?(\d{4}|\d\d)")


def read(words: str, assume_year: int | None = None) -> Reading:
    """The reading of `words`; never raises.

    `assume_year` is the calendar year of dates that are written without one (1900 to 2099, else it is not used).
    """
    if len(words) > LONGEST_READABLE:
        return Reading(Precision.UNKNOWN)
    if assume_year is not None and not 1900 <= assume_year < 2100:
        assume_year = None
    text = _tidy(words)
    if _ONGOING.fullmatch(text):
        return Reading(Precision.ONGOING)
    if _CONDITION.fullmatch(text):
        return Reading(Precision.CONDITIONAL)
    if found := _range(text, assume_year) or _span(text, assume_year):
        return Reading(*found)
    if match := _OPEN_ENDED.fullmatch(text):
        found = _span(match["a"] or match["b"], assume_year)
        return Reading(Precision.OPEN_ENDED, found.first) if found else Reading(Precision.UNKNOWN)
    # "In post by March": something must come true first, whichever year is meant.
    if (match := _DONE_BY.fullmatch(text)) and _span(match["date"], assume_year or 2000):
        return Reading(Precision.CONDITIONAL)
    return Reading(Precision.UNKNOWN)


def _tidy(words: str) -> str:
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", words.casefold())
    text = " ".join(text.split())
    text = " ".join(_NOISE.sub("", text).split())
    return text.rstrip(".;: ")


def _range(text: str, assume_year: int | None) -> Span | None:
    """ "2017/18 to 2018/19", "1 May 2015 - 22 May 2015"; an end without a year takes it from the other end."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    start, end = _span(match["from"], None), _span(match["to"], None)
    if not start and not end:
        start, end = _span(match["from"], assume_year), _span(match["to"], assume_year)
    if start and not end:
        end = _span(match["to"], start.last.year)
    if end and not start:
        start = _span(match["from"], end.first.year)
        if start and start.first > end.first:
            start = _span(match["from"], end.first.year - 1)
    if start and end and end.last < start.first:
        end = _span(match["to"], start.last.year + 1)
    if not start or not end or start.first > end.first or start.last > end.last:
        return None
    return Span(max(start.precision, end.precision, key=_FINEST_FIRST.index), start.first, end.last)


def _span(text: str, assume_year: int | None) -> Span | None:
    """One dated expression, with or without its lead-in ("by the end of")."""
    if match := _WEEK.fullmatch(text):
        return _week(match, assume_year)
    lead_in = _LEAD_IN.match(text)
    text = text[lead_in.end() :] if lead_in else text
    if match := _TWO_NUMBERS.fullmatch(text):
        return _two_numbers(match, assume_year)
    return _day_or_month(text, assume_year) or _longer(text, assume_year)


def _week(match: re.Match[str], assume_year: int | None) -> Span | None:
    found = _span(match["date"], assume_year)
    if not found or found.precision != Precision.DAY or found.first != found.last:
        return None
    if "e" in (match["edge"], (match["word"] or "")[:1]):
        return Span(Precision.DAY, found.first - timedelta(days=6), found.last)
    return Span(Precision.DAY, found.first, found.last + timedelta(days=6))


def _day_or_month(text: str, assume_year: int | None) -> Span | None:
    if match := _ISO_DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return _day(_year(match["year"]), int(match["month"]), int(match["day"]))
    if match := _DAY_WORDS.fullmatch(text):
        return _day(_year(match["year"]) or assume_year, _month_number(match), int(match["day"]))
    if match := _MONTH_WORDS.fullmatch(text):
        return _months(_year(match["year"]) or assume_year, _month_number(match), 1, Precision.MONTH)
    if match := _MONTH_DAY_WORDS.fullmatch(text):
        return _day(_year(match["y1"] or match["y2"]) or assume_year, _month_number(match), int(match["day"]))
    if match := _MONTH_NUMBERS.fullmatch(text):
        return _months(_year(match["year"]), int(match["month"]), 1, Precision.MONTH)
    # 2011-12 may be the financial year or December: neither is taken.
    if (match := _ISO_MONTH.fullmatch(text)) and not _financial_year(text):
        return _months(_year(match["year"]), int(match["month"]), 1, Precision.MONTH)
    return None


def _two_numbers(match: re.Match[str], assume_year: int | None) -> Span | None:
    """17/18, 03/17, 25/9: a financial year, a month with its year, or a day without one. Read only if just one fits."""
    text, a, b = match[0], match["a"], match["b"]
    possible: list[Span | None] = []
    if match["mark"] != "." and (start := _financial_year(text)):
        possible.append(_months(start, 4, 12, Precision.FINANCIAL_YEAR))
    if len(b) == 2 and (month := _months(_year(b), int(a), 1, Precision.MONTH)):
        possible.append(month)
    if _day(2000, int(b), int(a)):
        possible.append(_day(assume_year, int(b), int(a)))
    return possible[0] if len(possible) == 1 else None


def _longer(text: str, assume_year: int | None) -> Span | None:
    """Quarters and halves of a financial year, seasons, financial years."""
    if match := _QUARTER.fullmatch(text) or _YEAR_QUARTER.fullmatch(text):
        return _part_of_year(match["fy"], int(match["part"]), 3, Precision.QUARTER)
    if match := _HALF.fullmatch(text):
        part = match["part"] or ("1" if match["nth"] in ("first", "1st") else "2")
        return _part_of_year(match["fy"], int(part), 6, Precision.HALF)
    if match := _YEAR_HALF.fullmatch(text):
        return _part_of_year(match["fy"], int(match["part"]), 6, Precision.HALF)
    if match := _SEASON.fullmatch(text):
        year = _year(match["fy"]) if match["fy"] else assume_year
        # Only the winter lies across two years, so only "Winter 2017/18" can be written that way.
        if match["fy"] and match["season"] == "winter":
            year = year or _financial_year(match["fy"])
        return _months(year, _SEASONS[match["season"]], 3, Precision.SEASON)
    if match := _FINANCIAL_YEAR.fullmatch(text):
        if _ISO_MONTH.fullmatch(text) and _months(2000, int(text[-2:]), 1, Precision.MONTH):
            return None
        return _months(_financial_year(match["fy"]), 4, 12, Precision.FINANCIAL_YEAR)
    return None


def _part_of_year(words: str, part: int, months: int, precision: Precision) -> Span | None:
    # "1819-Q1" can only be the financial year; "2021-Q1" may be of the year 2021 as well.
    if len(words) == 4 and words.isdigit() and not words.startswith("20"):
        words = f"{words[:2]}/{words[2:]}"
    start = _financial_year(words)
    if start is None:
        return None
    offset = 3 + months * (part - 1)
    return _months(start + offset // 12, offset % 12 + 1, months, precision)


def _financial_year(words: str) -> int | None:
    """The calendar year in which the financial year begins: 2017 for "2017/18", "17-18", "FY18" and "FY1718"."""
    if match := _FY_PAIR.fullmatch(words):
        start, end = match[1] or match[3], match[2] or match[4]
        first = _year(start)
        return first if first and str(first + 1).endswith(end) else None
    if match := _FY_END.fullmatch(words):
        digits = match[1]
        if len(digits) == 4 and not digits.startswith("20"):
            return _financial_year(f"{digits[:2]}/{digits[2:]}")
        end_year = _year(digits)
        return end_year - 1 if end_year else None
    return None


def _year(digits: str | None) -> int | None:
    if not digits or not digits.isdigit() or len(digits) not in (2, 4):
        return None
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 69 else 2000)


def _month_number(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3]) + 1


def _day(year: int | None, month: int, day: int) -> Span | None:
    try:
        found = date(year or 0, month, day)
    except ValueError:
        return None
    return Span(Precision.DAY, found, found)


def _months(year: int | None, month: int, count: int, precision: Precision) -> Span | None:
    """`count` whole months from the first of `month`."""
    if year is None or not 1 <= month <= 12:
        return None
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    try:
        return Span(
            precision, date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])
        )
    except ValueError:
        return None
