"""Who sees what on the page of a report."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import PeriodState
from tests.factories import (
    InitiativeFactory,
    PlannedOutcomeFactory,
    ReportCommentFactory,
    ReportParagraphFactory,
)
from tests.pages import read
from tests.reports.report_page.steps import STEPS


class TestWhoSeesWhat:
    def test_a_stranger_finds_nothing(self, client, charlie, address):
        client.force_login(charlie)
        assert client.get(address).status_code == 404
        for step in (*STEPS, "pmo-rating"):
            assert client.post(f"{address}{step}/", {"version": 1}).status_code == 404

    def test_what_is_private_is_for_those_who_may_read_it(self, client, bob, bea, address, report):
        ReportParagraphFactory(report=report, position=9, text="SECRET progress", is_private=True)
        PlannedOutcomeFactory(report=report, text="SECRET plan", is_private=True, private_reason="Section 43")
        ReportCommentFactory(report=report, text="SECRET remark")
        assert "SECRET" not in read(client, bob, address)
        assert read(client, bea, address).count("SECRET") == 3

    def test_what_was_not_returned_by_the_lock_is_no_report_for_the_public(
        self, client, bob, alice, address, move, period
    ):
        move("draft")
        period.state = PeriodState.LOCKED
        period.save()
        for text in ("The case is agreed.", "Bring two managers in."):
            assert text in read(client, alice, address)
            assert text not in read(client, bob, address)

    def test_as_few_questions_for_a_long_report_as_for_a_short_one(self, client, priya, address, report):
        client.force_login(priya)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            return len(queries)

        short = asked()
        for number in range(20):
            ReportParagraphFactory(report=report, position=100 + number)
            ReportCommentFactory(report=report)
            PlannedOutcomeFactory(report=report)
            InitiativeFactory(footprint=report.footprint, parent=report.initiative, kind="programme")
        assert asked() == short <= 45
