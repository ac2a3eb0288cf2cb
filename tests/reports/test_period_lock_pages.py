"""The pages on which a period is locked and opened again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import (
    HighlightReport,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.actions import periods
from reports.models import PaperState, RunState, Snapshot
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PaperFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
    RunFactory,
)
from tests.pages import words

LOCK = "/northmere/periods/2017-09/lock/"
REOPEN = "/northmere/periods/2017-09/reopen/"
ROOM = "/northmere/periods/2017-09/"


def text_of(response):
    return words(response.content.decode())


@pytest.fixture
def august(footprint):
    RatingSchemeFactory(footprint=footprint)
    return PeriodFactory(footprint=footprint, month=(2017, 8), state="locked")


@pytest.fixture
def september(footprint, initiative, alice, august):
    """Open: Alice's report was never begun, one waits for the PMO, one is signed off."""
    september = PeriodFactory(footprint=footprint, month=(2017, 9))
    HighlightReportFactory(initiative=initiative, period=september, state=ReportState.EXPECTED)
    for slug, name, state in (("frailty", "Frailty", "submitted"), ("cancer", "Cancer", "signed_off")):
        child = InitiativeFactory(
            footprint=footprint, slug=slug, name=name, parent=initiative, kind="programme"
        )
        HighlightReportFactory(initiative=child, period=september, state=state)
    return september


@pytest.fixture
def page(client, priya):
    """The words of a page as Priya reads it; what she posts comes back as a response."""
    client.force_login(priya)
    return lambda address: text_of(client.get(address))


class TestLocking:
    def test_the_page_says_what_will_happen(self, page, september, august, initiative):
        RatingFactory(initiative=initiative, period=august, word="Amber")
        HighlightReportFactory(initiative=initiative, period=august, state=ReportState.SIGNED_OFF)
        text = page(LOCK)
        assert "Expected 1 Draft 0 Submitted 1 Assured by PMO 0 Signed off 1" in text
        assert (
            "Lock without Urgent Care Expected. Alice Lead has it. A Amber "
            "Carried forward from August 2017, marked not updated for 30 days." in text
        )
        assert "Returned, not signed off: 1" in text
        assert "Lock Frailty without its sign-off Submitted. PMO has it." in text
        assert "Cancer" not in text

    def test_where_nothing_can_be_carried_forward_it_says_so(self, page, september):
        assert "Nothing to carry forward: no earlier report of it was signed off with a rating." in page(LOCK)

    def test_the_pmos_rating_stands(self, page, september, august, initiative):
        RatingFactory(initiative=initiative, period=september, word="Red", source=RatingSource.PMO)
        assert "R Red Nothing to carry forward" in page(LOCK)
        assert "The PMO’s rating of this period stands." in page(LOCK)
        RatingFactory(initiative=initiative, period=august, word="Amber")
        HighlightReportFactory(initiative=initiative, period=august, state=ReportState.SIGNED_OFF)
        assert "R Red The PMO’s rating of this period stands, marked not updated for 30 days." in page(LOCK)

    def test_with_everything_ticked_it_locks(self, client, priya, september):
        client.force_login(priya)
        ticks = {"version": 1, "accept-urgent-care": "on", "accept-frailty": "on"}
        response = client.post(LOCK, ticks, follow=True)
        assert response.redirect_chain == [(ROOM, 302)]
        september.refresh_from_db()
        assert (september.state, september.locked_by) == ("locked", priya)
        assert f"frozen under the hash {Snapshot.objects.get().sha256[:12]}" in text_of(response)

    def test_what_is_not_ticked_is_refused_by_name_at_its_own_tick(self, client, priya, september):
        client.force_login(priya)
        response = client.post(LOCK, {"version": 1, "accept-frailty": "on"})
        assert response.status_code == 422
        html = response.content.decode()
        assert '<a href="#id_accept-urgent-care">Urgent Care is not signed off (Expected; Alice Lead' in html
        assert "Frailty is not signed off" not in html
        assert 'id="id_accept-frailty" aria-describedby="id_accept-frailty_hint" checked' in html
        assert not Snapshot.objects.exists()

    def test_a_report_that_was_taken_back_meanwhile_is_refused(self, client, priya, september):
        """It was signed off when the page was opened, so it had no tick there."""
        client.force_login(priya)
        HighlightReport.objects.filter(initiative__slug="cancer").update(state=ReportState.DRAFT)
        ticks = {"version": 1, "accept-urgent-care": "on", "accept-frailty": "on"}
        response = client.post(LOCK, ticks)
        assert response.status_code == 422
        assert "Cancer is not signed off" in text_of(response)

    def test_a_period_that_was_changed_meanwhile_is_shown_anew_with_who_did_it(
        self, client, priya, september
    ):
        client.force_login(priya)
        ticks = {"version": 1, "accept-urgent-care": "on", "accept-frailty": "on"}
        periods.lock(period=september, version=1, by=priya, accept=["urgent-care", "frailty"])
        september.refresh_from_db()
        periods.reopen(period=september, version=2, reason="A report came late.", by=priya)
        response = client.post(LOCK, ticks)
        assert response.status_code == 409
        text = text_of(response)
        assert "Priya Office opened it again on" in text
        assert "Nothing is locked yet." in text
        assert client.post(LOCK, ticks | {"version": 3}).status_code == 302

    def test_whoever_comes_second_is_told_who_came_first(self, client, priya, september):
        client.force_login(priya)
        ticks = {"version": 1, "accept-urgent-care": "on", "accept-frailty": "on"}
        client.post(LOCK, ticks)
        response = client.post(LOCK, ticks)
        assert response.status_code == 422
        assert "September 2017 was locked by Priya Office on" in text_of(response)
        assert Snapshot.objects.count() == 1
        assert "September 2017 is locked: Priya Office locked it on" in text_of(client.get(LOCK))

    def test_it_asks_as_often_for_thirty_initiatives_as_for_three(self, client, priya, footprint, september):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(LOCK)
            return len(queries)

        client.force_login(priya)
        few = asked()
        for _ in range(27):
            HighlightReportFactory(initiative=InitiativeFactory(footprint=footprint), period=september)
        assert asked() == few <= 16


