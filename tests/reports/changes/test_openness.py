"""What changed, for those who may read public material only: nothing private shows, and nothing shows by going."""

import json
from typing import Any

import pytest

from reports.changes import compare, public_pair
from tests.papers.register_records import dependency, issue, recommendation, review
from tests.reports.changes.records import april, ask, banded, may, milestone, node, risk, sentences

MARKER = "Zanzibar"

ROWS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "risks": (
        risk(banded("Low"), title=f"{MARKER} leaves", statement=MARKER),
        risk(banded("Major"), title=f"{MARKER} leaves", statement=MARKER, level="system"),
    ),
    "milestones": (
        milestone("June 2017", title=f"{MARKER} signs"),
        milestone("July 2017", title=f"{MARKER} signs"),
    ),
    "issues": (issue(4, title=f"{MARKER} left"), issue(4, title=f"{MARKER} left", status="resolved")),
    "dependencies": (
        dependency(1, text=f"The site of {MARKER}"),
        dependency(1, text=f"The site of {MARKER}", status="met"),
    ),
    "reviews": (
        review(recommendation(1), title=f"{MARKER} review"),
        review(recommendation(1, closed_on="2017-05-02"), title=f"{MARKER} review"),
    ),
    "asks": (ask(text=f"the sale to {MARKER}."), ask("answered", text=f"the sale to {MARKER}.")),
}
PRIVATE, PUBLIC = {"is_private": True}, {"is_private": False}


def public_sentences(before: dict[str, Any] | None, after: dict[str, Any]) -> list[str]:
    found = compare(*public_pair(before, after))
    assert MARKER not in json.dumps([found.plain()])
    return sentences(found)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(
    ("was", "now"),
    [(PUBLIC, PRIVATE), (PRIVATE, PUBLIC), (PRIVATE, PRIVATE), (PUBLIC, None), (None, PRIVATE)],
)
def test_a_row_that_is_private_on_either_side_leaves_no_trace(name, was, now):
    """Neither that it changed, nor that it is gone or new."""
    old, new = ROWS[name]
    before = april(**{name: [old | was] if was else []})
    after = may(**{name: [new | now] if now else []})
    if now is None:
        # Here the mark was given later and is all that is left: the row itself is on no record.
        before[name][0] |= PRIVATE
    assert public_sentences(before, after) == []


@pytest.mark.parametrize("name", ROWS)
def test_the_same_row_is_told_of_while_it_is_public(name):
    old, new = ROWS[name]
    found = compare(*public_pair(april(**{name: [old]}), may(**{name: [new]})))
    assert found.found
    assert MARKER in " ".join(sentences(found))


def test_a_milestone_marked_under_another_title_is_known_by_its_number():
    before = april(milestones=[milestone("June 2017", title=f"{MARKER} signs")])
    after = may(milestones=[milestone("July 2017", title="Contract", is_private=True)])
    assert public_sentences(before, after) == []


def test_a_milestone_of_a_record_without_numbers_is_known_by_its_title():
    old = milestone("June 2017", title=f"{MARKER} signs")
    del old["number"]
    after = may(milestones=[milestone("July 2017", title=f"{MARKER} signs", is_private=True)])
    assert public_sentences(april(milestones=[old]), after) == []


def test_an_ask_that_waits_and_is_private_is_not_counted():
    row = ask(text=MARKER)
    found = compare(*public_pair(april(asks=[row]), may(asks=[row | PRIVATE])))
    assert found.outstanding == ()


@pytest.mark.parametrize("was", [True, False])
def test_a_risk_whose_text_is_not_published_keeps_its_number_alone(was: bool):
    before = april(risks=[risk(title=MARKER, is_published=was)])
    after = may(risks=[risk(title=MARKER, is_published=False, level="system")])
    assert public_sentences(before, after) == [
        "Risk 12 was escalated from programme to system leadership level."
    ]


def test_a_private_recommendation_of_a_public_review_leaves_no_trace():
    before = april(reviews=[review(recommendation(1), recommendation(2, text=MARKER))])
    after = may(
        reviews=[review(recommendation(1), recommendation(2, text=MARKER, closed_on="2017-05-02") | PRIVATE)]
    )
    assert public_sentences(before, after) == []
    assert public_sentences(april(reviews=[]), after) == [
        "NHSE stocktake is a new review, with 1 recommendation."
    ]


def test_a_public_issue_of_a_private_risk_does_not_name_it():
    before = april(risks=[risk(title=MARKER)], issues=[])
    after = may(risks=[risk(title=MARKER, status="closed") | PRIVATE], issues=[issue(4, risk=12)])
    assert public_sentences(before, after) == [
        "Issue 4 (Issue 4) was raised at portfolio level, of high severity."
    ]


def test_the_first_period_has_a_public_side_too():
    before, after = public_pair(None, may(risks=[risk(title=MARKER, is_private=True)]))
    assert before is None
    assert MARKER not in json.dumps(after)


def test_what_is_public_is_not_touched():
    before, after = (
        april(node(rating="Green"), risks=[risk()]),
        may(node(rating="Red"), risks=[risk(level="system")]),
    )
    copies = json.dumps([before, after])
    assert public_sentences(before, after) == sentences(compare(before, after))
    assert json.dumps([before, after]) == copies
