"""A snapshot speaks of what lived in its period, under the names of the time."""

from datetime import date

import pytest

from portfolios.models import InitiativeAlias, ReportingPeriod
from reports.snapshot_content import build
from tests.factories import InitiativeFactory, MilestoneFactory, PeriodFactory
from tests.factories.measures import FinanceLineFactory, MeasureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> ReportingPeriod:
    return PeriodFactory(month=(2017, 9))


@pytest.mark.parametrize(
    ("days", "is_there"),
    [
        ({}, True),
        ({"ended_on": date(2017, 8, 31)}, False),
        ({"ended_on": date(2017, 9, 1)}, True),
        ({"started_on": date(2017, 10, 1)}, False),
    ],
)
def test_promises_stand_in_the_periods_in_which_their_initiative_lives(period, days, is_there):
    initiative = InitiativeFactory(footprint=period.footprint, slug="wards", **days)
    MilestoneFactory(initiative=initiative, detail="- Beds\n- Staff")
    MeasureFactory(initiative=initiative)
    FinanceLineFactory(initiative=initiative)
    MeasureFactory(initiative=None, footprint=period.footprint, number=99)

    data = build(period)

    assert [node["slug"] for node in data["initiatives"]] == ["wards"] * is_there
    assert [row["detail"] for row in data["milestones"]] == ["- Beds\n- Staff"] * is_there
    assert [row["initiative"] for row in data["finance"]] == ["wards"] * is_there
    assert {row["initiative"] for row in data["measures"]} == {None, *(["wards"] if is_there else [])}


def test_an_initiative_goes_by_the_name_it_had_and_keeps_the_others_beside_it(period):
    initiative = InitiativeFactory(footprint=period.footprint, name="New name", short_name="New")
    for name, days in {
        "Older name": {"valid_to": date(2016, 3, 31)},
        "Name of the time": {"valid_to": date(2017, 12, 31)},
        "NOT": {},
        "Later nickname": {"valid_from": date(2018, 1, 1)},
    }.items():
        InitiativeAlias.objects.create(footprint=period.footprint, initiative=initiative, name=name, **days)

    (node,) = build(period)["initiatives"]
    assert (node["name"], node["heading"]) == ("Name of the time", "Name of the time")
    assert node["aliases"] == ["NOT", "Older name"]

    (today,) = build(PeriodFactory(footprint=period.footprint, month=(2018, 1)))["initiatives"]
    assert (today["name"], today["heading"]) == ("New name", "New")
    assert today["aliases"] == ["Later nickname", "NOT", "Name of the time", "Older name"]
