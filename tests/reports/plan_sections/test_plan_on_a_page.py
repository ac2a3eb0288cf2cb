"""The plan on a page."""

import pytest

from reports.compilation import compile_paper
from reports.composition import compose
from tests.papers.gate import problems
from tests.papers.records import paper, section
from tests.reports.plan_sections.records import HUBS, TEXT, WHOLE, findings, measure, record, words

PLAN = {
    "programmes": ["hubs"],
    "footnote": "* To be consulted on",
    "enabling": ["cancer"],
    "overseen_by": "slt",
    "comprising": "It has:",
    "partners": ["west", "east"],
}


BODIES = [{"key": "slt", "name": "System Leadership Team", "abbreviation": "SLT", "short": "SLT"}]
PARTNERS = [{"key": "east", "name": "East Trust"}, {"key": "west", "name": "West Trust"}]


def test_the_plan_on_a_page_says_its_blocks_in_order():
    data = record(
        bodies=BODIES,
        organisations=PARTNERS,
        measures=[measure(1, "longer lives", initiative=None, gap="health")],
    )
    plan = section(
        "plan-on-a-page", "Vision: **better** care\n\nLess money\n\nFewer staff", title="Plan", options=PLAN
    )
    assert words(data, plan) == (
        "1. Plan Vision: better care Our challenges Less money Fewer staff Our programmes and priorities Hubs Brings "
        "care closer . * To be consulted on Underpinned by our enabling programmes Cancer Overseen through System "
        "Leadership Team It has: West Trust East Trust Outcomes Health and wellbeing longer lives"
    )
    assert findings(data, plan) == [("nothing-recorded", "Section 1, Plan")]  # cancer has no description


def test_what_a_plan_on_a_page_asks_for_and_the_record_has_not_is_found():
    wanted = {"programmes": ["gone"], "partners": ["north"]}
    found = compose(
        record(), paper(section("plan-on-a-page", "Vision", title="Plan", options=wanted))
    ).findings
    assert [one.message.split(",")[0] for one in found] == [
        "The record has no “gone” among its initiatives",
        "The record has no “north” among its organisations",
        "The record has no outcome of the whole area",
    ]
    empty = words(record(), section("plan-on-a-page", title="Plan"))
    assert empty == "1. Plan Nothing is recorded for this section."


@pytest.mark.slow
def test_a_plan_passes_the_gate():
    plan = section("plan-on-a-page", "Vision\n\nLess money", options=PLAN)
    data = WHOLE | {"bodies": BODIES, "organisations": PARTNERS}
    compiled = compile_paper(data, paper(plan, section("programme", TEXT, options=HUBS), section("roles")))
    assert problems(compiled.pdf) == []
    assert compiled.xlsx
