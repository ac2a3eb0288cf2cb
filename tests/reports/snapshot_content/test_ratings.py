"""What a snapshot keeps of ratings, and which of them counts."""

from datetime import UTC, date, datetime

import pytest

from portfolios.models import Footprint, RatingDimension, RatingSource, ReportingPeriod
from reports.snapshot_content import build, reading
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
)

pytestmark = pytest.mark.django_db


def test_the_previous_rating_is_the_pmos_of_the_period_before(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    june, august = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (6, 8))
    RatingFactory(initiative=initiative, period=june, word="Red")
    RatingFactory(initiative=initiative, period=august, word="Green")
    RatingFactory(initiative=initiative, period=august, word="Amber", source=RatingSource.PMO)
    RatingFactory(
        initiative=initiative, period=period, word="Green", superseded_at=datetime(2017, 9, 2, tzinfo=UTC)
    )
    RatingFactory(initiative=initiative, period=period, word="Yellow", as_printed="Yellow")
    (node,) = build(period)["initiatives"]
    assert node["previous_rating"]["level"]["label"] == "Amber"
    assert node["ratings"]["lead"]["level"]["label"] == "Amber"
    assert node["ratings"]["lead"]["as_printed"] == "Yellow"
    assert node["ratings"]["pmo"] is None


def test_ratings_beside_the_overall_one_stand_by_dimension(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    for dimension, source, word in (
        (RatingDimension.OVERALL, RatingSource.LEAD, "Green"),
        (RatingDimension.TIME, RatingSource.LEAD, "Red"),
        (RatingDimension.TIME, RatingSource.PMO, "Amber"),
    ):
        RatingFactory(initiative=initiative, period=period, dimension=dimension, source=source, word=word)
    (node,) = build(period)["initiatives"]
    assert list(node["dimensions"]) == ["time"]
    assert node["dimensions"]["time"]["lead"]["level"]["label"] == "Red"
    assert reading.dimensions(node)["time"]["level"]["label"] == "Amber"
    assert reading.standing_rating(node)["level"]["label"] == "Green"


def test_a_rating_carried_forward_counts_before_the_leads_and_after_the_pmos(period: ReportingPeriod):
    place, before = period.footprint, PeriodFactory(footprint=period.footprint, month=(2017, 8))
    initiative = InitiativeFactory(footprint=place)
    given = RatingFactory(initiative=initiative, period=before, word="Amber")
    RatingFactory(initiative=initiative, period=period, word="Green")
    RatingFactory(
        initiative=initiative,
        period=period,
        level=given.level,
        source=RatingSource.CARRIED,
        carried_from=given,
    )
    HighlightReportFactory(initiative=initiative, period=period, carried_from=before, not_updated_days=30)
    (node,) = build(period)["initiatives"]
    assert reading.standing_rating(node)["level"]["label"] == "Amber"
    assert reading.not_updated(node) == {"since": "August 2017", "days": 30}
    RatingFactory(initiative=initiative, period=period, word="Red", source=RatingSource.PMO)
    (node,) = build(period)["initiatives"]
    assert reading.standing_rating(node)["level"]["label"] == "Red"


def test_a_scheme_in_whose_words_somebody_still_rated_is_kept_too(
    footprint: Footprint, period: ReportingPeriod
):
    old = RatingSchemeFactory(footprint=footprint, key="old", valid_to=date(2017, 8, 31))
    RatingSchemeFactory(footprint=footprint, key="now", valid_from=date(2017, 9, 1))
    RatingFactory(initiative=InitiativeFactory(footprint=footprint), period=period, level=old.levels.first())
    schemes = build(period)["schemes"]
    assert [(scheme["key"], scheme["is_in_force"]) for scheme in schemes] == [("old", False), ("now", True)]
