"""A report that has come as far as a test wants it, and people beside the cast.

Models can be imported once Django is set up, so not at the top.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import HighlightReport
    from stp_portal.accounts.models import User


@pytest.fixture
def ann(footprint) -> "User":
    """A PMO analyst."""
    from stp_portal.accounts.roles import Role
    from tests.factories import UserFactory

    return UserFactory(name="Ann Analyst", role=Role.PMO_ANALYST, footprint=footprint)


@pytest.fixture
def author(initiative) -> "User":
    """Writes with Alice, so that nobody else of these wrote the report."""
    from stp_portal.accounts.roles import Role
    from tests.factories import UserFactory

    return UserFactory(name="Adam Author", role=Role.LEAD, footprint=initiative.footprint)


@pytest.fixture
def period(footprint):
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    from tests.factories import RatingSchemeFactory

    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def make(initiative, period, author) -> "Callable[..., HighlightReport]":
    """A complete report, written by ``author``, that has come as far as ``state``."""
    from portfolios.models import HighlightReport, ReportState
    from tests.factories import RatingFactory
    from tests.portfolios.actions.report_steps.reports import report_in

    def made(state: str = ReportState.DRAFT, **fields) -> HighlightReport:
        RatingFactory(initiative=initiative, period=period, word="Green")
        return report_in(state, initiative, period, author, **fields)

    return made
