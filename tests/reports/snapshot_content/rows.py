"""The one row of a kind in the snapshot that is built of a period."""

from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content import build


def only(period: ReportingPeriod, kind: str) -> dict[str, Any]:
    (row,) = build(period)[kind]
    return row
