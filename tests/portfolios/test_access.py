"""What somebody is to a footprint."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from portfolios.access import standing_of, standing_or_404
from portfolios.models import Membership
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission, Role
from tests.factories import MembershipFactory


def fresh(user: User) -> User:
    """The account as the next request reads it."""
    return User.objects.get(pk=user.pk)


def test_permissions_of_several_roles_add_up(footprint, bob):
    assert not standing_or_404(bob, "northmere").may(Permission.SIGN_OFF_REPORTS)
    MembershipFactory(footprint=footprint, user=bob, role=Role.SRO)
    MembershipFactory(footprint=footprint, user=bob, role=Role.AUDITOR)
    standing = standing_or_404(fresh(bob), "northmere")
    assert standing.may(Permission.SIGN_OFF_REPORTS)
    assert standing.may(Permission.VIEW_AUDIT)
    assert not standing.may(Permission.MANAGE_PEOPLE)


def test_an_ended_role_counts_no_longer(footprint, bob):
    Membership.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert standing_of(bob, "northmere") is None


def test_a_role_that_begins_tomorrow_does_not_count_yet(footprint, charlie):
    MembershipFactory(footprint=footprint, user=charlie, valid_from=timezone.localdate() + timedelta(days=1))
    assert standing_of(charlie, "northmere") is None


def test_strangers_and_unknown_names_are_refused_alike(footprint, charlie, bob):
    for user, slug in ((charlie, "northmere"), (bob, "nowhere"), (AnonymousUser(), "northmere")):
        with pytest.raises(Http404):
            standing_or_404(user, slug)


def test_an_administrator_of_the_portal_may_everything_everywhere(footprint):
    root = User.objects.create_superuser("root@example.org", "x", name="Root")
    assert standing_or_404(root, "northmere").permissions == frozenset(Permission)
    assert standing_of(root, "nowhere") is None


def test_it_is_asked_once_for_a_user_object(footprint, bob, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert standing_of(bob, "northmere") is standing_of(bob, "northmere")
    with django_assert_num_queries(1):
        standing_of(bob, "nowhere")
        standing_of(bob, "nowhere")
