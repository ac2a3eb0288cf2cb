"""Who signs a report off: by a role for the initiative or one above it."""

import pytest
from django.core.exceptions import PermissionDenied

from portfolios.models import InitiativeRole, ReportState
from tests.cast import holder
from tests.factories import InitiativeFactory, PeriodFactory
from tests.portfolios.actions.report_steps.reports import report_in
from tests.portfolios.actions.report_steps.steps import take


class TestWhoSignsOff:
    def test_the_sro_of_an_initiative_above(self, period, author, sam, initiative):
        programme = InitiativeFactory(footprint=initiative.footprint, parent=initiative, kind="programme")
        below = InitiativeFactory(footprint=initiative.footprint, parent=programme, kind="workstream")
        report = report_in("assured", below, period, author)
        assert take("sign_off", report, sam).state == ReportState.SIGNED_OFF

    def test_not_the_sro_of_an_initiative_beside_or_below(self, period, author, sam, initiative, footprint):
        beside = InitiativeFactory(footprint=footprint, name="Beside")
        with pytest.raises(PermissionDenied, match="neither it nor an initiative above it has"):
            take("sign_off", report_in("assured", beside, period, author), sam)
        initiative.parent, initiative.kind = beside, "programme"
        initiative.save()
        with pytest.raises(PermissionDenied):
            take("sign_off", report_in("assured", beside, PeriodFactory(footprint=footprint), author), sam)

    def test_a_sponsor_whose_account_may_not_is_no_signer(self, make, bea, initiative):
        holder(initiative, bea, InitiativeRole.SPONSOR)
        with pytest.raises(PermissionDenied, match="whose account may"):
            take("sign_off", make("assured"), bea)

    def test_a_role_that_ended_counts_no_longer(self, make, sam, initiative):
        initiative.roles.update(valid_to="2018-01-01")
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), sam)
