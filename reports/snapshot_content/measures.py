"""Measures and finance lines in a snapshot."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from portfolios.models import FinanceLine, Measure, Reading, ReportingPeriod
from reports.snapshot_content.plain import fuzzy, person, privacy


def measures(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every measure of the footprint, in printed order, with a reading a month up to the period's end. Two queries."""
    readings: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    # The one recorded last of a month counts.
    for row in Reading.objects.filter(footprint=period.footprint_id, month__lte=period.last_day).order_by(
        "pk"
    ):
        month = row.month.isoformat()
        readings[row.measure_id][month] = {"month": month, "value": _number(row.value), "note": row.note}
    rows = Measure.objects.filter(footprint=period.footprint_id).select_related("initiative", "owner")
    return [
        {
            "number": measure.number,
            "initiative": measure.initiative.slug if measure.initiative else None,
            "title": measure.title,
            "heading": measure.heading,
            "gap": measure.gap,
            "unit": measure.unit,
            "direction": measure.direction,
            "baseline": _number(measure.baseline),
            "baseline_at": fuzzy(measure.baseline_at),
            "target": _number(measure.target),
            "due": fuzzy(measure.due),
            "owner": person(measure.owner) if measure.owner else None,
            "readings": [readings[measure.pk][month] for month in sorted(readings[measure.pk])],
        }
        | privacy(measure)
        for measure in sorted(rows, key=lambda row: (row.position, row.number))
    ]


def finance(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every finance line of the footprint, in printed order; sums in pounds. One query."""
    rows = FinanceLine.objects.filter(footprint=period.footprint_id).select_related("initiative")
    return [
        {
            "number": line.number,
            "initiative": line.initiative.slug if line.initiative else None,
            "title": line.title,
            "heading": line.heading,
            "kind": line.kind,
            "financial_year": line.financial_year,
            "month": line.month,
            "plan": _number(line.plan),
            "actual": _number(line.actual),
            "forecast": _number(line.forecast),
        }
        | privacy(line)
        for line in sorted(
            rows, key=lambda row: (row.financial_year, row.month or 0, row.position, row.number)
        )
    ]


def _number(value: Decimal | None) -> str | None:
    """A number as text, without needless noughts: JSON has no decimals."""
    return None if value is None else f"{value.normalize():f}"
