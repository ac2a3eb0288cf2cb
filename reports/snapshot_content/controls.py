"""Controls in a snapshot, with what assures that they work."""

from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import day
from risks.models import Assurance, Control


def controls(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    """The controls in place, by risk, in printed order. Two queries."""
    assured: dict[int, list[dict[str, Any]]] = {}
    evidence = Assurance.objects.filter(footprint=period.footprint_id, control__ended_on=None)
    for row in sorted(evidence, key=lambda row: (row.on, row.recorded_at, row.pk)):
        assured.setdefault(row.control_id, []).append(
            {"line": row.line, "level": row.level, "text": row.text, "on": day(row.on)}
        )
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Control.objects.standing().filter(footprint=period.footprint_id)
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        found.setdefault(row.risk_id, []).append(
            {
                "position": row.position,
                "text": row.text,
                "gap": row.gap,
                "assurances": assured.get(row.pk, []),
            }
        )
    return found
