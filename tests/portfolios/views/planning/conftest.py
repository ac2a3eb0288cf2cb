"""September 2017, open, and October, planned. Models can be imported once Django is set up only."""

from datetime import date

import pytest


@pytest.fixture
def september(footprint):
    from tests.factories import PeriodFactory

    return PeriodFactory(
        footprint=footprint, month=(2017, 9), data_cut_off=date(2017, 9, 27), returns_due=date(2017, 10, 2)
    )


@pytest.fixture
def october(footprint):
    from portfolios.models import PeriodState
    from tests.factories import PeriodFactory

    return PeriodFactory(
        footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED, returns_due=date(2017, 11, 3)
    )
