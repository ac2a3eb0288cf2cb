"""The calendar of the NHS in England: financial years and their months, bank holidays, and counting in working days.

A day here is a day of the calendar, without a time: clocks going forward or back change nothing.
"""

from datetime import date, timedelta
from functools import cache

import holidays

APRIL = 4
ONE_DAY = timedelta(days=1)


def financial_year(day: date) -> str:
    """The financial year that ``day`` falls in, from 1 April, as it is written: “2017/18” (DOMAIN B9)."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def month_number(day: date) -> int:
    """The month of the financial year: 1 for April, 12 for March (DOMAIN B9: M1 to M12)."""
    return (day.month - APRIL) % 12 + 1


def quarter(day: date) -> int:
    """The quarter of the financial year: 1 for April to June, 4 for January to March."""
    return (month_number(day) - 1) // 3 + 1


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    # One calendar for each year: the library's own, which grows year by year, is not safe with several threads.
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, expand=False, language="en_GB")
    return dict(found)


def bank_holiday(day: date) -> str:
    """The name of the bank holiday in England on ``day``; empty where there is none."""
    return _bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and not bank_holiday(day)


def working_days_before(day: date, number: int) -> date:
    """The working day that is ``number`` working days before ``day``, which itself is not counted.

    0 gives ``day``, or the last working day before it. ValueError for a negative number.
    """
    return _counted(day, number, -ONE_DAY)


def working_days_after(day: date, number: int) -> date:
    """The working day that is ``number`` working days after ``day``, which itself is not counted.

    0 gives ``day``, or the first working day after it. ValueError for a negative number.
    """
    return _counted(day, number, ONE_DAY)


def _counted(day: date, number: int, step: timedelta) -> date:
    if number < 0:
        raise ValueError(f"{number} working days cannot be counted. Give 0 or more, and count the other way.")
    if number == 0 and not is_working_day(day):
        number = 1
    for _ in range(number):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after ``first``, up to ``last`` with it; negative where ``last`` is the earlier."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
