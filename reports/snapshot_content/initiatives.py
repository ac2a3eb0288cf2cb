"""Initiatives in a snapshot: the tree, who held which role, the ratings and the reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from portfolios.models import Initiative, InitiativeAlias, ReportingPeriod, RoleAssignment
from reports.snapshot_content.highlight_reports import not_updated, reports
from reports.snapshot_content.plain import day, in_force, person
from reports.snapshot_content.ratings import between_turns, by_dimension, overall, previous, ratings


def initiatives(period: ReportingPeriod, before: ReportingPeriod | None) -> list[dict[str, Any]]:
    """Initiatives that live in the period, in printed order: each followed by what stands below it.

    ``before`` is the period right before it, with whose ratings those of this one are compared. Ten queries.
    """
    alive = Initiative.objects.filter(footprint=period.footprint_id).alive_in(period)
    given, earlier = ratings(period), ratings(before)
    returned, silent = reports(period), not_updated(period)
    not_due = between_turns(period)
    holders, (former, aliases) = _holders(period), _names(period)
    return [
        {
            "slug": initiative.slug,
            "parent": parent,
            "depth": depth,
            "name": former.get(initiative.pk, initiative.name),
            "heading": former.get(initiative.pk, initiative.heading),
            "aliases": aliases.get(initiative.pk, []),
            "description": initiative.description,
            "kind": initiative.kind,
            "category": initiative.category,
            "is_rated": initiative.is_rated,
            "reporting": initiative.reporting,
            "ended_on": day(initiative.ended_on),
            "people": holders[initiative.pk],
            "ratings": overall(given[initiative.pk]),
            "dimensions": by_dimension(given[initiative.pk]),
            "previous_rating": previous(earlier[initiative.pk]),
            "not_updated": silent.get(initiative.pk),
            "not_due": not_due.get(initiative.pk),
            "report": returned.get(initiative.pk),
        }
        for initiative, depth, parent in _in_tree_order(alive)
    ]


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


def _holders(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    """Who held a role on the last day (DOMAIN A8 rule 17: a past report keeps the holder of the time)."""
    found = defaultdict(list)
    rows = RoleAssignment.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    for row in sorted(
        rows.select_related("person__organisation"),
        key=lambda row: (row.role, row.person.name, row.person.key),
    ):
        organisation = row.person.organisation
        found[row.initiative_id].append(
            {
                "role": row.role,
                "role_name": row.get_role_display(),
                "is_acting": row.is_acting,
                "key": row.person.key,
                "organisation": organisation.name if organisation else "",
            }
            | person(row.person)
        )
    return found


def _names(period: ReportingPeriod) -> tuple[dict[int, str], dict[int, list[str]]]:
    """The name that an initiative went by in the period, where it has another now, and its other names of the time."""
    former: dict[int, str] = {}
    others = defaultdict(list)
    rows = InitiativeAlias.objects.filter(footprint=period.footprint_id)
    for row in sorted(rows, key=lambda row: (row.valid_to or date.max, row.name)):
        if row.valid_from and row.valid_from > period.last_day:
            continue  # nobody had heard of it
        if row.valid_to and row.valid_to >= period.last_day and row.initiative_id not in former:
            former[row.initiative_id] = row.name
        else:
            others[row.initiative_id].append(row.name)
    return former, {initiative: sorted(names) for initiative, names in others.items()}