class TestReopening:
    @pytest.fixture
    def locked(self, september, priya):
        periods.lock(period=september, version=1, by=priya, accept=["urgent-care", "frailty"])
        september.refresh_from_db()
        return september

    def test_the_page_says_what_hangs_on_the_period(self, page, footprint, locked, august):
        text = page(REOPEN)
        assert "compared" not in text
        PeriodFactory(footprint=footprint, month=(2017, 10), state="locked")
        paper = PaperFactory(
            paper_type__footprint=footprint, period=locked, title="The update", state=PaperState.PUBLISHED
        )
        RunFactory(paper=paper, state=RunState.DONE, finished_at="2017-10-01T10:00Z")
        PaperFactory(paper_type=paper.paper_type, period=locked, edition=2, title="Never compiled")
        text = page(REOPEN)
        assert "October 2017 is locked too, and was compared with September 2017 as it was." in text
        assert "The update (published)" in text
        assert "What is published never changes" in text
        assert "Never compiled" not in text
        assert f"by Priya Office, hash {Snapshot.objects.filter(kind='locked').get().sha256[:12]}" in text

    def test_with_a_reason_it_opens(self, client, priya, locked):
        client.force_login(priya)
        response = client.post(REOPEN, {"version": 2, "reason": "A report came late."}, follow=True)
        assert response.redirect_chain == [(ROOM, 302)]
        assert "September 2017 is open again" in text_of(response)
        locked.refresh_from_db()
        assert (locked.state, locked.reopened_reason) == ("open", "A report came late.")

    def test_without_a_reason_it_does_not(self, client, priya, locked):
        client.force_login(priya)
        response = client.post(REOPEN, {"version": 2, "reason": " "})
        assert response.status_code == 422
        assert "Say why the period is opened again." in text_of(response)
        locked.refresh_from_db()
        assert locked.is_locked

    def test_whoever_saw_an_earlier_state_is_told_what_happened_and_keeps_the_reason(
        self, client, priya, locked
    ):
        client.force_login(priya)
        response = client.post(REOPEN, {"version": 1, "reason": "A report came late."})
        assert response.status_code == 409
        assert "Priya Office locked it on" in text_of(response)
        assert "A report came late." in response.content.decode()

    def test_an_open_period_has_nothing_to_open(self, page, client, priya, september):
        assert "September 2017 is open. Only a locked period can be opened again." in page(REOPEN)
        response = client.post(REOPEN, {"version": 1, "reason": "A report came late."})
        assert response.status_code == 422


@pytest.mark.parametrize("address", [LOCK, REOPEN])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 403), ("sam", 403), ("bea", 403), ("bob", 403), ("charlie", 404)],
)
def test_only_the_pmo_lead_comes_here(client, request, september, address, method, who, status):
    client.force_login(request.getfixturevalue(who))
    assert getattr(client, method)(address).status_code == status
    assert ReportingPeriod.objects.get(slug="2017-09").is_open
    assert not AuditEvent.objects.filter(event="period.locked").exists()


def test_a_period_that_is_not_there_is_not_found(client, priya, footprint):
    client.force_login(priya)
    assert client.get(LOCK).status_code == 404
