"""Financial years, bank holidays in England, and counting in working days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portfolios import calendar
from portfolios.calendar import (
    bank_holiday,
    financial_year,
    is_working_day,
    month_number,
    quarter,
    working_days_after,
    working_days_before,
    working_days_between,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31))
numbers = st.integers(min_value=0, max_value=60)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "year", "month", "of_quarter"),
    [
        (date(2017, 9, 20), "2017/18", 6, 2),
        (date(2017, 10, 1), "2017/18", 7, 3),
        (date(2018, 1, 1), "2017/18", 10, 4),
        (date(2018, 3, 31), "2017/18", 12, 4),
        (date(2018, 4, 1), "2018/19", 1, 1),
        (date(2020, 2, 29), "2019/20", 11, 4),
        (date(1999, 12, 31), "1999/00", 9, 3),
    ],
)
def test_financial_year_month_and_quarter(day, year, month, of_quarter):
    assert (financial_year(day), month_number(day), quarter(day)) == (year, month, of_quarter)


@given(days)
def test_financial_year_changes_on_1_april_and_at_no_other_time(day):
    is_new = financial_year(day) != financial_year(day - ONE_DAY)
    assert is_new == ((day.month, day.day) == (4, 1))


@given(days)
def test_a_year_later_it_is_the_same_month_of_the_next_financial_year(day):
    assume((day.month, day.day) != (2, 29))
    later = day.replace(year=day.year + 1)
    assert month_number(later) == month_number(day)
    assert int(financial_year(later)[:4]) == int(financial_year(day)[:4]) + 1
    assert financial_year(later)[-2:] == f"{(int(financial_year(later)[:4]) + 1) % 100:02}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 12, 25), "Christmas Day"),
        (date(2017, 12, 26), "Boxing Day"),
        (date(2021, 12, 27), "Christmas Day"),  # both fell on the weekend: two substitute days follow it
        (date(2021, 12, 28), "Boxing Day"),
        (date(2022, 1, 3), "New Year's Day"),
        (date(2018, 3, 30), "Good Friday"),
        (date(2018, 4, 2), "Easter Monday"),
        (date(2017, 8, 28), "Late Summer"),
        (date(2011, 4, 29), "Wedding"),
        (date(2020, 5, 8), "May Day"),  # moved to the 75th anniversary of VE Day
        (date(2022, 6, 2), "Spring"),  # moved to lie beside the jubilee
        (date(2022, 6, 3), "Platinum Jubilee"),
        (date(2022, 9, 19), "State Funeral"),
        (date(2023, 5, 8), "Coronation"),
    ],
)
def test_bank_holidays_of_england_are_no_working_days(day, words):
    assert words in bank_holiday(day)
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2022, 5, 30),  # the last Monday of May, from which the holiday was moved to June
        date(2018, 1, 2),  # a holiday in Scotland
        date(2026, 11, 30),  # St Andrew's Day
        date(2026, 3, 17),  # St Patrick's Day
        date(2022, 9, 20),
    ],
)
def test_holidays_of_elsewhere_and_the_days_beside_them_are_working_days(day):
    assert bank_holiday(day) == ""
    assert is_working_day(day)


def test_fifteen_working_days_before_the_meeting_of_20_september_2017():
    assert working_days_before(date(2017, 9, 20), 15) == date(2017, 8, 30)


def test_the_late_summer_holiday_is_passed_over():
    assert working_days_before(date(2017, 9, 20), 17) == date(2017, 8, 25)


def test_easter_is_passed_over_in_both_directions():
    """Good Friday and Easter Monday of 2026 are 3 and 6 April."""
    assert working_days_before(date(2026, 4, 8), 5) == date(2026, 3, 30)
    assert working_days_after(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_christmas_and_the_new_year_are_passed_over():
    assert working_days_after(date(2021, 12, 24), 3) == date(2021, 12, 31)
    assert working_days_before(date(2022, 1, 4), 1) == date(2021, 12, 31)


def test_from_a_weekend_the_first_working_day_counts_as_one():
    saturday = date(2017, 9, 16)
    assert working_days_before(saturday, 0) == working_days_before(saturday, 1) == date(2017, 9, 15)
    assert working_days_after(saturday, 0) == working_days_after(saturday, 1) == date(2017, 9, 18)


def test_clocks_going_forward_or_back_count_for_nothing():
    """26 March and 29 October 2017, both Sundays."""
    assert working_days_after(date(2017, 3, 24), 1) == date(2017, 3, 27)
    assert working_days_before(date(2017, 10, 30), 1) == date(2017, 10, 27)


@pytest.mark.parametrize("counted", [working_days_before, working_days_after])
def test_a_negative_number_is_refused(counted):
    with pytest.raises(ValueError, match="count the other way"):
        counted(date(2017, 9, 20), -1)


@given(days, numbers)
def test_counting_gives_a_working_day_with_that_many_in_between(day, number):
    """Held against a plain count of every day in between."""
    back, on = working_days_before(day, number), working_days_after(day, number)
    assert is_working_day(back) and is_working_day(on)
    expected = number if is_working_day(day) else max(number, 1)
    assert sum(is_working_day(back + n * ONE_DAY) for n in range((day - back).days)) == expected
    assert sum(is_working_day(on - n * ONE_DAY) for n in range((on - day).days)) == expected


@given(days, numbers)
def test_counting_there_and_back_ends_where_it_began(day, number):
    assume(is_working_day(day))
    assert working_days_after(working_days_before(day, number), number) == day
    assert working_days_between(working_days_before(day, number), day) == number


@given(days, days)
def test_days_between_are_the_same_both_ways(first, last):
    there, back = working_days_between(first, last), working_days_between(last, first)
    assert there == -back
    if is_working_day(last) and last > first:
        assert working_days_after(first, there) == last


def test_threads_that_ask_for_a_new_year_at_once_all_get_its_holidays():
    calendar._bank_holidays.cache_clear()
    christmas = [date(year, 12, 25) for year in range(1990, 2030)] * 4
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(bank_holiday, christmas)) == {"Christmas Day"}
