"""Ratings in a snapshot."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef

from portfolios.models import (
    HighlightReport,
    Rating,
    RatingDimension,
    RatingSource,
    ReportingPeriod,
    ReportingRhythm,
)
from reports.snapshot_content.plain import mark
from reports.snapshot_content.reading import effective

# Dimension, then source.
Given = dict[str, dict[str, dict[str, Any]]]


def ratings(period: ReportingPeriod | None) -> dict[int, Given]:
    """The ratings that stand in ``period``, by initiative. One query."""
    found: dict[int, Given] = defaultdict(lambda: defaultdict(dict))
    rows = Rating.objects.current().counting().filter(period=period).select_related("level__scheme")
    for rating in rows if period else ():
        found[rating.initiative_id][rating.dimension][rating.source] = {
            "scheme": rating.level.scheme.key,
            "level": mark(rating.level) | {"definition": rating.level.definition},
            "as_printed": rating.as_printed,
            "reason": rating.reason,
        }
    return found


def between_turns(period: ReportingPeriod) -> dict[int, dict[str, Any]]:
    """From which period a rating stands, by initiative, where the lock found that no report was due. One query.

    What is carried forward for one that was due has a report, which says how old it is.
    """
    rows = Rating.objects.current().overall().filter(period=period, source=RatingSource.CARRIED)
    reports = HighlightReport.objects.filter(initiative=OuterRef("initiative"), period=period)
    found = rows.filter(~Exists(reports), initiative__reporting=ReportingRhythm.SECOND)
    return {
        initiative: {"since": label}
        for initiative, label in found.values_list("initiative_id", "carried_from__period__label")
    }


def overall(given: Given) -> dict[str, dict[str, Any] | None]:
    """The overall ratings, one for every source there is."""
    return {source.value: given[RatingDimension.OVERALL].get(source) for source in RatingSource}


def by_dimension(given: Given) -> dict[str, dict[str, dict[str, Any] | None]]:
    """The ratings beside the overall one: of each dimension that was rated, the lead's and the PMO's."""
    return {
        dimension.value: {
            source.value: given[dimension].get(source) for source in (RatingSource.LEAD, RatingSource.PMO)
        }
        for dimension in RatingDimension
        if dimension != RatingDimension.OVERALL and given[dimension]
    }


def previous(given: Given) -> dict[str, Any] | None:
    """What counted in the period before."""
    return effective(overall(given))
