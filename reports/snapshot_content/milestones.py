"""Milestones in a snapshot."""

from typing import Any

from portfolios.models import Milestone, ReportingPeriod
from reports.snapshot_content.plain import fuzzy, privacy


def milestones(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every milestone of the footprint, by initiative, in printed order."""
    rows = Milestone.objects.filter(footprint=period.footprint_id).select_related("initiative")
    return [
        {
            "number": milestone.number,
            "initiative": milestone.initiative.slug,
            "title": milestone.title,
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
