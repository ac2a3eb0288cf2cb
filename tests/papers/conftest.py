"""The real paper of September 2017, compiled once for all tests that read it."""

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:  # models cannot be imported yet when pytest reads this file
    from tests.papers.rebuilt import Rebuilt


@pytest.fixture(scope="session")
def september(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Dorset's Governing Body paper. Leaves no rows behind."""
    from tests.papers.rebuilt import loaded, rebuilt

    with django_db_blocker.unblock(), transaction.atomic():
        snapshot, paper = loaded()
        transaction.set_rollback(True)
    return rebuilt(snapshot, paper)
