"""Three open periods of a footprint that rates. Models can be imported once Django is set up, so not at the top."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint, RatingScheme, ReportingPeriod


@pytest.fixture
def scheme(footprint: "Footprint") -> "RatingScheme":
    from tests.factories import RatingSchemeFactory

    return RatingSchemeFactory(footprint=footprint, key="rag")


@pytest.fixture
def months(footprint: "Footprint", scheme: "RatingScheme") -> "list[ReportingPeriod]":
    """July, August and September 2017."""
    from tests.factories import PeriodFactory

    return [PeriodFactory(footprint=footprint, month=(2017, month)) for month in (7, 8, 9)]


@pytest.fixture
def september(months: "list[ReportingPeriod]") -> "ReportingPeriod":
    return months[-1]
