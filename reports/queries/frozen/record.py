"""The record of a locked period, as one person may read it."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from portfolios.models import Footprint, ReportingPeriod, Someone
from reports.models import Snapshot
from reports.models.snapshots import canonical
from reports.queries.periods import Period
from reports.snapshot_content import newly_private, public, with_marks

# Records kept read in each process: the pages of a month are asked for many times, and its record never changes. One of
# a thousand initiatives takes some ten megabytes.
KEPT = 4


@dataclass(frozen=True)
class Record:
    """What was frozen when a period was locked; ``data`` is only the public part for those who may read no more.

    When and by whom it was locked is not known where it came with its data, as an example does.
    """

    data: dict[str, Any]
    locked_at: datetime | None
    locked_by: str


def record_of(
    footprint: Footprint, user: Someone, period: Period | ReportingPeriod, *, sees_private: bool
) -> Record | None:
    """The record that ``user`` reads of ``period``; None for one that is not locked or has no snapshot.

    What was marked private since is not in the public part. One query, one more where this process has not read the
    record before, and two more for the public part. The data is shared: nobody may change it.
    """
    if not period.is_locked:
        return None
    snapshot = (
        Snapshot.objects.visible_to(user)
        .locked()
        .filter(footprint=footprint, period=period.pk)
        .values("sha256", "period__locked_at", "period__locked_by__name")
        .first()
    )
    if snapshot is None:
        return None
    data = _read(snapshot["sha256"])
    if not sees_private:
        marks = newly_private(data, ReportingPeriod(pk=period.pk, footprint=footprint))
        data = _public(snapshot["sha256"], canonical(marks))
    return Record(data, snapshot["period__locked_at"], snapshot["period__locked_by__name"] or "")


@lru_cache(maxsize=KEPT)
def _read(sha256: str) -> dict[str, Any]:
    """The content that has this hash: the same for ever."""
    content = Snapshot.objects.filter(sha256=sha256).values_list("content", flat=True)[:1].get()
    data: dict[str, Any] = json.loads(content)
    return data


@lru_cache(maxsize=KEPT)
def _public(sha256: str, marks: str) -> dict[str, Any]:
    """The public part of it, without what ``marks`` names, as JSON."""
    return public(with_marks(_read(sha256), json.loads(marks)))
