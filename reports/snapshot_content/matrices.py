"""The matrices that score risks, in a snapshot."""

from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import in_force, mark
from risks.models import RiskMatrix


def matrices(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The matrices in force on the last day, with their bands, mildest first. Two queries."""
    rows = RiskMatrix.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    return [
        {
            "key": matrix.key,
            "name": matrix.name,
            "is_scored": matrix.is_scored,
            "impact_first": matrix.impact_first,
            "likelihood_name": matrix.likelihood_name,
            "likelihood_words": matrix.likelihood_words,
            "impact_name": matrix.impact_name,
            "impact_words": matrix.impact_words,
            "bands": [
                mark(band) | {"lowest_score": band.lowest_score, "highest_score": band.highest_score}
                for band in matrix.bands.all()
            ],
        }
        for matrix in sorted(rows.prefetch_related("bands"), key=lambda row: (row.valid_from, row.key))
    ]
