"""The public part of a snapshot: nothing private is in it, and it says what was left out."""

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.models.snapshots import canonical
from reports.snapshot_content import build, public
from reports.snapshot_content.private_texts import private_texts
from tests.factories import AskFactory, InitiativeFactory, RiskFactory
from tests.reports.snapshot_content.estate import estate

pytestmark = pytest.mark.django_db


def test_the_public_part_has_nothing_private_and_says_what_was_left_out():
    data = build(estate(2))
    open_part = public(data)
    assert private_texts(data)
    assert private_texts(open_part) == []
    assert open_part["left_out"] == ["paragraphs"]
    assert "A private matter." not in canonical(open_part)
    assert "A private matter." in canonical(data), "the snapshot itself must not be changed"


def test_a_public_risk_does_not_name_the_private_ask_that_raised_it(
    footprint: Footprint, period: ReportingPeriod
):
    ask = AskFactory(
        initiative=InitiativeFactory(footprint=footprint),
        period=period,
        key="secret-merger",
        is_private=True,
        private_reason="Section 43",
    )
    RiskFactory(footprint=footprint, raised_in_ask=ask)
    open_part = public(build(period))
    assert open_part["left_out"] == ["asks"]
    assert open_part["risks"][0]["ask"] is None
    assert "secret-merger" not in canonical(open_part)
