"""Escalations in a snapshot."""

from portfolios.models import ReportingPeriod
from risks.models import Escalation


def escalations(period: ReportingPeriod, source: str) -> dict[int, dict[str, str]]:
    """The last escalation of each risk or issue (``source``: the field that points at them), by the key of these.

    Its levels and how it stands; what was said of it is for those who look after the risk. One query.
    """
    rows = Escalation.objects.filter(footprint=period.footprint_id, **{f"{source}__isnull": False})
    return {
        getattr(row, f"{source}_id"): {"from": row.from_level, "to": row.to_level, "state": row.state}
        for row in sorted(rows, key=lambda row: (row.proposed_at, row.pk))
    }
