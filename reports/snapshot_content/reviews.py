"""Reviews in a snapshot, with their recommendations."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import fuzzy, privacy
from reports.snapshot_content.recommendations import recommendation
from risks.models import Overseer, Recommendation, RecommendationUpdate, Review, SupportingOfficer

Rows = dict[int, list[Any]]


def reviews(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every review by its short name, with its recommendations by number. Five queries."""
    officers = SupportingOfficer.objects.select_related("person")
    overseers = Overseer.objects.select_related("body")
    updates = RecommendationUpdate.objects.select_related("recommendation")
    footprint = period.footprint_id
    beside = (
        _grouped(sorted(officers.filter(footprint=footprint), key=lambda row: (row.position, row.pk))),
        _grouped(sorted(overseers.filter(footprint=footprint), key=lambda row: (row.position, row.pk))),
        _grouped(
            sorted(updates.filter(footprint=footprint), key=lambda row: (row.on, row.recorded_at, row.pk))
        ),
    )
    asked = Recommendation.objects.filter(footprint=footprint)
    of_review: Rows = defaultdict(list)
    for row in asked.select_related("initiative", "lead", "closed_in__body").order_by("number"):
        of_review[row.review_id].append(row)
    return [
        {
            "key": review.key,
            "kind": review.kind,
            "title": review.title,
            "reviewer": review.reviewer,
            "held": fuzzy(review.held),
            "note": review.note,
            "recommendations": _recommendations(of_review[review.pk], *beside),
        }
        | privacy(review)
        for review in sorted(Review.objects.filter(footprint=footprint), key=lambda row: row.key)
    ]


def _recommendations(
    rows: list[Recommendation], officers: Rows, overseers: Rows, updates: Rows
) -> list[dict[str, Any]]:
    """Those of one review. An update that was said of several names the numbers of all of them."""
    together: dict[Any, set[int]] = defaultdict(set)
    for row in rows:
        for update in updates[row.pk]:
            together[update.said_with].add(row.number)
    together[None] = set()
    return [
        recommendation(row, officers[row.pk], overseers[row.pk], updates[row.pk], together) for row in rows
    ]


def _grouped(rows: Iterable[Any]) -> Rows:
    """Rows by the recommendation they belong to."""
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.recommendation_id].append(row)
    return found
