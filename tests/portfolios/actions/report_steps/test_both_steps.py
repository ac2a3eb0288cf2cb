"""Nobody both assures a report and signs it off."""

import pytest
from django.core.exceptions import PermissionDenied

from portfolios.models import Notice, Person, ReportState
from stp_portal.accounts.models import User
from tests.factories import DeputyFactory, PersonFactory
from tests.portfolios.actions.report_steps.steps import take


class TestNobodyTakesBothSteps:
    @pytest.fixture
    def deputy(self, footprint, sam, priya) -> User:
        """The PMO lead, who stands in for the SRO."""
        DeputyFactory(
            principal=Person.objects.get(user=sam), deputy=PersonFactory(footprint=footprint, user=priya)
        )
        return priya

    def test_who_assured_it_does_not_sign_it_off_and_is_not_asked_to(self, make, deputy, sam):
        report = take("assure", make("submitted"), deputy)
        assert [notice.user for notice in Notice.objects.all()] == [sam]
        with pytest.raises(
            PermissionDenied, match=r"You assured this report for the PMO, .* signed off by Sam Owner"
        ):
            take("sign_off", report, deputy)
        assert take("sign_off", report, sam).state == ReportState.SIGNED_OFF

    def test_who_did_not_assure_it_does(self, make, deputy, ann):
        report = take("assure", make("submitted"), ann)
        assert take("sign_off", report, deputy).state == ReportState.SIGNED_OFF

    def test_after_a_return_only_the_last_assurance_counts(self, make, deputy, alice, ann):
        report = take("send_back", take("assure", make("submitted"), deputy), ann)
        report = take("assure", take("submit", report, alice), ann)
        assert take("sign_off", report, deputy).state == ReportState.SIGNED_OFF

    def test_where_nobody_else_can_the_cure_is_named(self, make, deputy, sam):
        with pytest.raises(PermissionDenied, match="takes both steps with one report: ask the PMO lead"):
            take("sign_off", make("assured", assured_by=deputy, editors=[sam.pk]), deputy)
