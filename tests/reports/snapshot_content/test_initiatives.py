"""What a snapshot keeps of initiatives: their order, which of them, and who held their roles."""

from datetime import date

import pytest

from portfolios.models import Footprint, InitiativeKind, ReportingPeriod
from reports.snapshot_content import build
from tests.factories import InitiativeFactory, PersonFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db


def test_initiatives_stand_in_tree_order(footprint: Footprint, period: ReportingPeriod):
    second = InitiativeFactory(footprint=footprint, slug="second", position=2)
    first = InitiativeFactory(footprint=footprint, slug="first", position=1)
    below = {"footprint": footprint, "kind": InitiativeKind.PROGRAMME}
    InitiativeFactory(parent=second, slug="below-second", position=0, **below)
    programme = InitiativeFactory(parent=first, slug="below-first", position=9, **below)
    InitiativeFactory(
        parent=programme, slug="deepest", footprint=footprint, kind=InitiativeKind.PROJECT, position=0
    )
    nodes = build(period)["initiatives"]
    assert [(node["slug"], node["depth"], node["parent"]) for node in nodes] == [
        ("first", 0, None),
        ("below-first", 1, "first"),
        ("deepest", 2, "below-first"),
        ("second", 0, None),
        ("below-second", 1, "second"),
    ]


def test_initiatives_outside_the_period_are_left_out_and_their_children_are_not_lost(
    footprint: Footprint, period: ReportingPeriod
):
    ended = InitiativeFactory(footprint=footprint, slug="ended", ended_on=date(2017, 8, 31))
    InitiativeFactory(footprint=footprint, slug="later", started_on=date(2017, 10, 1))
    InitiativeFactory(footprint=footprint, slug="ends-within", ended_on=date(2017, 9, 1))
    InitiativeFactory(footprint=footprint, slug="orphan", parent=ended, kind=InitiativeKind.PROGRAMME)
    nodes = {node["slug"]: node for node in build(period)["initiatives"]}
    assert set(nodes) == {"ends-within", "orphan"}
    assert (nodes["orphan"]["depth"], nodes["orphan"]["parent"]) == (0, None)


def test_people_are_those_who_held_a_role_on_the_last_day(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    days = {
        "Of the time": (date(2017, 1, 1), None),
        "Left before": (date(2017, 1, 1), date(2017, 9, 29)),
        "Came after": (date(2017, 10, 1), None),
        "To the last day": (None, date(2017, 9, 30)),
    }
    for name, (valid_from, valid_to) in days.items():
        person = PersonFactory(footprint=footprint, name=name)
        RoleAssignmentFactory(initiative=initiative, person=person, valid_from=valid_from, valid_to=valid_to)
    people = build(period)["initiatives"][0]["people"]
    assert [person["name"] for person in people] == ["Of the time", "To the last day"]
