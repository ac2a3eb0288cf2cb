"""How a milestone stands, in words."""

from datetime import date

import pytest

from reports.queries.milestones import state_of
from stp_portal.core.fuzzy_dates import FuzzyDate

ON = date(2018, 4, 10)


@pytest.mark.parametrize(
    ("baseline", "forecast", "actual", "words"),
    [
        ("March 2018", "", "", "Overdue by 10 days"),
        ("9 April 2018", "", "", "Overdue by 1 day"),
        ("10 April 2018", "", "", "On plan"),
        ("March 2018", "April 2018", "", "Slipped by 30 days"),
        ("April 2018", "March 2018", "", "Overdue by 10 days"),
        ("May 2018", "April 2018", "", "On plan"),
        ("March 2018", "March 2018", "2 April 2018", "Met, 2 days late"),
        ("March 2018", "", "March 2018", "Met"),
        ("", "", "Done", "Met"),
        ("On-going", "", "", "No fixed date"),
        ("ASAP", "TBC", "", "No fixed date"),
        ("", "", "", "No date given"),
    ],
)
def test_state_in_words(baseline, forecast, actual, words):
    dates = [FuzzyDate.parse(text) for text in (baseline, forecast, actual)]
    assert state_of(*dates, ON) == words


def test_without_a_date_the_years_it_is_to_be_delivered_in_say_when():
    blank, march = FuzzyDate.parse(""), FuzzyDate.parse("March 2018")
    assert state_of(blank, blank, blank, ON, ["2017/18", "2018/19"]) == "Due in 2017/18 and 2018/19"
    assert state_of(march, blank, blank, ON, ["2017/18"]) == "Overdue by 10 days"
