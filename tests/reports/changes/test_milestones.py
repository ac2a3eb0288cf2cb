"""What is told of milestones, to the letter."""

from datetime import date
from typing import Any

import pytest

from tests.reports.changes.records import april, fuzzy, may, milestone, node, told, told_of

WARD = "The milestone “Open the ward” of Urgent Care"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("Q3 2017/18", "31 January 2018", f"{WARD} slipped by 31 days, from Q3 2017/18 to 31 January 2018."),
        ("Q3 2017/18", "January 2018", f"{WARD} slipped by 31 days, from Q3 2017/18 to January 2018."),
        ("1 June 2017", "02/06/2017", f"{WARD} slipped by 1 day, from 1 June 2017 to 02/06/2017."),
        (
            "January 2018",
            "Q3 2017/18",
            f"{WARD} was brought forward by 31 days, from January 2018 to Q3 2017/18.",
        ),
        (
            "31 December 2017",
            "Q3 2017/18",
            "The forecast of the milestone “Open the ward” of Urgent Care became less exact, "
            "from 31 December 2017 to Q3 2017/18.",
        ),
        (
            "Q3 2017/18",
            "On-going",
            "The forecast of the milestone “Open the ward” of Urgent Care is no longer a date; "
            "it was Q3 2017/18 and is now “On-going”.",
        ),
        ("Q3 2017/18", "", f"{WARD} has no forecast; it was Q3 2017/18."),
        ("TBC", "January 2018", f"{WARD} now has a date, January 2018, where it said “TBC”."),
        ("", "January 2018", f"{WARD} now has a date, January 2018, where it had none."),
    ],
)
def test_a_forecast_that_moved(was: str, now: str, sentence: str):
    assert told_of("milestones", milestone(was), milestone(now)) == [sentence]


@pytest.mark.parametrize(
    ("was", "now"),
    [("Q3 2017/18", "31 December 2017"), ("31/12/2017", "31 December 2017"), ("TBC", "On-going"), ("", "")],
)
def test_words_that_mean_the_same_day_or_none_are_no_change(was: str, now: str):
    assert told_of("milestones", milestone(was), milestone(now)) == []


def test_a_milestone_without_forecast_is_expected_at_its_baseline():
    assert told_of(
        "milestones", milestone(baseline="June 2017"), milestone("July 2017", baseline="June 2017")
    ) == [f"{WARD} slipped by 31 days, from June 2017 to July 2017."]


def test_a_forecast_taken_away_does_not_bring_the_baseline_back():
    baseline = {"baseline": "June 2017"}
    assert told_of("milestones", milestone("July 2017", **baseline), milestone("", **baseline)) == [
        f"{WARD} has no forecast; it was July 2017."
    ]


@pytest.mark.parametrize(
    ("baseline", "forecast", "actual", "sentence"),
    [
        (
            "21 April 2017",
            "May 2017",
            "3 May 2017",
            f"{WARD} was met (3 May 2017), 12 days late against its baseline of 21 April 2017.",
        ),
        (
            "4 May 2017",
            "",
            "3 May 2017",
            f"{WARD} was met (3 May 2017), 1 day early against its baseline of 4 May 2017.",
        ),
        (
            "May 2017",
            "",
            "3 May 2017",
            f"{WARD} was met (3 May 2017), on time against its baseline of May 2017.",
        ),
        (
            "Q1 2017/18",
            "",
            "31 March 2017",
            f"{WARD} was met (31 March 2017), 91 days early against its baseline of Q1 2017/18.",
        ),
        (
            "",
            "1 May 2017",
            "3 May 2017",
            f"{WARD} was met (3 May 2017), 2 days late against its forecast of 1 May 2017.",
        ),
        ("TBC", "", "3 May 2017", f"{WARD} was met (3 May 2017)."),
        ("May 2017", "", "Completed", f"{WARD} was met (Completed)."),
    ],
)
def test_a_milestone_that_was_met(baseline: str, forecast: str, actual: str, sentence: str):
    before = milestone(forecast, baseline=baseline)
    assert told_of("milestones", before, milestone(actual, baseline=baseline, actual=actual)) == [sentence]


