"""September 2017 of the cast’s footprint. Models can be imported once Django is set up, so not at the top."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint, ReportingPeriod


@pytest.fixture
def period(footprint: "Footprint") -> "ReportingPeriod":
    """September 2017 of Northmere, in which nothing was reported yet."""
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2017, 9))
