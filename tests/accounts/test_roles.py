"""What roles may do, and when they hold."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portfolios.models import Footprint, Membership, has_permission
from stp_portal.accounts.roles import ROLES, Permission, Role, permissions_of
from tests.factories import UserFactory


def test_every_role_is_defined_and_may_look():
    assert set(ROLES) == set(Role.values)
    assert all(Permission.VIEW in permissions_of(role) for role in Role.values)


def test_nobody_may_both_assure_and_sign_off():
    """DESIGN 5 point 3: no self-approval begins with no role holding both keys."""
    both = {Permission.ASSURE_REPORTS, Permission.SIGN_OFF_REPORTS}
    assert not [role for role in Role.values if both <= permissions_of(role)]


def test_only_the_pmo_lead_manages_people():
    assert [role for role in Role.values if Permission.MANAGE_PEOPLE in permissions_of(role)] == [
        Role.PMO_LEAD
    ]


@pytest.mark.parametrize("role", [Role.OBSERVER])
def test_observer_sees_no_private_material(role):
    assert Permission.VIEW_PRIVATE not in permissions_of(role)


def test_role_of_tomorrow_or_yesterday_does_not_hold(footprint):
    today = timezone.localdate()
    user = UserFactory()
    coming = Membership.objects.create(
        footprint=footprint, user=user, role=Role.AUDITOR, valid_from=today + timedelta(days=1)
    )
    gone = Membership.objects.create(
        footprint=footprint,
        user=user,
        role=Role.OBSERVER,
        valid_from=today - timedelta(days=9),
        valid_to=today - timedelta(days=1),
    )
    assert not has_permission(user, Permission.VIEW, footprint)
    gone.valid_to = today
    gone.save()
    assert has_permission(user, Permission.VIEW, footprint)
    assert not has_permission(user, Permission.VIEW_AUDIT, footprint)
    assert coming.pk


def test_nobody_and_strangers_see_no_footprint(footprint):
    assert not Footprint.objects.visible_to(AnonymousUser()).exists()
    assert not Footprint.objects.visible_to(UserFactory()).exists()
