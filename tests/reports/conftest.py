"""Two periods of the cast's footprint. Models can be imported once Django is set up, so not at the top."""

import pytest


@pytest.fixture
def january(footprint):
    """A locked period."""
    from portfolios.models import PeriodState
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)


@pytest.fixture
def february(footprint):
    """The open period after it."""
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 2))
