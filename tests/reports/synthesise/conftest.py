"""A small made-up footprint. Models can be imported once Django is set up only."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint


@pytest.fixture
def northmere(db: None) -> "Footprint":
    from tests.reports.synthesise.making import make

    return make()
