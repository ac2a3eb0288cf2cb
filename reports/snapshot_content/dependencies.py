"""Dependencies in a snapshot."""

from typing import Any

from django.utils import timezone

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import day, fuzzy, privacy
from risks.models import Dependency, DependencyUpdate


def dependencies(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every dependency by number, met ones too, with how its dates moved and why. Two queries."""
    moved: dict[int, list[dict[str, Any]]] = {}
    updates = DependencyUpdate.objects.filter(footprint=period.footprint_id)
    for update in sorted(updates, key=lambda row: (row.on, row.recorded_at, row.pk)):
        moved.setdefault(update.dependency_id, []).append(
            {
                "on": day(update.on),
                "reason": update.reason,
                "needed_before": fuzzy(update.needed_before),
                "needed_after": fuzzy(update.needed_after),
                "promised_before": fuzzy(update.promised_before),
                "promised_after": fuzzy(update.promised_after),
            }
        )
    rows = Dependency.objects.filter(footprint=period.footprint_id).select_related("giver", "taker")
    return [
        {
            "number": row.number,
            "giver": row.giver.slug,
            "giver_name": row.giver.name,
            "taker": row.taker.slug,
            "taker_name": row.taker.name,
            "text": row.text,
            "needed_by": fuzzy(row.needed_by),
            "promised": fuzzy(row.promised),
            "is_confirmed_by_giver": row.giver_confirmed_at is not None,
            "is_confirmed_by_taker": row.taker_confirmed_at is not None,
            "status": row.status,
            "met_on": day(row.met_on),
            "closed_on": day(timezone.localdate(row.closed_at) if row.closed_at else None),
            "closed_reason": row.closed_reason,
            "updates": moved.get(row.pk, []),
        }
        | privacy(row)
        for row in rows.order_by("number")
    ]
