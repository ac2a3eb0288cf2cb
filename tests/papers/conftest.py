"""The real papers of the example data, each compiled once for all tests that read it."""

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:  # models cannot be imported yet when pytest reads this file
    from tests.papers.rebuilt import Rebuilt


@pytest.fixture(scope="session")
def september(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Dorset's Governing Body paper of September 2017."""
    return _compiled("governing-body-update", django_db_blocker)


@pytest.fixture(scope="session")
def better_together(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Dorset's programme update of July 2015, with its highlight report of May."""
    return _compiled("highlight-report", django_db_blocker)


@pytest.fixture(scope="session")
def risks_of_2016(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """The risks of Dorset's Operational Plan of November 2016."""
    return _compiled("risk-register", django_db_blocker)


@pytest.fixture(scope="session")
def plan_of_2016(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Dorset's draft Operational Plan of November 2016."""
    return _compiled("deliverables", django_db_blocker)


@pytest.fixture(scope="session")
def risks_log(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """The risks log of Cornwall's report of November 2017."""
    return _compiled("risk-register", django_db_blocker, "cornwall")


@pytest.fixture(scope="session")
def stocktake(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Appendix 1 of Cornwall's report: the answers to NHS England's stocktake."""
    return _compiled("stocktake-tracker", django_db_blocker, "cornwall")


@pytest.fixture(scope="session")
def mid_year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Appendix 2 of Cornwall's report: the recommendations of its mid-year review."""
    return _compiled("recommendation-tracker", django_db_blocker, "cornwall")


@pytest.fixture(scope="session")
def performance(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Cornwall's consolidated performance management report of November 2017, whole."""
    return _compiled("performance-report", django_db_blocker, "cornwall")


@pytest.fixture(scope="session")
def summary_sheet(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Rebuilt":
    """Wiltshire's Paper Summary Sheet of March 2016 with the pack behind it."""
    return _compiled("paper-summary-sheet", django_db_blocker, "bsw")


def _compiled(paper_type: str, django_db_blocker: DjangoDbBlocker, example: str = "dorset") -> "Rebuilt":
    """Leaves no rows behind."""
    from tests.papers.rebuilt import loaded, rebuilt

    with django_db_blocker.unblock(), transaction.atomic():
        snapshot, paper = loaded(paper_type, example)
        transaction.set_rollback(True)
    return rebuilt(snapshot, paper)
