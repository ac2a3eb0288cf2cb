"""Nobody approves a report of their own."""

from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from portfolios.actions import highlight_reports
from portfolios.models import HighlightReport, InitiativeRole, Person, ReportState
from portfolios.report_content import ReportContent
from stp_portal.accounts.roles import Role
from tests.cast import holder
from tests.factories import MembershipFactory, RoleAssignmentFactory, UserFactory
from tests.portfolios.actions.report_steps.reports import by_hand
from tests.portfolios.actions.report_steps.steps import take


class TestNobodyApprovesTheirOwn:
    """Four ways in which a report is one's own, at both steps that approve it."""

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_the_pmo_does_not_assure_what_it_wrote(self, make, priya, ann, hand):
        report = make("submitted", **by_hand(hand, priya))
        with pytest.raises(
            PermissionDenied, match=r"nobody approves their own\. This one can be assured by Ann"
        ):
            take("assure", report, priya)
        assert take("assure", report, ann).state == ReportState.ASSURED

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_an_sro_does_not_sign_off_what_they_wrote(self, make, sam, initiative, footprint, hand):
        report = make("assured", **by_hand(hand, sam))
        sue = holder(
            initiative,
            UserFactory(name="Sue Sponsor", role=Role.SRO, footprint=footprint),
            InitiativeRole.SPONSOR,
        )
        with pytest.raises(PermissionDenied, match="This one can be signed off by Sue Sponsor"):
            take("sign_off", report, sam)
        assert take("sign_off", report, sue).state == ReportState.SIGNED_OFF

    def test_a_lead_in_the_pmo_does_not_assure(self, make, alice, footprint):
        MembershipFactory(footprint=footprint, user=alice, role=Role.PMO_ANALYST)
        with pytest.raises(
            PermissionDenied, match=r"You lead this initiative, .* Nobody in the PMO can assure this one"
        ):
            take("assure", make("submitted"), alice)

    def test_a_lead_who_is_the_sponsor_too_does_not_sign_off_and_learns_the_cure(
        self, make, alice, initiative, footprint
    ):
        MembershipFactory(footprint=footprint, user=alice, role=Role.SRO)
        RoleAssignmentFactory(
            initiative=initiative, person=Person.objects.get(user=alice), role=InitiativeRole.SPONSOR
        )
        with pytest.raises(PermissionDenied, match="for an initiative above this one, or a deputy"):
            take("sign_off", make("assured"), alice)

    def test_who_wrote_it_does_not_approve_it_once_the_lead_has_changed_a_letter(
        self, initiative, period, alice, priya, ann, sam, scheme
    ):
        written = ReportContent(level=scheme.level_for("Green"), progress="Agred.")
        save = partial(highlight_reports.save, initiative=initiative, period=period)
        save(version=1, content=written, by=sam)
        save(version=2, content=replace(written, progress="Agreed,"), by=priya)
        save(version=3, content=replace(written, progress="Agreed."), by=alice)
        report = take("submit", HighlightReport.objects.get(), alice)
        with pytest.raises(PermissionDenied, match=r"You have written in this report, .* assured by Ann"):
            take("assure", report, priya)
        # Nor once it was returned, which forgets who submitted it.
        report = take("submit", take("send_back", report, priya), alice)
        with pytest.raises(PermissionDenied, match="assured by Ann"):
            take("assure", report, priya)
        with pytest.raises(PermissionDenied, match=r"You have written in this report, .* or a deputy"):
            take("sign_off", take("assure", report, ann), sam)

    def test_a_pmo_of_one_who_corrected_a_comma_learns_the_cure(self, make, priya):
        with pytest.raises(
            PermissionDenied, match="ask the PMO lead to give somebody else a role in the PMO"
        ):
            take("assure", make("submitted", editors=[priya.pk]), priya)
