"""What is told of asks, to the letter."""

from typing import Any

import pytest

from reports.changes import compare
from tests.reports.changes.records import april, ask, may, told_of

ASKED = "Asked by Urgent Care to decide on the sale of the estate"


def test_an_ask_that_was_raised():
    assert told_of("asks", None, ask(period="2017-05")) == [
        "Urgent Care asked SLT to decide on the sale of the estate."
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {
                "outcome": "Decided",
                "outcome_text": "It is to be sold. **Soon.**",
                "answered_on": "2017-05-20",
            },
            f"{ASKED}, SLT answered on 20 May 2017 (decided): It is to be sold.",
        ),
        ({"outcome": "Deferred"}, f"{ASKED}, SLT answered (deferred)."),
        ({}, f"{ASKED}, SLT answered."),
    ],
)
def test_an_ask_that_was_answered(changes: dict[str, Any], sentence: str):
    assert told_of("asks", ask(), ask("answered", **changes)) == [sentence]
    assert told_of("asks", None, ask("answered", **changes)) == [sentence]


def test_an_ask_that_was_withdrawn():
    assert told_of("asks", ask(), ask("withdrawn")) == [
        "Urgent Care no longer asks SLT to decide on the sale of the estate: the ask was withdrawn."
    ]


def test_an_ask_that_was_answered_before_is_no_news():
    assert told_of("asks", ask("answered"), ask("answered")) == []
    assert told_of("asks", ask("answered"), None) == []


def test_an_ask_that_is_asked_again():
    assert told_of("asks", ask("answered"), ask()) == [
        "Urgent Care asked SLT again to decide on the sale of the estate."
    ]


def test_an_ask_that_a_record_no_longer_holds():
    """Records of schema version 1 leave out what was answered after its own period."""
    assert told_of("asks", ask(), None) == [
        f"{ASKED}, SLT have answered since, or the ask was withdrawn: the record of May 2017 does not say."
    ]


def test_asks_that_wait_are_listed_apart_and_are_no_change():
    rows = [ask(), ask(period="2017-03", key="older", text="the budget")]
    periods = ["2017-02", "2017-03", "2017-04", "2017-05"]
    found = compare(april(asks=rows), may(asks=rows), periods=periods)
    assert [one.sentence for one in found.outstanding] == [
        "Asked by Urgent Care in March 2017 to decide on the budget, SLT have not answered for 2 periods.",
        "Asked by Urgent Care in April 2017 to decide on the sale of the estate, SLT have not answered for 1 period.",
    ]
    assert found.statement == "Nothing changed between April 2017 and May 2017."


def test_without_the_periods_it_is_counted_only_where_it_can_be():
    rows = [ask(), ask(period="2017-03", key="older", text="the budget")]
    assert [one.sentence for one in compare(april(asks=rows), may(asks=rows)).outstanding] == [
        "Asked by Urgent Care in April 2017 to decide on the sale of the estate, SLT have not answered for 1 period.",
        "Asked by Urgent Care in March 2017 to decide on the budget, SLT have not answered yet.",
    ]


def test_an_ask_of_this_period_does_not_wait_yet():
    row = ask(period="2017-05")
    assert compare(may(asks=[row]), may(asks=[row])).outstanding == ()
