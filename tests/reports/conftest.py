"""Periods, the office and a type of paper of the cast's footprint. Models wait for Django: they are imported inside."""

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


@pytest.fixture
def office(client, priya):
    """The browser of the PMO lead."""
    client.force_login(priya)
    return client


@pytest.fixture
def kind(footprint, priya):
    """A type of paper with sections of a risk register."""
    from reports.actions import paper_types
    from reports.queries.patterns import patterns

    return paper_types.add(
        footprint=footprint,
        name="Board update",
        organisation_heading="NHS NORTHMERE",
        begun_from=patterns()["dorset/risk-register"],
        by=priya,
    )
