"""Who has left."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from portfolios.models import Person
from portfolios.queries.leavers import people_here, people_of, who_left
from stp_portal.accounts.roles import Role
from tests.factories import PersonFactory, RoleAssignmentFactory, UserFactory

TODAY = date(2018, 4, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda value=None, *_: value.date() if value else TODAY)


@pytest.fixture
def person(footprint):
    return PersonFactory(footprint=footprint, name="Jo Owner")


def why(person: Person) -> str | None:
    return who_left([person]).get(person.pk)


def test_somebody_known_from_papers_alone_has_not_left(person):
    assert why(person) is None


def test_who_holds_a_role_is_here_and_on_its_last_day_still(person, initiative):
    RoleAssignmentFactory(initiative=initiative, person=person, valid_from=None, valid_to=TODAY)
    assert why(person) is None


def test_who_held_one_has_left_the_day_after_its_last(person, initiative):
    RoleAssignmentFactory(
        initiative=initiative, person=person, valid_from=None, valid_to=TODAY - timedelta(days=1)
    )
    assert why(person) == "their last role here ended on 29 April 2018"


def test_one_role_that_holds_is_enough(person, initiative):
    RoleAssignmentFactory(initiative=initiative, person=person, valid_from=None, valid_to=date(2018, 1, 31))
    RoleAssignmentFactory(initiative=initiative, person=person, role="sponsor", valid_from=None)
    assert why(person) is None


def test_a_closed_account_has_left_whatever_role_is_on_record(person, initiative, footprint):
    RoleAssignmentFactory(initiative=initiative, person=person, valid_from=None)
    person.user = UserFactory(role=Role.LEAD, footprint=footprint, is_active=False)
    assert why(person) == "their account is closed"


def test_an_account_whose_role_here_ended_has_left(person, footprint):
    person.user = UserFactory(role=Role.LEAD, footprint=footprint)
    assert why(person) is None
    person.user.memberships.update(valid_from=date(2018, 1, 1), valid_to=date(2018, 3, 31))
    assert why(person) == "their last role here ended on 31 March 2018"


def test_a_role_ended_today_is_over_at_once(person, footprint, priya):
    person.user = UserFactory(role=Role.LEAD, footprint=footprint)
    now = timezone.make_aware(datetime(2018, 4, 30, 9))
    person.user.memberships.update(valid_from=date(2018, 1, 1), ended_at=now, ended_by=priya)
    assert why(person) == "their last role here ended on 30 April 2018"


def test_the_people_here_are_found_in_three_queries_however_many(
    footprint, initiative, django_assert_num_queries
):
    here = [PersonFactory(footprint=footprint, name=f"Person {n}") for n in range(5)]
    gone = PersonFactory(footprint=footprint, user=UserFactory(is_active=False))
    with django_assert_num_queries(3):
        assert people_here(footprint) == here
    assert gone in people_of(footprint)
