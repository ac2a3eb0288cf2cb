"""A report that was submitted complete, and where its page is. Models can be imported once Django is set up only."""

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from portfolios.models import HighlightReport


@pytest.fixture
def period(footprint):
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def report(initiative, period, alice) -> "HighlightReport":
    """Submitted by Alice, complete."""
    from portfolios.models import ReportState
    from tests.factories import HighlightReportFactory, RatingFactory

    RatingFactory(initiative=initiative, period=period, word="Amber", reason="Staff are **missing**.")
    now = timezone.now()
    return HighlightReportFactory(
        initiative=initiative,
        period=period,
        state=ReportState.SUBMITTED,
        progress=["The case is agreed."],
        planned=["Recruit."],
        route_to_green="Bring two managers in.",
        route_owner="Director of workforce",
        route_by="March 2019",
        edited_at=now,
        edited_by=alice,
        submitted_at=now,
        submitted_by=alice,
    )


@pytest.fixture
def address(report) -> str:
    return reverse("reports:report", args=["northmere", "urgent-care", "2018-04"])


@pytest.fixture
def move(report):
    """Put the report into another state, as its steps would."""
    from portfolios.models import HighlightReport

    def moved(state: str, **fields) -> None:
        pairs = {"submitted_at": None, "submitted_by": None} if state in ("draft", "expected") else {}
        HighlightReport.objects.filter(pk=report.pk).update(state=state, **(pairs | fields))

    return moved
