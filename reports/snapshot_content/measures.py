"""Measures and finance lines in a snapshot."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portfolios.models import FinanceLine, Initiative, Measure, Reading, ReportingPeriod
from reports.snapshot_content.plain import fuzzy, person, privacy


def measures(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The measures of the footprint and of its initiatives that live in the period, in printed order.

    With a reading a month up to the period's end. Two queries.
    """
    readings: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    # The one recorded last of a month counts.
    for row in Reading.objects.filter(footprint=period.footprint_id, month__lte=period.last_day).order_by(
        "pk"
    ):
        month = row.month.isoformat()
        readings[row.measure_id][month] = {"month": month, "value": _number(row.value), "note": row.note}
    rows = Measure.objects.filter(_lives_in(period)).select_related("initiative", "owner")
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
    """The finance lines of the footprint and of its initiatives that live in the period; sums in pounds. One query."""
    rows = FinanceLine.objects.filter(_lives_in(period)).select_related("initiative")
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


def _lives_in(period: ReportingPeriod) -> Q:
    """Rows of the whole footprint, and of initiatives that live in the period."""
    alive = Initiative.objects.filter(footprint=period.footprint_id).alive_in(period)
    return Q(initiative=None, footprint=period.footprint_id) | Q(initiative__in=alive)


def _number(value: Decimal | None) -> str | None:
    """A number as text, without needless noughts: JSON has no decimals."""
    return None if value is None else f"{value.normalize():f}"
