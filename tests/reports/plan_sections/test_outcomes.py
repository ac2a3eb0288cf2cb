"""Outcomes, of one initiative or of the whole area."""

from tests.papers.records import section
from tests.reports.plan_sections.records import HUBS, findings, measure, record, words


def test_outcomes_are_points_of_one_or_of_the_whole_area_by_gap():
    data = record(
        measures=[
            measure(1, "fewer falls"),
            measure(2, "£XX saved", initiative=None, gap="finance"),
            measure(3, "longer lives", initiative=None, gap="health"),
            measure(4, "better all round", initiative=None),
        ]
    )
    assert (
        words(data, section("outcomes", "By March:", options=HUBS)) == "1. Outcomes 1.1 By March: fewer falls"
    )
    assert words(data, section("outcomes")) == (
        "1. Outcomes better all round Health and wellbeing longer lives Finance and efficiency £XX saved"
    )
    assert findings(data, section("outcomes")) == [("placeholder", "Outcomes, outcome 2")]


def test_a_record_of_before_measures_has_no_outcomes():
    old = record()
    del old["measures"]
    assert words(old, section("outcomes")) == "1. Outcomes No outcome is recorded."
    assert findings(old, section("outcomes")) == [("nothing-recorded", "Section 1, Outcomes")]
