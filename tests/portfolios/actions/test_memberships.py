"""Giving and ending roles."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from portfolios.access import may_edit_report
from portfolios.actions import memberships
from portfolios.models import Membership, Person, RoleAssignment, has_permission
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission, Role
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory, RoleAssignmentFactory


def test_new_address_gets_an_account_without_a_password(footprint, priya):
    membership = memberships.grant(
        footprint=footprint, email="New.Person@Example.org", name="New Person", role=Role.LEAD, by=priya
    )
    assert membership.user.email == "new.person@example.org"
    assert not membership.user.has_usable_password()
    assert has_permission(membership.user, Permission.EDIT_OWN_REPORTS, footprint)


def test_known_address_keeps_its_account(footprint, priya, charlie):
    membership = memberships.grant(
        footprint=footprint, email=charlie.email.upper(), name="Another name", role=Role.AUDITOR, by=priya
    )
    assert membership.user == charlie
    assert User.objects.get(pk=charlie.pk).name == "Charlie Elsewhere"


def test_same_role_twice_is_refused(footprint, priya, bob):
    with pytest.raises(ValidationError, match="is Observer of"):
        memberships.grant(footprint=footprint, email=bob.email, name=bob.name, role=Role.OBSERVER, by=priya)


def test_role_ends_at_once_and_stays_on_record(footprint, priya, bob):
    membership = Membership.objects.get(user=bob)
    memberships.end(membership=membership, by=priya)
    assert not has_permission(bob, Permission.VIEW, footprint)
    membership.refresh_from_db()
    assert membership.ended_by == priya
    assert AuditEvent.objects.filter(event="membership.ended", chain=footprint.slug).count() == 1


def test_ended_role_can_be_given_again(footprint, priya, bob):
    memberships.end(membership=Membership.objects.get(user=bob), by=priya)
    memberships.grant(footprint=footprint, email=bob.email, name=bob.name, role=Role.OBSERVER, by=priya)
    assert has_permission(bob, Permission.VIEW, footprint)


def test_those_of_the_pmo_from_before_are_put_on_record_once(footprint, priya, bob):
    put_on_record = import_module("portfolios.migrations.0009_pmo_on_record").put_on_record
    for _ in range(2):
        put_on_record(apps, None)
    assert [person.user for person in Person.objects.filter(footprint=footprint)] == [priya]
    assert Person.objects.get().name == "Priya Office"


def test_last_pmo_lead_cannot_go(footprint, priya):
    with pytest.raises(ValidationError, match="last PMO lead"):
        memberships.end(membership=Membership.objects.get(user=priya), by=priya)
    assert has_permission(priya, Permission.MANAGE_PEOPLE, footprint)


def test_role_in_an_initiative_ends_after_it_starts(initiative, footprint, priya):
    person = PersonFactory(footprint=footprint)
    role = memberships.assign(
        initiative=initiative,
        role="sro",
        person=person,
        valid_from=date(2018, 4, 1),
        is_acting=True,
        by=priya,
    )
    with pytest.raises(ValidationError, match="before the first day"):
        memberships.end_assignment(assignment=role, on=date(2018, 3, 1), by=priya)
    memberships.end_assignment(assignment=role, on=date(2018, 5, 1), by=priya)
    assert not RoleAssignment.objects.current().filter(pk=role.pk).exists()


def test_role_that_has_ended_keeps_its_day(initiative, footprint, priya):
    role = RoleAssignmentFactory(initiative=initiative, valid_to=date(2018, 5, 1))
    memberships.end_assignment(assignment=role, on=date(2020, 1, 1), by=priya)
    role.refresh_from_db()
    assert role.valid_to == date(2018, 5, 1)


def test_new_lead_is_on_record_and_can_be_given_an_initiative_to_report_on(initiative, footprint, priya):
    membership = memberships.grant(
        footprint=footprint, email="new@example.org", name="New Lead", role=Role.LEAD, by=priya
    )
    person = Person.objects.get(user=membership.user)
    memberships.assign(
        initiative=initiative, role="lead", person=person, valid_from=None, is_acting=False, by=priya
    )
    assert may_edit_report(membership.user, initiative)


def test_lead_can_be_somebody_already_on_record(footprint, priya):
    person = PersonFactory(footprint=footprint, name="Pat")
    membership = memberships.grant(
        footprint=footprint, email="pat@example.org", name="Pat", role=Role.LEAD, by=priya, person=person
    )
    person.refresh_from_db()
    assert person.user == membership.user
    assert Person.objects.filter(user=membership.user).count() == 1


def test_person_with_another_account_is_refused_and_nothing_is_written(footprint, priya, alice):
    taken = Person.objects.get(user=alice)
    with pytest.raises(ValidationError, match="signs in with another address"):
        memberships.grant(
            footprint=footprint, email="pat@example.org", name="Pat", role=Role.LEAD, by=priya, person=taken
        )
    assert not User.objects.filter(email="pat@example.org").exists()


def test_observer_needs_nobody_on_record(footprint, priya):
    memberships.grant(footprint=footprint, email="o@example.org", name="O", role=Role.OBSERVER, by=priya)
    assert not Person.objects.filter(name="O").exists()


@pytest.mark.parametrize("role", [Role.PMO_LEAD, Role.PMO_ANALYST])
def test_the_pmo_is_put_on_record_because_papers_name_their_author(footprint, priya, role):
    memberships.grant(footprint=footprint, email="o@example.org", name="O", role=role, by=priya)
    assert Person.objects.get(name="O").user.email == "o@example.org"
