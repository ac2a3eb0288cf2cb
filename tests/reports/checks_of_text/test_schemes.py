"""Ratings of two schemes side by side."""

import pytest

from tests.papers.records import initiative, rating, section, snapshot
from tests.reports.checks_of_text.found import found


@pytest.mark.parametrize(("scheme", "is_found"), [("other", True), ("rag", False)])
@pytest.mark.parametrize("key", ["report", "highlight-boxes"])
def test_ratings_of_two_schemes_side_by_side_are_found(key, scheme, is_found):
    nodes = [initiative("care", lead=rating()), initiative("team", lead=rating(scheme=scheme))]
    assert bool(found("schemes-mixed", section(key), record=snapshot(initiatives=nodes))) is is_found
