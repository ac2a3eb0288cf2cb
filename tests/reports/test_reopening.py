"""Opening a locked period again, and locking it once more."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    Notice,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.actions import periods, runs
from reports.models import Snapshot, SnapshotKind
from reports.snapshot_content import reading
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PaperFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def september(footprint: Footprint, initiative: Initiative, priya: User, alice: User) -> ReportingPeriod:
    """Locked, with a rating that was carried forward from August for the initiative that Alice leads."""
    RatingSchemeFactory(footprint=footprint)
    august, september = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (8, 9))
    RatingFactory(initiative=initiative, period=august, word="Red")
    HighlightReportFactory(initiative=initiative, period=august, state=ReportState.SIGNED_OFF)
    HighlightReportFactory(initiative=initiative, period=september, state=ReportState.EXPECTED)
    periods.lock(period=september, version=1, by=priya, accept=["urgent-care"])
    september.refresh_from_db()
    return september


def reopen(period: ReportingPeriod, by: User, reason: str = "A report came late.") -> ReportingPeriod:
    return periods.reopen(period=period, version=period.version, reason=reason, by=by)


def node(snapshot: Snapshot) -> dict[str, Any]:
    return snapshot.data["initiatives"][0]


def test_the_reason_and_who_gave_it_stay_on_record(september, priya):
    frozen = Snapshot.objects.get()
    opened = reopen(september, priya)
    opened.refresh_from_db()
    assert (opened.state, opened.reopened_by, opened.reopened_reason) == (
        "open",
        priya,
        "A report came late.",
    )
    assert (opened.version, opened.locked_by) == (3, priya)
    event = AuditEvent.objects.get(event="period.reopened")
    assert (event.reason, event.before) == ("A report came late.", {"sha256": frozen.sha256})


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_it_stays_locked(september, priya, reason):
    with pytest.raises(ValidationError) as refused:
        reopen(september, priya, reason)
    assert refused.value.message_dict == {
        "reason": ["Say why September 2017 is opened again: it is kept on record."]
    }
    september.refresh_from_db()
    assert september.is_locked


def test_an_open_period_is_not_opened_again(september, priya):
    reopen(september, priya)
    september.refresh_from_db()
    with pytest.raises(ValidationError, match="September 2017 was opened again by Priya Office on"):
        reopen(september, priya)


def test_whoever_saw_an_earlier_state_of_it_is_told(september, priya):
    september.version -= 1
    with pytest.raises(Conflict):
        reopen(september, priya)


def test_what_the_lock_added_no_longer_stands(september, priya):
    added = Rating.objects.current().filter(period=september)
    assert {rating.source for rating in added} == {RatingSource.CARRIED, RatingSource.CALCULATED}
    reopen(september, priya)
    assert not added.all().exists()
    assert Rating.objects.filter(period=september).count() == 2, "history is kept"
    report = HighlightReport.objects.get(period=september)
    assert (report.carried_from, report.not_updated_days) == (None, None)


def test_locked_again_it_has_another_snapshot_which_counts_from_then_on(september, priya, initiative):
    first = Snapshot.objects.get()
    reopen(september, priya)
    RatingFactory(initiative=initiative, period=september, word="Green")
    HighlightReport.objects.filter(period=september).update(state=ReportState.SIGNED_OFF)
    september.refresh_from_db()
    second = periods.lock(period=september, version=september.version, by=priya)
    assert second != first
    assert reading.standing_rating(node(first))["level"]["label"] == "Red"
    assert reading.standing_rating(node(second))["level"]["label"] == "Green"
    assert reading.not_updated(node(second)) is None
    paper = PaperFactory(paper_type__footprint=september.footprint, period=september)
    assert runs.request(paper=paper, by=None).snapshot == second


def test_locked_again_without_a_change_it_has_a_snapshot_of_its_own_all_the_same(september, priya):
    first = Snapshot.objects.get()
    reopen(september, priya)
    september.refresh_from_db()
    second = periods.lock(period=september, version=september.version, by=priya, accept=["urgent-care"])
    assert (second.sha256, second.pk > first.pk) == (first.sha256, True)
    assert Snapshot.objects.locked().first() == second
    carried = Rating.objects.current().get(period=september, source=RatingSource.CARRIED)
    assert carried.level.label == "Red"


def test_a_paper_of_an_open_period_is_drawn_from_a_working_snapshot_of_today(september, priya):
    reopen(september, priya)
    paper = PaperFactory(paper_type__footprint=september.footprint, period=september)
    assert runs.request(paper=paper, by=None).snapshot.kind == SnapshotKind.WORKING


def test_leads_whose_report_is_not_signed_off_are_told_once(september, priya, alice, footprint):
    other = InitiativeFactory(footprint=footprint)
    HighlightReportFactory(initiative=other, period=september, state=ReportState.SIGNED_OFF)
    reopen(september, priya, reason="The merger with another trust fell through.")
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.kind, notice.period, notice.initiative.slug) == (
        alice,
        "reopened",
        september,
        "urgent-care",
    )
    assert notice.text == (
        "September 2017 was opened again by Priya Office: the report of Urgent Care is not signed off yet."
    )
    assert notice.path == "/northmere/initiatives/urgent-care/reports/2017-09/edit/"
    september.refresh_from_db()
    periods.lock(period=september, version=september.version, by=priya, accept=["urgent-care"])
    september.refresh_from_db()
    reopen(september, priya)
    assert Notice.objects.count() == 2, "each time it is opened again they are told"
