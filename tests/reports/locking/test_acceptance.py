"""What has to be accepted before a period is locked."""

from typing import Any

import pytest

from portfolios.models import Footprint, Initiative, ReportState
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import build, reading
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory
from tests.reports.locking.lock import lock, node_of, refusals, report

pytestmark = pytest.mark.django_db


class TestWhatMustBeAccepted:
    @pytest.fixture(autouse=True)
    def reports(self, footprint: Footprint, initiative: Initiative, alice: User, sam: User, september: Any):
        """Alice's draft, one that waits for the PMO, one that waits for Sam, and one that is done."""
        report(initiative, september, ReportState.DRAFT, "Green")
        for slug, name, state in (
            ("frailty", "Frailty", ReportState.SUBMITTED),
            ("stroke", "Stroke", ReportState.ASSURED),
            ("cancer", "Cancer", ReportState.SIGNED_OFF),
        ):
            child = InitiativeFactory(
                footprint=footprint, parent=initiative, kind="programme", slug=slug, name=name
            )
            report(child, september, state, "Green")

    def test_every_report_that_is_not_signed_off_is_named_with_who_has_it(self, september, priya):
        assert refusals(september, priya) == [
            "Urgent Care is not signed off (Draft; Alice Lead has it). "
            "Wait for it, or choose to lock the period without it.",
            "Frailty is not signed off (Submitted; PMO has it). "
            "Wait for it, or choose to lock the period without it.",
            "Stroke is not signed off (Assured by PMO; Sam Owner has it). "
            "Wait for it, or choose to lock the period without it.",
        ]
        september.refresh_from_db()
        assert september.is_open
        assert not Snapshot.objects.exists()

    def test_those_that_were_not_accepted_are_named_alone(self, september, priya):
        (refusal,) = refusals(september, priya, ("urgent-care", "stroke", "no-such-initiative"))
        assert refusal.startswith("Frailty is not signed off")

    def test_all_of_them_accepted_the_period_is_locked(self, september, priya):
        snapshot = lock(september, priya, ("urgent-care", "frailty", "stroke"))
        september.refresh_from_db()
        assert (september.state, september.locked_by, september.version) == ("locked", priya, 2)
        assert september.locked_at is not None
        assert snapshot.kind == SnapshotKind.LOCKED
        assert snapshot.sha256 == digest(snapshot.content) == digest(canonical(build(september)))
        event = AuditEvent.objects.get(event="period.locked")
        assert event.after == {
            "sha256": snapshot.sha256,
            "not_returned": ["urgent-care"],
            "not_signed_off": ["frailty", "stroke"],
            "carried_forward": 0,
        }

    def test_what_was_returned_stands_as_it_was_returned(self, september, priya):
        snapshot = lock(september, priya, ("urgent-care", "frailty", "stroke"))
        for slug in ("frailty", "stroke", "cancer"):
            node = node_of(snapshot, slug)
            assert reading.standing_rating(node)["level"]["label"] == "Green"
            assert reading.not_updated(node) is None
