"""The people tests are about, by name, each in one footprint with one role:

    Alice     leads ``initiative`` and nothing else
    Priya     PMO lead
    Sam       senior responsible owner of ``initiative``
    Bea       board member: reads everything, private items included
    Bob       observer: reads what is public
    Charlie   PMO lead of another footprint: here a stranger

`client.force_login(alice)` signs one of them in; all have ``tests.factories.PASSWORD``.
"""

import pytest

from portfolios.models import Footprint, Initiative, InitiativeRole
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import (
    FootprintFactory,
    InitiativeFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)


@pytest.fixture
def footprint(db: None) -> Footprint:
    """The footprint in which everybody but Charlie works."""
    return FootprintFactory(slug="northmere", name="Northmere (made up)")


@pytest.fixture
def other_footprint(db: None) -> Footprint:
    """Charlie's footprint."""
    return FootprintFactory(slug="southmere", name="Southmere (made up)")


@pytest.fixture
def initiative(footprint: Footprint) -> Initiative:
    """The portfolio that Alice leads and Sam answers for."""
    return InitiativeFactory(footprint=footprint, slug="urgent-care", name="Urgent Care", position=1)


def holder(initiative: Initiative, user: User, role: InitiativeRole) -> User:
    """``user`` as a person of the footprint who holds ``role`` in ``initiative``."""
    person = PersonFactory(footprint=initiative.footprint, key=f"{role}-person", name=user.name, user=user)
    RoleAssignmentFactory(initiative=initiative, person=person, role=role)
    return user


@pytest.fixture
def alice(footprint: Footprint, initiative: Initiative) -> User:
    user = UserFactory(name="Alice Lead", email="alice@example.org", role=Role.LEAD, footprint=footprint)
    return holder(initiative, user, InitiativeRole.LEAD)


@pytest.fixture
def sam(footprint: Footprint, initiative: Initiative) -> User:
    user = UserFactory(name="Sam Owner", email="sam@example.org", role=Role.SRO, footprint=footprint)
    return holder(initiative, user, InitiativeRole.SRO)


@pytest.fixture
def priya(footprint: Footprint) -> User:
    return UserFactory(
        name="Priya Office", email="priya@example.org", role=Role.PMO_LEAD, footprint=footprint
    )


@pytest.fixture
def bea(footprint: Footprint) -> User:
    return UserFactory(name="Bea Board", email="bea@example.org", role=Role.BOARD_MEMBER, footprint=footprint)


@pytest.fixture
def bob(footprint: Footprint) -> User:
    return UserFactory(name="Bob Observer", email="bob@example.org", role=Role.OBSERVER, footprint=footprint)


@pytest.fixture
def charlie(other_footprint: Footprint) -> User:
    return UserFactory(
        name="Charlie Elsewhere", email="charlie@example.org", role=Role.PMO_LEAD, footprint=other_footprint
    )
