"""Milestones in a snapshot."""

from typing import Any

from portfolios.models import Initiative, Milestone, ReportingPeriod
from reports.snapshot_content.plain import fuzzy, privacy


def milestones(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The milestones of the initiatives that live in the period, by initiative, in printed order. One query."""
    alive = Initiative.objects.filter(footprint=period.footprint_id).alive_in(period)
    rows = Milestone.objects.filter(initiative__in=alive).select_related("initiative")
    return [
        {
            "number": milestone.number,
            "initiative": milestone.initiative.slug,
            "title": milestone.title,
            "detail": milestone.detail,
            "heading": milestone.heading,
            "gate": milestone.gate,
            "baseline": fuzzy(milestone.baseline),
            "forecast": fuzzy(milestone.forecast),
            "actual": fuzzy(milestone.actual),
            "financial_years": milestone.financial_years,
        }
        | privacy(milestone)
        for milestone in sorted(rows, key=lambda row: (row.initiative.slug, row.position, row.number))
    ]
