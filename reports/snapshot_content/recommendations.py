"""Recommendations in a snapshot."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from reports.snapshot_content.plain import day, fuzzy, person, privacy
from risks.models import Overseer, Recommendation, RecommendationUpdate, SupportingOfficer


def recommendation(
    row: Recommendation,
    officers: list[SupportingOfficer],
    overseers: list[Overseer],
    updates: list[RecommendationUpdate],
    together: Mapping[UUID | None, set[int]],
) -> dict[str, Any]:
    """One recommendation with what stands beside it. ``together``: of which numbers an update was said at once."""
    return {
        "number": row.number,
        "theme": row.theme,
        "text": row.text,
        "response": row.response,
        "initiative": row.initiative.slug if row.initiative else None,
        "lead": person(row.lead) if row.lead else None,
        "supporting": [person(officer.person) for officer in officers],
        "overseers": [
            {"key": one.body.key, "name": one.body.name, "short": one.body.short} for one in overseers
        ],
        "oversight_note": row.oversight_note,
        "due": fuzzy(row.due),
        "review_on": day(row.review_on),
        "status": row.status,
        "closed_on": day(_closed_on(row)),
        "closed_by": row.closed_in.body.name if row.closed_in else "",
        "closed_reason": row.closed_reason,
        "updates": [_update(update, together) for update in updates],
    } | privacy(row)


def _update(update: RecommendationUpdate, together: Mapping[UUID | None, set[int]]) -> dict[str, Any]:
    others = together[update.said_with]
    return {
        "on": day(update.on),
        "text": update.text,
        "status": update.status,
        "evidence": update.evidence,
        "due_before": fuzzy(update.due_before),
        "due_after": fuzzy(update.due_after),
        # Numbers rather than the mark they share: that is made up by chance, and the same record gives the same text.
        "said_with": sorted(others) if len(others) > 1 else [],
    }


def _closed_on(row: Recommendation) -> date | None:
    """The day of the meeting that closed it (DOMAIN A8 rule 22), not the day that somebody wrote it down."""
    if row.closed_in:
        return row.closed_in.date
    return timezone.localdate(row.closed_at) if row.closed_at else None
