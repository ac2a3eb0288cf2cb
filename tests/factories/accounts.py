"""Accounts."""

from datetime import date
from typing import Any

from factory import LazyAttribute, Sequence
from factory.django import DjangoModelFactory

from portfolios.models import Membership
from stp_portal.accounts.models import User

PASSWORD = "a password for tests only"


class UserFactory(DjangoModelFactory):
    """An account that can sign in with ``PASSWORD``; ``role`` with ``footprint`` gives it that role there.

    `UserFactory(role=Role.PMO_LEAD, footprint=dorset)`. Without a role it is a stranger everywhere.
    """

    class Meta:
        model = User

    name = Sequence(lambda n: f"Test Person {n}")
    email = LazyAttribute(lambda user: f"{user.name.lower().replace(' ', '.')}@example.org")
    password = PASSWORD

    @classmethod
    def _create(
        cls, model_class: Any, *args: Any, role: str = "", footprint: Any = None, **fields: Any
    ) -> User:
        if bool(role) != bool(footprint):
            raise TypeError("Give role and footprint together, or neither.")
        user = User.objects.create_user(**fields)
        if role:
            Membership.objects.create(footprint=footprint, user=user, role=role, valid_from=date(2017, 1, 1))
        return user
