"""A report to lock a period over, the lock, and what it refuses or keeps."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import HighlightReport, Initiative, ReportingPeriod, ReportState
from reports.actions import periods
from reports.models import Snapshot
from stp_portal.accounts.models import User
from tests.factories import HighlightReportFactory, RatingFactory


def report(
    initiative: Initiative, period: ReportingPeriod, state: str = ReportState.SIGNED_OFF, word: str = ""
) -> HighlightReport:
    if word:
        RatingFactory(initiative=initiative, period=period, word=word)
    return HighlightReportFactory(initiative=initiative, period=period, state=state)


def lock(period: ReportingPeriod, by: User, accept: tuple[str, ...] = ()) -> Snapshot:
    return periods.lock(period=period, version=period.version, by=by, accept=accept)


def node_of(snapshot: Snapshot, slug: str) -> dict[str, Any]:
    return next(node for node in snapshot.data["initiatives"] if node["slug"] == slug)


def refusals(period: ReportingPeriod, by: User, accept: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        lock(period, by, accept)
    return refused.value.message_dict["accept"]
