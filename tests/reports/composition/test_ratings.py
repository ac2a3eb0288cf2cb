"""Ratings of an earlier period, in the summary and in the progress."""

from typing import Any

import pytest

from reports.composition import compose
from tests.papers.records import AMBER, initiative, paper, rating, section, snapshot
from tests.reports.composition.text import words


@pytest.mark.parametrize(
    ("ratings", "status"),
    [
        ({"carried": rating(AMBER)}, "A Amber, carried forward from July 2017, not updated for 45 days"),
        ({"carried": None, "pmo": rating(AMBER)}, "A Amber, not updated for 45 days"),
    ],
)
def test_a_rating_that_was_carried_forward_says_so_with_its_age(ratings: dict[str, Any], status: str):
    silent = initiative("silent", not_updated={"since": "July 2017", "days": 45})
    silent["ratings"] |= ratings
    data = snapshot(initiatives=[silent])
    report, progress = (words(section(key), record=data).replace(" ,", ",") for key in ("report", "progress"))
    assert status in report
    assert status.replace("A Amber", f"Status: A Amber ({AMBER['definition']})") in progress


def test_a_rating_whose_data_are_no_older_than_the_period_counts_no_days():
    silent = initiative("silent", not_updated={"since": "July 2017", "days": 0})
    silent["ratings"] |= {"carried": rating(AMBER)}
    report = words(section("report"), record=snapshot(initiatives=[silent])).replace(" ,", ",")
    assert "A Amber, carried forward from July 2017, not updated" in report
    assert "0 days" not in report


def test_a_rating_that_stands_between_two_turns_is_neither_old_nor_chased():
    between = initiative("between", report=None, reporting="second", not_due={"since": "July 2017"})
    between["ratings"]["carried"] = rating(AMBER)
    data = snapshot(initiatives=[between])
    status = "A Amber, from July 2017: it reports every second period"
    report, progress = (words(section(key), record=data).replace(" ,", ",") for key in ("report", "progress"))
    assert status in report
    assert status.replace("A Amber", f"Status: A Amber ({AMBER['definition']})") in progress
    assert "No report was due this period." in progress
    assert "No progress is reported" not in progress
    found = compose(data, paper(section("report"), section("progress"))).findings
    assert not {finding.rule for finding in found} & {"rating-missing", "report-missing"}
