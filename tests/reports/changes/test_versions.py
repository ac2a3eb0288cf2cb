"""Snapshots of schema version 1 are compared as those of version 2, as far as they go."""

import copy
from typing import Any

import pytest

from tests.papers.register_records import action, dependency, issue, recommendation, review
from tests.reports.changes.records import (
    april,
    ask,
    fuzzy,
    may,
    milestone,
    node,
    report,
    risk,
    snapshot,
    told,
)

WARD = "The milestone “Open the ward” of Urgent Care"
ASKED = "Asked by Urgent Care to decide on the sale of the estate"


def as_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """What a snapshot held before the monthly cycle."""
    old = copy.deepcopy(data) | {"schema_version": 1}
    for one in old["initiatives"]:
        for key in ("dimensions", "not_updated", "reporting"):
            del one[key]
        del one["ratings"]["carried"]
        if one["report"]:
            del one["report"]["is_returned"], one["report"]["planned_outcomes"]
    for row in old["milestones"]:
        del row["number"]
    return old


def everything(month: int, rating: str, forecast: str, level: str, state: str) -> dict[str, Any]:
    return snapshot(
        month,
        node(rating=rating),
        node("digital", report=report("draft" if month == 5 else "submitted")),
        milestones=[milestone(forecast)],
        risks=[risk(level=level)],
        asks=[ask(state)],
    )


@pytest.mark.parametrize("old", [as_version_1, copy.deepcopy])
@pytest.mark.parametrize("new", [as_version_1, copy.deepcopy])
def test_both_versions_are_read(old, new):
    before = everything(4, "Green", "June 2017", "programme", "open")
    after = everything(5, "Red", "July 2017", "portfolio", "answered")
    assert told(old(before), new(after)) == [
        "Urgent Care worsened from Green to Red.",
        "Digital has returned no report for May 2017; it returned one for April 2017.",
        f"{WARD} slipped by 31 days, from June 2017 to July 2017.",
        "Risk 12 (Staff leave) was escalated from programme to portfolio level.",
        f"{ASKED}, SLT answered.",
    ]


def test_of_what_a_record_of_version_2_does_not_know_there_is_no_news():
    """Its risks have nothing beside them, and there are no lists of the others: that is no change."""
    now = snapshot(
        5,
        node(),
        risks=[
            risk(
                actions=[
                    action("Do it.", status="complete"),
                    action("Late.", number=2, due=fuzzy("March 2017")),
                ],
                accepted_until="2017-12-31",
                escalation={"from": "programme", "to": "portfolio", "state": "proposed"},
            )
        ],
        issues=[issue(1, risk=12)],
        dependencies=[dependency(1)],
        reviews=[review(recommendation(1))],
    )
    assert told(april(risks=[risk()]), now) == []
    assert told(now, april(risks=[risk()])) == []


def test_without_numbers_a_milestone_of_another_title_is_new_and_none_is_gone():
    before, after = (
        april(milestones=[milestone("June 2017", title="Open")]),
        may(milestones=[milestone("June 2017")]),
    )
    assert told(as_version_1(before), after) == [f"{WARD} is new, forecast for June 2017."]


def test_milestones_of_the_same_title_are_told_apart():
    two = [milestone("June 2017", baseline="May 2017"), milestone("September 2017", baseline="August 2017")]
    moved = [two[1], milestone("July 2017", baseline="May 2017")]
    assert told(as_version_1(april(milestones=two)), as_version_1(may(milestones=moved))) == [
        f"{WARD} slipped by 31 days, from June 2017 to July 2017."
    ]
