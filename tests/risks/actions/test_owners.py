"""Owners of a risk: several, from a day, told once, and nobody who has left."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Notice, Person
from risks.actions import owners
from risks.models import Risk, RiskOwner
from stp_portal.accounts.roles import Role
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory, RiskFactory, RoleAssignmentFactory, UserFactory

DAY = date(2018, 4, 30)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, title="Vacant posts")


@pytest.fixture
def jo(footprint):
    return PersonFactory(footprint=footprint, name="Jo Owner")


@pytest.fixture
def director(footprint):
    """A post without a name."""
    return PersonFactory(footprint=footprint, name="", post="Director of Nursing")


@pytest.fixture
def name_owners(risk, priya):
    return partial(owners.name_owners, risk=risk, version=1, on=DAY, by=priya)


def test_people_and_posts_own_it_from_the_day(name_owners, risk, jo, director):
    made = name_owners(people=[jo, director])
    assert {(row.person, row.valid_from, row.valid_to) for row in made} == {
        (jo, DAY, None),
        (director, DAY, None),
    }
    assert Risk.objects.get(pk=risk.pk).version == 2
    told = AuditEvent.objects.filter(event="risk.owner_named").order_by("seq")
    assert [event.after for event in told] == [
        {"owner": "Jo Owner", "from": "2018-04-30"},
        {"owner": "Director of Nursing", "from": "2018-04-30"},
    ]


def test_who_is_left_out_owned_it_until_the_day_before_and_stays_on_record(name_owners, risk, jo, director):
    name_owners(people=[jo])
    name_owners(people=[director], version=2, on=date(2018, 5, 31))
    row = RiskOwner.objects.get(person=jo)
    assert row.valid_to == date(2018, 5, 30)
    assert list(RiskOwner.objects.on(date(2018, 5, 30)).filter(risk=risk)) == [row]
    assert [row.person for row in RiskOwner.objects.on(date(2018, 5, 31)).filter(risk=risk)] == [director]
    assert AuditEvent.objects.get(event="risk.owner_ended").after == {"owner": "Jo Owner", "to": "2018-05-30"}


def test_named_left_out_and_named_again_in_one_day_is_possible(name_owners, jo):
    name_owners(people=[jo])
    name_owners(people=[], version=2)
    assert not RiskOwner.objects.on(DAY).exists()
    assert [row.person for row in name_owners(people=[jo], version=3)] == [jo]


def test_the_same_again_changes_nothing(name_owners, risk, jo):
    name_owners(people=[jo])
    name_owners(people=[jo])
    assert AuditEvent.objects.count() == 1
    assert Risk.objects.get(pk=risk.pk).version == 2


def test_of_two_who_name_owners_the_second_is_told(name_owners, jo, director):
    name_owners(people=[jo])
    with pytest.raises(Conflict):
        name_owners(people=[director])


def test_who_has_left_is_refused_by_name_with_a_cure(name_owners, initiative, jo):
    RoleAssignmentFactory(
        initiative=initiative, person=jo, valid_from=date(2017, 1, 1), valid_to=date(2018, 3, 31)
    )
    with pytest.raises(ValidationError) as refused:
        name_owners(people=[jo])
    assert refused.value.message_dict == {
        "people": [
            "Jo Owner has left: their last role here ended on 31 March 2018. Name somebody who is here, or ask the "
            "PMO lead to give them a role again."
        ]
    }
    assert not RiskOwner.objects.exists()


def test_who_leaves_while_they_own_it_does_not_stop_another_from_being_named(
    name_owners, jo, director, footprint
):
    name_owners(people=[jo])
    jo.user = UserFactory(is_active=False)
    jo.save()
    assert len(name_owners(people=[jo, director], version=2)) == 2


def test_somebody_of_elsewhere_is_refused(name_owners, other_footprint):
    with pytest.raises(ValidationError, match="not of this footprint"):
        name_owners(people=[PersonFactory(footprint=other_footprint)])


def test_a_closed_risk_keeps_its_owners(name_owners, risk, jo):
    Risk.objects.filter(pk=risk.pk).update(status="closed", closed_reason="It has passed.")
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        name_owners(people=[jo])


def test_those_named_are_told_once_and_who_named_themselves_is_not(name_owners, alice, priya, footprint):
    alices = Person.objects.get(user=alice)
    own = PersonFactory(footprint=footprint, user=priya)
    name_owners(people=[alices, own])
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.text, notice.path) == (
        alice,
        "assigned",
        "You own risk 7 of Urgent Care.",
        "/northmere/risks/7/",
    )


def test_a_notice_about_a_private_risk_holds_none_of_its_words_and_goes_to_readers_only(
    name_owners, risk, alice, bob, footprint
):
    Risk.objects.filter(pk=risk.pk).update(is_private=True, private_reason="Section 43")
    observer = PersonFactory(footprint=footprint, user=bob)
    name_owners(people=[Person.objects.get(user=alice), observer])
    notice = Notice.objects.get()
    assert (notice.user, notice.text, notice.initiative) == (alice, "You own risk 7, which is private.", None)


def test_an_account_that_ended_its_last_role_here_has_left(name_owners, footprint):
    user = UserFactory(role=Role.LEAD, footprint=footprint)
    user.memberships.update(valid_to=date(2018, 1, 31))
    with pytest.raises(ValidationError, match="has left"):
        name_owners(people=[PersonFactory(footprint=footprint, user=user)])
