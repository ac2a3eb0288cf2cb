"""Taking a snapshot."""

import json

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.actions import snapshots
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import SCHEMA_VERSION, build
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory, PeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    InitiativeFactory(footprint=footprint, name="Urgent Care")
    return PeriodFactory(footprint=footprint)


def taken() -> int:
    return AuditEvent.objects.filter(event="snapshot.taken").count()


def test_a_snapshot_holds_the_record_as_canonical_text_with_its_hash(period: ReportingPeriod, priya: User):
    snapshot = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert snapshot.content == canonical(build(period))
    assert json.loads(snapshot.content) == snapshot.data
    assert snapshot.sha256 == digest(snapshot.content)
    assert (snapshot.schema_version, snapshot.taken_by, snapshot.footprint) == (
        SCHEMA_VERSION,
        priya,
        period.footprint,
    )


def test_an_unchanged_record_is_not_stored_twice(period: ReportingPeriod, priya: User):
    first = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert snapshots.take(period=period, kind=SnapshotKind.WORKING, by=None) == first
    assert Snapshot.objects.count() == taken() == 1


def test_a_changed_record_is_another_snapshot_and_the_first_stays_as_it_was(
    period: ReportingPeriod, priya: User
):
    first = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    text = first.content
    InitiativeFactory(footprint=period.footprint, name="Planned Care")
    second = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert second != first
    first.refresh_from_db()
    assert first.content == text


def test_locked_and_working_snapshots_are_kept_apart(period: ReportingPeriod, priya: User):
    working = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    locked = snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=priya)
    assert working != locked
    assert working.sha256 == locked.sha256


def test_the_audit_trail_says_who_took_it(period: ReportingPeriod, priya: User):
    snapshot = snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=priya)
    event = AuditEvent.objects.get(event="snapshot.taken")
    assert event.actor == priya.email
    assert event.after == {"kind": "locked", "sha256": snapshot.sha256}
    assert event.chain == period.footprint.slug


def test_the_command_line_takes_one_too(period: ReportingPeriod):
    assert snapshots.take(period=period, kind=SnapshotKind.WORKING, by=None).taken_by is None
    assert AuditEvent.objects.get(event="snapshot.taken").actor == "system: command line"
