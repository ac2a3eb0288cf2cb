"""Initiatives in a snapshot: the tree, who held which role, the ratings and the reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from portfolios.models import (
    HighlightReport,
    Initiative,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    RoleAssignment,
)
from reports.snapshot_content.plain import in_force, mark, person


def initiatives(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Initiatives that live in the period, in printed order: each followed by what stands below it."""
    alive = Initiative.objects.filter(
        Q(started_on=None) | Q(started_on__lte=period.last_day),
        Q(ended_on=None) | Q(ended_on__gte=period.first_day),
        footprint=period.footprint_id,
    )
    ratings = _ratings(period)
    previous = _ratings(_previous(period))
    reports = _reports(period)
    holders = _holders(period)
    nodes = []
    for initiative, depth, parent in _in_tree_order(alive):
        earlier = previous[initiative.pk]
        nodes.append(
            {
                "slug": initiative.slug,
                "parent": parent,
                "depth": depth,
                "name": initiative.name,
                "heading": initiative.heading,
                "kind": initiative.kind,
                "category": initiative.category,
                "is_rated": initiative.is_rated,
                "people": holders[initiative.pk],
                "ratings": {source.value: ratings[initiative.pk].get(source) for source in RatingSource},
                "previous_rating": earlier.get(RatingSource.PMO) or earlier.get(RatingSource.LEAD),
                "report": reports.get(initiative.pk),
            }
        )
    return nodes


def _in_tree_order(rows: Iterable[Initiative]) -> Iterator[tuple[Initiative, int, str | None]]:
    """Each initiative with its depth and its parent's slug. One whose parent has ended stands at the top."""
    by_parent: dict[int | None, list[Initiative]] = defaultdict(list)
    known = {row.pk: row for row in sorted(rows, key=lambda row: (row.position, row.name, row.slug))}
    for row in known.values():
        by_parent[row.parent_id if row.parent_id in known else None].append(row)
    stack = [(row, 0) for row in reversed(by_parent[None])]
    while stack:
        row, depth = stack.pop()
        yield row, depth, known[row.parent_id].slug if row.parent_id in known else None
        stack.extend((child, depth + 1) for child in reversed(by_parent[row.pk]))


def _previous(period: ReportingPeriod) -> ReportingPeriod | None:
    earlier = ReportingPeriod.objects.filter(footprint=period.footprint_id, first_day__lt=period.first_day)
    return earlier.order_by("first_day").last()


def _ratings(period: ReportingPeriod | None) -> dict[int, dict[str, dict[str, Any]]]:
    """The overall ratings that stand, by initiative and source."""
    found: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = Rating.objects.current().overall().filter(period=period).select_related("level__scheme")
    for rating in rows if period else ():
        found[rating.initiative_id][rating.source] = {
            "scheme": rating.level.scheme.key,
            "level": mark(rating.level) | {"definition": rating.level.definition},
            "as_printed": rating.as_printed,
            "reason": rating.reason,
        }
    return found


def _reports(period: ReportingPeriod) -> dict[int, dict[str, Any]]:
    paragraphs = defaultdict(list)
    rows = ReportParagraph.objects.filter(report__period=period).order_by("report_id", "part", "position")
    for row in rows:
        paragraphs[row.report_id].append({"part": row.part, "text": row.text, "is_private": row.is_private})
    return {
        report.initiative_id: {
            "state": report.state,
            "route_to_green": report.route_to_green,
            "paragraphs": paragraphs[report.pk],
        }
        for report in HighlightReport.objects.filter(period=period)
    }


def _holders(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    """Who held a role on the last day (DOMAIN A8 rule 17: a past report keeps the holder of the time)."""
    found = defaultdict(list)
    rows = RoleAssignment.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    for row in sorted(
        rows.select_related("person"), key=lambda row: (row.role, row.person.name, row.person.key)
    ):
        found[row.initiative_id].append(
            {"role": row.role, "role_name": row.get_role_display(), "is_acting": row.is_acting}
            | person(row.person)
        )
    return found
