"""Deliverables by financial year."""

import re

from reports.composition import compose
from tests.papers.records import paper, section
from tests.reports.plan_sections.records import (
    BOTH,
    HUBS,
    PRIVATE,
    findings,
    measure,
    milestone,
    record,
    words,
)


def test_ticks_are_a_sign_and_a_word_under_their_years_and_sub_headings():
    rows = [
        milestone(1, "Choose sites", "2017/18", heading="Hubs", detail="- East\n- West"),
        milestone(2, "Open *both*", *BOTH, heading="Hubs"),
        milestone(3, "Expand", "2018/19", heading="Teams"),
        milestone(4, "Of another programme", *BOTH, initiative="cancer"),
    ]
    said = words(record(milestones=rows), section("deliverables", options=HUBS))
    assert said == (
        "1. Deliverables Milestones 17/18 18/19 Hubs Choose sites East West √ 17/18 Open *both* √ 17/18 √ 18/19 "
        "Teams Expand √ 18/19"
    )


def test_without_an_initiative_each_stands_under_its_name_and_other_years_are_left_out():
    rows = [
        milestone(1, "Open", "2017/18", heading="Hubs"),
        milestone(2, "Later", "2019/20"),
        milestone(3, "Scan", "2018/19", initiative="cancer"),
    ]
    options = {"years": ["2018/19", "2017/18"]}
    said = words(record(milestones=rows), section("deliverables", options=options))
    assert said == "1. Deliverables Milestones 18/19 17/18 Hubs – Hubs Open √ 17/18 Cancer Scan √ 18/19"
    assert "Later √ 19/20" in words(record(milestones=rows), section("deliverables"))


def test_an_empty_grid_is_a_sentence_and_a_finding():
    grid = section("deliverables", options={"initiative": "cancer"})
    assert words(record(), grid) == "1. Deliverables No deliverable is recorded."
    assert findings(record(), grid) == [("nothing-recorded", "Section 1, Deliverables")]


def test_what_no_year_is_recorded_of_stands_without_a_tick_and_is_found():
    data = record(milestones=[milestone(1, "Open"), milestone(2, "Close", "2017/18")])
    grid = section("deliverables", options=HUBS)
    assert "Open Close √ 17/18" in words(data, grid)
    assert findings(data, grid) == [("milestone-without-year", "Section 1, Deliverables")]


def test_an_initiative_that_did_not_live_then_is_found():
    grid = section("deliverables", options={"initiative": "gone"})
    assert findings(record(milestones=[milestone(1, "Open", *BOTH)]), grid) == [
        ("initiative-missing", "Section 1, Deliverables")
    ]


def test_a_private_deliverable_and_outcome_are_in_papers_for_the_private_session_alone():
    data = record(
        milestones=[milestone(1, "Buy the site", *BOTH, **PRIVATE)],
        measures=[measure(1, "Sell the old one", **PRIVATE)],
    )
    sections = section("deliverables", options=HUBS), section("outcomes", options=HUBS)
    public = words(data, sections[0]) + words(data, sections[1])
    assert "No public deliverable is recorded." in public
    assert "No public outcome is recorded." in public
    assert not re.search("Buy|Sell|Section 43", public)
    private = words(data, sections[0], session="private") + words(data, sections[1], session="private")
    assert "Buy the site Private: Section 43. √ 17/18 √ 18/19" in private
    assert "Sell the old one Private: Section 43." in private


def test_four_years_lie_on_their_side_and_every_grid_has_a_sheet():
    years = [f"{year}/{year + 1 - 2000}" for year in range(2017, 2021)]
    document = compose(
        record(milestones=[milestone(1, "Open", *years)]), paper(section("deliverables", options=HUBS))
    )
    (composed,) = document.sections
    assert composed.is_wide
    assert [column.label for column in composed.sheet.columns] == [
        "Milestones",
        "17/18",
        "18/19",
        "19/20",
        "20/21",
    ]
