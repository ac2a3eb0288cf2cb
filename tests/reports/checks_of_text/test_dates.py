"""Dates that can be two things, and what is told as done before its day."""

import pytest

from reports.checks.dates import check_written_dates
from tests.papers.records import section, snapshot
from tests.papers.register_records import fuzzy, logged_risk, recommendation, review
from tests.reports.checks_of_text.found import found


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("01/06", True),
        ("01.07", True),
        ("03/17", True),
        ("01/06/2017", False),
        ("17/18 Q3", False),
        ("June 2017", False),
    ],
)
def test_a_date_that_can_be_two_things_is_found(words, is_found):
    assert bool(check_written_dates([("risk 1", fuzzy(words))], "Risks log")) is is_found


def test_ambiguous_dates_of_a_register_are_one_finding_where_they_are_printed():
    record = snapshot(risks=[logged_risk(number, logged=fuzzy("01/06")) for number in range(1, 12)])
    ((_, message),) = found("date-ambiguous", section("risk_log"), record=record)
    assert "risk 8 “01/06” and 3 more" in message
    hidden = section("risk_log", options={"columns": ["statement", "score"]})
    assert found("date-ambiguous", hidden, record=record) == []
    tracked = snapshot(reviews=[review(recommendation(1, due=fuzzy("03/17")))])
    assert found("date-ambiguous", section("review_tracker"), record=tracked)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Options presented to Scrutiny Nov 2018.", "the date of the paper"),
        ("The bid was approved by the board on 13th of March 2018.", "the date of the paper"),
        ("It was approved on 25.03.18.", "the date of the paper"),
        ("Interviews were held on 2 February 2018.", "the data cut-off"),
    ],
)
def test_what_is_told_as_done_before_its_day_is_found(text, said):
    ((where, message),) = found("text-after-cut-off", section("introduction", text))
    assert where == "Paragraph 1.1"
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "Options presented to Scrutiny in November 2017.",
        "Options will be presented to Scrutiny in November 2018.",
        "A workshop is planned and is to be held on 5 October 2018.",
        "Work is to be completed by December 2018.",
        "All posts completed by December 2018.",
        "The board was appointed until March 2019.",
        "The plan was agreed. The next meeting is on 3 March 2018.",
        "It was approved on 31.02.18.",  # no day at all
        "It was approved in May.",
        "What happened in March 2018 nobody knows.",
    ],
)
def test_what_lies_behind_or_is_told_as_ahead_is_left_alone(text):
    assert found("text-after-cut-off", section("introduction", text)) == []
