"""Builds the content of a snapshot."""

from datetime import timedelta
from typing import Any

from portfolios.models import Abbreviation, Body, Meeting, Organisation, RatingScheme, ReportingPeriod
from reports.snapshot_content.asks import asks
from reports.snapshot_content.dependencies import dependencies
from reports.snapshot_content.initiatives import initiatives
from reports.snapshot_content.issues import issues
from reports.snapshot_content.matrices import matrices
from reports.snapshot_content.measures import finance, measures
from reports.snapshot_content.milestones import milestones
from reports.snapshot_content.plain import day, in_force, mark
from reports.snapshot_content.rating_history import rating_history
from reports.snapshot_content.reviews import reviews
from reports.snapshot_content.risks import risks

# Raised when the shape below changes; readers of old snapshots look at it.
SCHEMA_VERSION = 4

# Meetings a paper of the period can refer to: those within a quarter of it.
NEARBY = timedelta(days=92)


def build(period: ReportingPeriod) -> dict[str, Any]:
    """Everything that papers of ``period`` are drawn from, as plain JSON data.

    Holds slugs, keys and numbers people know, never a database id or the time of asking, so the same record gives the
    same content. Lists are sorted here rather than by the database, because databases sort words differently. Private
    rows are in it and marked; ``public`` leaves them out. Of a locked period, what was not returned is left out. About
    50 queries, however large the footprint.
    """
    periods = ReportingPeriod.objects.filter(footprint=period.footprint_id)
    before, after = periods.before(period), periods.after(period)
    nodes = initiatives(period, before)
    return {
        "schema_version": SCHEMA_VERSION,
        "footprint": {
            "slug": period.footprint.slug,
            "name": period.footprint.name,
            "is_made_up": period.footprint.is_made_up,
        },
        "period": {
            "slug": period.slug,
            "label": period.label,
            "first_day": day(period.first_day),
            "last_day": day(period.last_day),
            "data_cut_off": day(period.data_cut_off),
            "returns_due": day(period.returns_due),
        },
        "previous_period": _neighbour(before),
        "next_period": _neighbour(after),
        "schemes": _schemes(period, nodes),
        "initiatives": nodes,
        "asks": asks(period, before),
        "rating_history": rating_history(period),
        "milestones": milestones(period),
        "measures": measures(period),
        "finance": finance(period),
        "risks": risks(period),
        "issues": issues(period),
        "dependencies": dependencies(period),
        "reviews": reviews(period),
        "matrices": matrices(period),
        "abbreviations": _abbreviations(period),
        "organisations": _organisations(period),
        "bodies": _bodies(period),
        "meetings": _meetings(period),
    }


def _neighbour(period: ReportingPeriod | None) -> dict[str, Any] | None:
    """The period before or after, by name and days."""
    if period is None:
        return None
    return {
        "slug": period.slug,
        "label": period.label,
        "first_day": day(period.first_day),
        "last_day": day(period.last_day),
    }


def _schemes(period: ReportingPeriod, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schemes in force on the last day, and any other in whose words a rating was given."""
    used = {
        rating["scheme"]
        for node in nodes
        for rating in (
            *node["ratings"].values(),
            *(rating for given in node["dimensions"].values() for rating in given.values()),
            node["previous_rating"],
        )
        if rating
    }
    schemes = RatingScheme.objects.filter(footprint=period.footprint_id).prefetch_related("levels")
    current = set(schemes.filter(in_force(period.last_day)).values_list("key", flat=True))
    return [
        {
            "key": scheme.key,
            "name": scheme.name,
            "is_in_force": scheme.key in current,
            "levels": [
                mark(level) | {"definition": level.definition, "synonyms": level.synonyms}
                for level in scheme.levels.all()
            ],
        }
        for scheme in sorted(schemes, key=lambda row: (row.valid_from, row.key))
        if scheme.key in used | current
    ]


def _abbreviations(period: ReportingPeriod) -> list[dict[str, str]]:
    found = Abbreviation.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    rows = [{"term": row.term, "expansion": row.expansion} for row in found]
    return sorted(rows, key=lambda row: (row["term"], row["expansion"]))


def _organisations(period: ReportingPeriod) -> list[dict[str, str]]:
    rows = Organisation.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    return [
        {"key": row.key, "name": row.name, "short_name": row.short_name, "kind": row.kind}
        for row in sorted(rows, key=lambda row: row.key)
    ]


def _bodies(period: ReportingPeriod) -> list[dict[str, Any]]:
    rows = Body.objects.filter(footprint=period.footprint_id).select_related("parent")
    return [
        {
            "key": body.key,
            "name": body.name,
            "abbreviation": body.abbreviation,
            "short": body.short,
            "kind": body.kind,
            "parent": body.parent.key if body.parent else None,
        }
        for body in sorted(rows, key=lambda row: row.key)
    ]


def _meetings(period: ReportingPeriod) -> list[dict[str, Any]]:
    nearby = Meeting.objects.filter(
        footprint=period.footprint_id,
        date__range=(period.first_day - NEARBY, period.last_day + NEARBY),
    )
    return [
        {
            "body": meeting.body.key,
            "date": day(meeting.date),
            "has_public_part": meeting.has_public_part,
            "has_private_part": meeting.has_private_part,
        }
        for meeting in sorted(nearby.select_related("body"), key=lambda row: (row.date, row.body.key))
    ]
