"""How far ahead somebody may promise to look at a risk again."""

from datetime import date

YEARS = 2


def furthest_from(day: date) -> date:
    """The last day that a review or an acceptance made on ``day`` may name: two years on, so that a slip of the year
    does not put a risk out of sight for good.
    """
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS, day=28)
