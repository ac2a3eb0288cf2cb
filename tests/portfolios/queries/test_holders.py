"""Who writes and who signs off, for many initiatives at once."""

import pytest

from portfolios.models import InitiativeRole, Person
from portfolios.queries.holders import accounts_with, holders_of, leads_of
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission, Role
from tests.cast import holder
from tests.factories import (
    DeputyFactory,
    InitiativeFactory,
    MembershipFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)


def signers(initiative) -> tuple[User, ...]:
    return holders_of([initiative.pk]).signers(initiative.pk)


def leads(initiative) -> tuple[User, ...]:
    return leads_of([initiative.pk])[initiative.pk]


@pytest.fixture
def below(initiative):
    return InitiativeFactory(footprint=initiative.footprint, parent=initiative, kind="programme")


def as_deputy(user: User, principal: User, **days) -> None:
    person = PersonFactory(footprint=Person.objects.get(user=principal).footprint, user=user)
    DeputyFactory(principal=Person.objects.get(user=principal), deputy=person, **days)


def test_lead_and_sro_of_the_initiative_itself(initiative, alice, sam):
    assert (leads(initiative), signers(initiative)) == ((alice,), (sam,))


def test_without_an_sro_that_of_the_nearest_above_signs(below, alice, sam):
    assert (leads(below), signers(below)) == ((), (sam,))


def test_its_own_sponsor_comes_before_an_sro_above(below, sam, footprint):
    sue = holder(below, UserFactory(role=Role.SRO, footprint=footprint), InitiativeRole.SPONSOR)
    assert signers(below) == (sue,)


def test_a_sponsor_who_leads_it_is_passed_over_for_who_is_above(below, sam, footprint):
    leo = holder(below, UserFactory(role=Role.SRO, footprint=footprint), InitiativeRole.LEAD)
    RoleAssignmentFactory(initiative=below, person=Person.objects.get(user=leo), role=InitiativeRole.SPONSOR)
    assert signers(below) == (sam,)


@pytest.mark.parametrize("role", ["manager", "programme_director", "portfolio_director"])
def test_where_nobody_leads_the_next_role_writes(below, footprint, role):
    user = holder(below, UserFactory(role=Role.LEAD, footprint=footprint), InitiativeRole(role))
    assert leads(below) == (user,)


def test_an_analyst_who_leads_writes_it(below, footprint):
    user = holder(below, UserFactory(role=Role.PMO_ANALYST, footprint=footprint), InitiativeRole.LEAD)
    assert leads(below) == (user,)


def test_people_without_accounts_or_rights_are_not_waited_for(initiative, bob, sam):
    RoleAssignmentFactory(initiative=initiative, role=InitiativeRole.LEAD)
    holder(initiative, bob, InitiativeRole.LEAD)
    sam.is_active = False
    sam.save()
    assert (leads(initiative), signers(initiative)) == ((), ())


def test_deputies_stand_behind_those_they_stand_in_for(initiative, alice, sam, bea, priya):
    as_deputy(bea, sam)
    as_deputy(priya, alice)
    assert (leads(initiative), signers(initiative)) == ((alice, priya), (sam, bea))


@pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
def test_deputies_count_on_their_days_alone(initiative, sam, bea, days):
    as_deputy(bea, sam, days=days)
    assert signers(initiative) == (sam,)


def test_a_deputy_who_may_not_read_private_material_counts_for_nothing(initiative, sam, bob):
    as_deputy(bob, sam)
    assert signers(initiative) == (sam,)


def test_rights_are_those_of_the_footprint(initiative, other_footprint, sam):
    """Sam may sign off elsewhere, and holds a role there; here the membership alone decides."""
    theirs = InitiativeFactory(footprint=other_footprint)
    RoleAssignmentFactory(
        initiative=theirs, role=InitiativeRole.SRO, person=PersonFactory(footprint=other_footprint, user=sam)
    )
    holders = holders_of([theirs.pk, initiative.pk])
    assert (holders.signers(theirs.pk), holders.signers(initiative.pk)) == ((), (sam,))


def test_a_ring_of_parents_ends(below, initiative, sam):
    type(initiative).objects.filter(pk=initiative.pk).update(kind="programme", parent=below)
    assert signers(below) == (sam,)


def test_as_few_questions_for_many_as_for_one(initiative, alice, sam, bea, django_assert_num_queries):
    as_deputy(bea, sam)
    many = [
        InitiativeFactory(footprint=initiative.footprint, parent=initiative, kind="programme")
        for _ in range(30)
    ]
    for one in many:
        RoleAssignmentFactory(initiative=one, person=Person.objects.get(user=alice))
    for wanted in ([initiative.pk], [one.pk for one in many]):
        with django_assert_num_queries(4):
            holders = holders_of(wanted)
            assert [holders.signers(pk) for pk in wanted] == [(sam, bea)] * len(wanted)


def test_accounts_with_a_right_are_those_whose_role_holds_today(footprint, priya, alice, sam):
    MembershipFactory(footprint=footprint, user=sam, role=Role.PMO_ANALYST, valid_to="2018-01-01")
    assert list(accounts_with(Permission.ASSURE_REPORTS, footprint)) == [priya]
