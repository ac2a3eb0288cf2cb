"""Snapshots of earlier versions read as if they had nothing of what was added since."""

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.snapshot_content import build, newly_private, public, reading, with_marks
from reports.snapshot_content.private_texts import private_texts
from tests.factories import RiskFactory

pytestmark = pytest.mark.django_db


def test_a_snapshot_of_the_first_version_reads_as_if_it_had_nothing_new():
    node = {
        "ratings": {"lead": None, "pmo": None, "calculated": None},
        "report": {"state": "assured", "route_to_green": "", "paragraphs": []},
    }
    assert reading.standing_rating(node) is None
    assert reading.not_updated(node) is None
    assert reading.dimensions(node) == {}
    assert reading.planned_outcomes(node) == []
    assert reading.is_returned(node)
    assert not reading.is_returned(node | {"report": None})
    assert reading.previous_period({}) is reading.next_period({}) is None


def test_the_record_of_an_earlier_version_reads_as_if_it_had_no_registers(
    footprint: Footprint, period: ReportingPeriod
):
    RiskFactory(footprint=footprint, number=1)
    data = build(period) | {"schema_version": 2}
    for name in ("issues", "dependencies", "reviews"):
        del data[name]
    part = public(with_marks(data, newly_private(data, period)))
    assert [row["number"] for row in part["risks"]] == [1]
    assert not {"issues", "dependencies", "reviews"} & set(part), "what it does not know, it does not say"
    assert private_texts(data) == []
