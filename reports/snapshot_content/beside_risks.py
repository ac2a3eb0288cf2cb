"""What other registers call the risks of a snapshot, and which of them are accepted."""

from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import day
from risks.models import Acceptance, RiskReference


def references(period: ReportingPeriod) -> dict[int, list[dict[str, str]]]:
    """The references of each risk in other registers, as they were written, in the order they were added. One query."""
    found: dict[int, list[dict[str, str]]] = {}
    for row in RiskReference.objects.filter(footprint=period.footprint_id).order_by("pk"):
        found.setdefault(row.risk_id, []).append(
            {
                "register": row.register,
                "register_name": row.register_name or row.get_register_display(),
                "reference": row.reference,
            }
        )
    return found


def accepted_until(period: ReportingPeriod) -> dict[int, Any]:
    """Until which day each risk is carried as it is, of the acceptances that stand on the last day. One query."""
    standing = Acceptance.objects.standing(period.last_day).filter(footprint=period.footprint_id)
    return {risk: day(until) for risk, until in standing.values_list("risk_id", "until")}
