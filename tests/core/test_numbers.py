import pytest
from hypothesis import given
from hypothesis import strategies as st

from stp_portal.core.numbers import count_and_share, counted, for_days, percent, whole_number


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (13, 31, "13 (42%)"),  # the counts of the September 2017 paper
        (15, 31, "15 (48%)"),
        (3, 31, "3 (10%)"),
        (1, 8, "1 (13%)"),  # 12.5 goes up
        (3, 8, "3 (38%)"),  # 37.5 goes up: not the banker's rounding of round()
        (1, 200, "1 (1%)"),
        (1, 201, "1 (0%)"),
        (0, 31, "0 (0%)"),
        (31, 31, "31 (100%)"),
        (0, 0, "0 (0%)"),
    ],
)
def test_count_and_share_rounds_halves_up(part, whole, expected):
    assert count_and_share(part, whole) == expected


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    [
        (1, ("day",), "1 day"),
        (0, ("day",), "0 days"),
        (12, ("day",), "12 days"),
        (2, ("entry", "entries"), "2 entries"),
        (1, ("entry", "entries"), "1 entry"),
    ],
)
def test_counted(number, words, expected):
    assert counted(number, *words) == expected


@pytest.mark.parametrize(("days", "said"), [(45, " for 45 days"), (1, " for 1 day"), (0, ""), (None, "")])
def test_days_that_are_none_are_not_counted(days, said):
    assert for_days(days) == said


@pytest.mark.parametrize(("part", "whole"), [(-1, 10), (1, -10), (1, 0)])
def test_percent_refuses_impossible_counts(part, whole):
    with pytest.raises(ValueError, match=f"{part} in {whole}"):
        percent(part, whole)


@given(st.integers(1, 10**12), st.data())
def test_percent_is_never_half_a_point_off(whole, data):
    part = data.draw(st.integers(0, whole))
    # 100 part / whole - 0.5 < percent <= 100 part / whole + 0.5, in whole numbers
    assert 200 * part - whole < 2 * whole * percent(part, whole) <= 200 * part + whole


@pytest.mark.parametrize(
    ("words", "number"),
    [("7", 7), ("123456789", 123456789), ("", 1), ("-1", 1), ("٣", 1), ("²", 1), ("9" * 5000, 1)],
)
def test_what_a_page_sends_is_a_number_or_stands_for_none(words, number):
    assert whole_number(words, otherwise=1) == number
