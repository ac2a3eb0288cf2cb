"""A list, and a paper published for it, in public and in private. Models can be imported once Django is set up only."""

import pytest


@pytest.fixture
def group(footprint):
    from tests.factories import DistributionListFactory

    return DistributionListFactory(footprint=footprint, key="board", name="Governing Body members")


@pytest.fixture
def publication(footprint, group):
    from tests.reports.schedules.distribution.publications import published

    return published(footprint, group)


@pytest.fixture
def private(footprint, group):
    from tests.reports.schedules.distribution.publications import MARKER, published

    return published(
        footprint,
        group,
        session="private",
        is_private=True,
        private_reason="Section 43: commercial interests.",
        title=MARKER,
    )
