"""What is told of reports that did not come, to the letter."""

from typing import Any

import pytest

from reports.changes import Kind, compare
from tests.reports.changes.records import april, may, node, rated, report, sentences, told

REASON = "Two wards are closed. They open in June."


def silent(
    label: str, days: int | None = 33, since: str | None = "April 2017", **changes: Any
) -> dict[str, Any]:
    """An initiative whose rating was carried forward as its period was locked."""
    stale = {"since": since, "days": days}
    carried = {"carried": rated(label, REASON)} if label else {}
    return node(
        not_updated=stale, report=report("draft"), ratings=carried | changes.pop("ratings", {}), **changes
    )


def test_a_rating_carried_forward_is_not_updated():
    found = compare(april(node(rating="Amber")), may(silent("Amber")))
    assert sentences(found) == [
        "Urgent Care has not been updated for 33 days: Amber is carried forward from April 2017."
    ]
    assert found.unchanged == ()
    assert found.found[0].kind == Kind.REPORT_NOT_UPDATED


def test_one_carried_forward_for_another_period_says_so_again():
    assert told(april(silent("Amber", 3, "March 2017")), may(silent("Amber", 34, "March 2017"))) == [
        "Urgent Care has not been updated for 34 days: Amber is carried forward from March 2017."
    ]


def test_one_carried_forward_from_before_last_time_says_what_last_time_had():
    assert told(april(node(rating="Red")), may(silent("Green", 1, "March 2017"))) == [
        "Urgent Care has not been updated for 1 day: Green is carried forward from March 2017, "
        "where April 2017 had Red."
    ]


def test_one_of_which_there_is_nothing_to_carry():
    assert told(april(node()), may(silent(""))) == [
        "Urgent Care has not been updated for 33 days, and has no rating."
    ]


def test_a_pmo_may_rate_what_was_not_updated():
    pmo = {"pmo": rated("Red", "Nobody answers.")}
    assert told(april(node(rating="Amber")), may(silent("", ratings=pmo))) == [
        "Urgent Care worsened from Amber to Red: Nobody answers.",
        "Urgent Care has not been updated for 33 days; its rating of Red is the PMO’s.",
    ]


def test_dimensions_are_not_missing_where_nothing_was_updated():
    before = april(node(rating="Amber", dimensions={"cost": {"lead": rated("Red")}}))
    assert told(before, may(silent("Amber"))) == [
        "Urgent Care has not been updated for 33 days: Amber is carried forward from April 2017."
    ]


@pytest.mark.parametrize("missing", [report("expected"), report("draft"), None])
def test_a_report_that_did_not_come(missing: dict[str, Any] | None):
    before = april(node(rating="Amber", dimensions={"cost": {"lead": rated("Red")}}))
    assert told(before, may(node(report=missing))) == [
        "Urgent Care has returned no report for May 2017, and has no rating; it was Amber in April 2017."
    ]


def test_a_report_that_did_not_come_of_one_that_is_rated_all_the_same():
    assert told(april(node(rating="Amber")), may(node(rating="Amber", report=report("draft")))) == [
        "Urgent Care has returned no report for May 2017; it returned one for April 2017."
    ]


def test_one_that_was_silent_before_is_no_news():
    assert told(april(node(report=report("draft"))), may(node(report=None))) == []


@pytest.mark.parametrize("rhythm", ["second", "never"])
def test_nothing_is_missing_of_who_was_not_to_report(rhythm):
    dimensions = {"time": {"lead": rated("Green"), "pmo": None}}
    then = node(rating="Amber", reason=REASON, reporting=rhythm, dimensions=dimensions)
    assert told(april(then), may(node(reporting=rhythm, report=None))) == []


def test_who_reports_every_second_period_and_was_expected_is_missing_all_the_same():
    then = node(rating="Amber", reason=REASON, reporting="second")
    assert told(april(then), may(node(reporting="second", report=report("expected")))) == [
        "Urgent Care has returned no report for May 2017, and has no rating; it was Amber in April 2017."
    ]