def test_one_that_was_met_before_is_no_news():
    met = milestone("May 2016", actual="April 2017")
    assert told_of("milestones", met, met | {"forecast": fuzzy("June 2017")}) == []


def test_one_that_turns_out_not_to_be_met():
    assert told_of("milestones", milestone("June 2017", actual="1 April 2017"), milestone("June 2017")) == [
        f"{WARD} is no longer recorded as met; in April 2017 it was met (1 April 2017)."
    ]


def test_one_that_is_overdue_as_at_the_data_cut_off():
    late = milestone("30 April 2017")
    passed = "passed 31 days before the data cut-off of 31 May 2017"
    overdue = f"{WARD} is now overdue: its forecast, 30 April 2017, {passed}."
    assert told_of("milestones", late, late) == [overdue]
    was_late = milestone("29 April 2017")
    assert told_of("milestones", was_late, was_late) == [], "it was overdue as at the last cut-off"
    on_the_day = milestone("31 May 2017")
    assert told_of("milestones", on_the_day, on_the_day) == []
    undated = milestone("Spring", baseline="ASAP")
    assert told_of("milestones", undated, undated) == []


def test_one_that_slipped_may_be_overdue_all_the_same():
    late = milestone("10 May 2017", baseline="1 May 2017")
    assert told_of("milestones", milestone("1 May 2017", baseline="1 May 2017"), late) == [
        f"{WARD} is now overdue: its forecast, 10 May 2017, passed 21 days before the data cut-off of 31 May 2017.",
        f"{WARD} slipped by 9 days, from 1 May 2017 to 10 May 2017.",
    ]


def test_one_without_forecast_is_overdue_by_its_baseline():
    late = milestone(baseline="May 2017")
    after = may(milestones=[late])
    after["period"] |= {"data_cut_off": None, "last_day": "2017-06-02"}
    assert told(april(milestones=[late]), after) == [
        f"{WARD} is now overdue: its baseline, May 2017, passed 2 days before the data cut-off of 2 June 2017."
    ]


def test_no_date_is_past_before_it_is():
    """The cut-off of a period that still runs is to come."""
    row = milestone("20 May 2017")
    before, after = april(milestones=[row]), may(milestones=[row])
    assert told(before, after, today=date(2017, 5, 20)) == []
    assert told(before, after, today=date(2017, 5, 22)) == [
        f"{WARD} is now overdue: its forecast, 20 May 2017, passed 2 days before 22 May 2017."
    ]
    assert told(before, after, today=date(2017, 6, 30))[0].endswith("before the data cut-off of 31 May 2017.")


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (milestone("June 2017"), [f"{WARD} is new, forecast for June 2017."]),
        (milestone(baseline="June 2017"), [f"{WARD} is new, forecast for June 2017."]),
        (milestone(), [f"{WARD} is new, with no date yet."]),
        (milestone("TBC"), [f"{WARD} is new, with no date yet."]),
        (
            milestone("May 2017", actual="3 May 2017"),
            [f"{WARD} is new and already met (3 May 2017), on time against its forecast of May 2017."],
        ),
        (
            milestone("30 April 2017"),
            [
                f"{WARD} is now overdue: its forecast, 30 April 2017, passed 31 days before the data cut-off of "
                "31 May 2017.",
                f"{WARD} is new, forecast for 30 April 2017.",
            ],
        ),
    ],
)
def test_a_new_milestone(row: dict[str, Any], sentences: list[str]):
    assert told_of("milestones", None, row) == sentences


def test_one_that_is_gone():
    assert told_of("milestones", milestone("June 2017"), None) == [f"{WARD} is no longer on record."]


def test_a_milestone_is_known_by_its_number_whatever_its_title_becomes():
    assert told_of("milestones", milestone("June 2017", title="Open"), milestone("July 2017")) == [
        f"{WARD} slipped by 31 days, from June 2017 to July 2017."
    ]


def test_of_an_initiative_that_has_ended_no_milestone_is_told():
    before = april(node(), node("ward-7"), milestones=[milestone("30 April 2017", initiative="ward-7")])
    assert told(before, may(milestones=before["milestones"])) == ["Ward 7, a portfolio, has ended."]
