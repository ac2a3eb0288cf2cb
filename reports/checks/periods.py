"""Reporting periods that share a day (DOMAIN A8 rule 4)."""

from typing import Any

from reports.checks.found import Found, advisory
from reports.dates import long


def check_next_period(period: dict[str, Any], following: dict[str, Any] | None, where: str) -> list[Found]:
    """A finding where the next period begins before this one is over: work of that day could be told twice."""
    if following is None or following["first_day"] > period["last_day"]:
        return []
    return [
        advisory(
            "periods-share-day",
            where,
            f"The next reporting period begins on {long(following['first_day'])}, and this one ends on "
            f"{long(period['last_day'])}.",
            "Let each day belong to one period, unless it is meant so.",
        )
    ]
