"""The lock of a period: of an open one, once, and all of it or nothing."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import HighlightReport, Initiative, Rating, ReportingPeriod, ReportState
from reports.actions import periods, snapshots
from reports.models import Snapshot
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory, UserFactory
from tests.reports.locking.lock import lock, report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["planned", "locked"])
def test_only_an_open_period_is_locked(september, priya, state):
    ReportingPeriod.objects.filter(pk=september.pk).update(state=state)
    with pytest.raises(ValidationError, match=f"September 2017 is {state}: only a period that is open"):
        lock(september, priya)


def test_whoever_comes_second_is_told_who_came_first(september, priya):
    lock(september, priya)
    with pytest.raises(ValidationError, match=r"September 2017 was locked by Priya Office on \d+ \w+ 20\d\d"):
        lock(september, UserFactory())
    assert Snapshot.objects.count() == 1


def test_a_period_that_was_changed_meanwhile_is_not_locked(september, priya):
    ReportingPeriod.objects.filter(pk=september.pk).update(version=5)
    with pytest.raises(Conflict):
        lock(september, priya)


def test_without_its_snapshot_the_period_stays_open(initiative, months, september, priya, monkeypatch):
    report(initiative, months[1], word="Green")
    report(initiative, september, ReportState.EXPECTED)

    def fail(**_: Any) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(snapshots, "take", fail)
    with pytest.raises(OSError, match="The disk is full"):
        lock(september, priya, ("urgent-care",))
    september.refresh_from_db()
    assert (september.state, september.locked_at, september.version) == ("open", None, 1)
    assert not Rating.objects.filter(source__in=["carried", "calculated"]).exists()
    assert not HighlightReport.objects.exclude(carried_from=None).exists()
    assert not AuditEvent.objects.filter(event="period.locked").exists()


def test_it_asks_as_often_for_forty_initiatives_as_for_four(footprint, months, september, priya):
    def locked_with(number: int) -> int:
        made = [InitiativeFactory(footprint=footprint) for _ in range(number)]
        for one in made:
            report(one, months[0], word="Red")
            report(one, september, ReportState.EXPECTED)
        slugs = tuple(Initiative.objects.values_list("slug", flat=True))
        september.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            lock(september, priya, slugs)
        return len(queries)

    counts = []
    for number in (1, 3, 36):  # the first lock ever begins the audit trail
        counts.append(locked_with(number))
        september.refresh_from_db()
        periods.reopen(period=september, version=september.version, reason="A late report.", by=priya)
    assert counts[1] == counts[2] <= 96
