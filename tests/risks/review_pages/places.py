"""Where the pages of reviews are, days counted from today, and what a page shows of them."""

import re
from datetime import timedelta

from django.utils import timezone

from stp_portal.core.fuzzy_dates import FuzzyDate

ALL = "/northmere/reviews/recommendations/"
ADDRESS = "/northmere/reviews/stocktake/"
ONE = f"{ADDRESS}1/"


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def on(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"Recommendation (\d+)", page)]


def parts(name: str, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}
