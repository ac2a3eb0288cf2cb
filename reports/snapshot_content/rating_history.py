"""The overall rating of each initiative over a year, in a snapshot."""

from collections import defaultdict
from typing import Any

from portfolios.models import Rating, RatingDimension, ReportingPeriod
from reports.snapshot_content.plain import day, mark
from reports.snapshot_content.reading import effective

# A year of months: the status grid of twelve months (DESIGN 7).
PERIODS = 12


def rating_history(period: ReportingPeriod) -> dict[str, Any]:
    """The last twelve periods up to ``period``, oldest first, and by initiative what counted in each: None for nothing.

    Two queries.
    """
    of_footprint = ReportingPeriod.objects.filter(
        footprint=period.footprint_id, first_day__lte=period.first_day
    )
    periods = list(of_footprint.order_by("-first_day")[:PERIODS])[::-1]
    given: dict[tuple[str, int], dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = Rating.objects.current().counting().filter(period__in=periods, dimension=RatingDimension.OVERALL)
    for rating in rows.select_related("level", "initiative"):
        given[rating.initiative.slug, rating.period_id][rating.source] = mark(rating.level)
    rated = sorted({slug for slug, _ in given})
    return {
        "periods": [
            {
                "slug": one.slug,
                "label": one.label,
                "first_day": day(one.first_day),
                "last_day": day(one.last_day),
            }
            for one in periods
        ],
        "ratings": {slug: [effective(given.get((slug, one.pk), {})) for one in periods] for slug in rated},
    }
