"""What a deputy may do with a report of whom they stand in for."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portfolios.models import InitiativeRole, Person, ReportState
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import DeputyFactory, MembershipFactory, PersonFactory, RoleAssignmentFactory
from tests.portfolios.actions.report_steps.steps import take


class TestDeputies:
    @pytest.fixture
    def name(self, footprint) -> Callable[..., None]:
        def named(deputy: User, principal: User, **days) -> None:
            person = Person.objects.filter(user=deputy).first() or PersonFactory(
                footprint=footprint, user=deputy
            )
            DeputyFactory(principal=Person.objects.get(user=principal), deputy=person, **days)

        return named

    def test_of_an_sro_signs_off_today(self, make, sam, bea, name):
        name(bea, sam)
        assert take("sign_off", make("assured"), bea).state == ReportState.SIGNED_OFF

    @pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
    def test_does_not_before_or_after_their_days(self, make, sam, bea, name, days):
        name(bea, sam, days=days)
        with pytest.raises(PermissionDenied, match="signed off by Sam Owner"):
            take("sign_off", make("assured"), bea)

    def test_does_not_once_it_was_ended(self, make, sam, bea, priya, name):
        name(bea, sam)
        deputy = Person.objects.get(user=bea).stands_in_for.get()
        deputy.ended_at, deputy.ended_by = timezone.now(), priya
        deputy.save()
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), bea)

    def test_of_a_lead_submits_and_takes_back(self, make, alice, bea, name):
        name(bea, alice)
        report = take("submit", make(), bea)
        assert take("recall", report, bea).state == ReportState.DRAFT

    def test_signs_off_where_the_lead_is_the_sponsor(self, make, alice, bea, initiative, footprint, name):
        MembershipFactory(footprint=footprint, user=alice, role=Role.SRO)
        RoleAssignmentFactory(
            initiative=initiative, person=Person.objects.get(user=alice), role=InitiativeRole.SPONSOR
        )
        name(bea, alice)
        assert take("sign_off", make("assured"), bea).state == ReportState.SIGNED_OFF

    def test_does_not_sign_off_what_they_wrote(self, make, sam, bea, name):
        name(bea, sam)
        with pytest.raises(PermissionDenied, match="You submitted this report"):
            take("sign_off", make("assured", submitted_by=bea), bea)

    def test_who_may_not_read_private_material_stands_in_for_nobody(self, make, sam, bob, name):
        name(bob, sam)
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), bob)

    def test_of_a_deputy_has_nothing_from_the_first(self, make, sam, bea, ann, name):
        name(bea, sam)
        name(ann, bea)
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), ann)
