"""Comparing ratings, and which of two counts."""

from datetime import date

from reports.queries.ratings import Judgement, Level, Movement, movement, schemes
from tests.factories import RatingSchemeFactory


def level(rank: int, scheme: int = 1) -> Level:
    return Level(rank * 10 + scheme, scheme, rank, f"L{rank}", "L", "circle", "green", "")


def test_a_lower_rank_is_better():
    assert movement(level(1), level(2)) == Movement.IMPROVED
    assert movement(level(3), level(2)) == Movement.WORSENED
    assert movement(level(2), level(2)) == Movement.UNCHANGED


def test_what_is_missing_on_either_side_is_told():
    assert movement(level(1), None) == Movement.NEW
    assert movement(None, level(1)) == Movement.MISSING
    assert movement(None, None) == Movement.NONE


def test_levels_of_two_schemes_are_not_compared():
    assert movement(level(1, scheme=1), level(2, scheme=2)) == Movement.OTHER_SCHEME


def test_the_pmo_rating_counts_where_there_is_one():
    assert Judgement(lead=level(1), pmo=level(2)).effective == level(2)
    assert Judgement(lead=level(1)).effective == level(1)
    assert Judgement(pmo=level(2)).differs is False


def test_the_scheme_in_force_is_that_of_the_day(footprint, bea):
    RatingSchemeFactory(
        footprint=footprint, name="Old", valid_from=date(2015, 1, 1), valid_to=date(2016, 12, 31)
    )
    RatingSchemeFactory(footprint=footprint, name="New", valid_from=date(2017, 1, 1))
    assert schemes(footprint, bea, date(2016, 12, 31)).name == "Old"
    assert schemes(footprint, bea, date(2017, 1, 1)).name == "New"
    assert schemes(footprint, bea, date(2014, 1, 1)).in_force == ()
    assert len(schemes(footprint, bea, date(2017, 1, 1)).by_pk) == 6
