"""The sections of a plan: deliverables by year, outcomes, roles, the programme that holds them, the plan on a page."""

import html
import re
from typing import Any

import pytest

from reports.compilation import compile_paper
from reports.composition import compose
from reports.sections import section_for
from reports.sections.deliverables import Deliverables
from reports.sections.programme import Programme
from tests.papers.documents import page
from tests.papers.gate import problems
from tests.papers.records import holder, initiative, paper, section, snapshot

Row = dict[str, Any]
BOTH = ["2017/18", "2018/19"]
PRIVATE = {"is_private": True, "private_reason": "Section 43."}
HUBS = {"initiative": "hubs"}


def milestone(number: int, title: str, *years: str, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "hubs",
        "title": title,
        "detail": "",
        "heading": "",
        "financial_years": list(years),
        "is_private": False,
        "private_reason": "",
    } | changes


def measure(number: int, title: str, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "hubs",
        "title": title,
        "gap": "",
        "is_private": False,
        "private_reason": "",
        "readings": [],
    } | changes


def record(*people: Row, **rows: Any) -> Row:
    """A record with two programmes: hubs, and cancer, which nothing is recorded of."""
    nodes = [
        initiative("hubs", kind="portfolio", people=list(people), description="Brings care **closer**."),
        initiative("cancer", kind="workstream", description=""),
    ]
    return snapshot(**{"initiatives": nodes, "measures": [], "organisations": []} | rows)


def words(data: Row, *sections: Row, **changes: Any) -> str:
    """The words of the sections."""
    text = page(data, paper(*sections, **changes))
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return plain[plain.rindex("1. ") :].split("Author’s name")[0].strip()


def findings(data: Row, *sections: Row) -> list[tuple[str, str]]:
    return [(one.rule, one.where) for one in compose(data, paper(*sections)).findings]


# --- Which kind draws a section --------------------------------------------------------------------------------------


def test_a_paper_may_have_several_of_a_kind_by_keys_that_go_on():
    assert isinstance(section_for("deliverables-cancer"), Deliverables)
    assert isinstance(section_for("programme-report-on-cancer"), Programme)
    assert section_for("highlight-boxes-west").key == "highlight-boxes"
    assert section_for("programmes").key == "text"
    assert section_for("text-report").key == "text"


# --- Deliverables ----------------------------------------------------------------------------------------------------


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


# --- Outcomes --------------------------------------------------------------------------------------------------------


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


# --- Roles -----------------------------------------------------------------------------------------------------------

TRUSTS = [
    holder("sro", "", post="Chief Executive", organisation="East Trust"),
    holder("sro", "", post="Chief Executive", organisation="West Trust"),
]
DIRECTOR = holder("portfolio_director", "Ann Lee", post="Director", organisation="", is_acting=True)


@pytest.mark.parametrize(
    ("people", "options", "said"),
    [
        (
            [*TRUSTS, DIRECTOR],
            {},
            "This programme is overseen by a senior responsible owner – Chief Executive, East Trust and West Trust, "
            "and has a dedicated portfolio director – Ann Lee, Director (acting).",
        ),
        (
            [*TRUSTS, DIRECTOR, holder("lead", "Bo")],
            {"roles": [{"sro": "Executive Sponsor"}, "portfolio_director", "lead", "nobody"]},
            "This programme is overseen by an Executive Sponsor – Chief Executive, East Trust and West Trust, has a "
            "dedicated portfolio director – Ann Lee, Director (acting), and has a dedicated lead – Bo.",
        ),
        ([DIRECTOR], {}, "This programme has a dedicated portfolio director – Ann Lee, Director (acting)."),
    ],
)
def test_roles_are_a_sentence(people, options, said):
    assert words(record(*people), section("roles", options=HUBS | options)) == f"1. Roles 1.1 {said}"


def test_roles_of_all_are_a_table_and_nobody_is_a_sentence_and_a_finding():
    table = "Role Held by Hubs Senior responsible owner Chief Executive, East Trust and West Trust"
    assert words(record(*TRUSTS), section("roles")) == f"1. Roles {table}"
    assert words(record(*TRUSTS), section("roles", options=HUBS | {"as_table": True})) == f"1. Roles {table}"
    nobody = section("roles", options=HUBS)
    assert words(record(), nobody) == "1. Roles Nobody is recorded in these roles."
    assert findings(record(), nobody) == [("nothing-recorded", "Section 1, Roles")]


def test_marks_of_markdown_in_a_name_are_letters():
    said = words(record(holder("lead", "A_B_C *D*")), section("roles", options=HUBS))
    assert said.endswith("dedicated lead – A_B_C *D*.")


# --- Programme -------------------------------------------------------------------------------------------------------

TEXT = """Why we do it.

**Outcomes**

By March:

{{ outcomes }}

{{roles}}

**Key deliverables**

  {{ deliverables }}

There are {{ risks.total }} risks."""
WHOLE = record(*TRUSTS, milestones=[milestone(1, "Open", "2017/18")], measures=[measure(1, "fewer falls")])


def test_a_programme_has_the_parts_of_the_record_in_their_places_and_its_paragraphs_run_on():
    said = words(WHOLE, section("programme-hubs", TEXT, title="Hubs", options=HUBS))
    assert said == (
        "1. Hubs 1.1 Why we do it. Outcomes 1.2 By March: fewer falls 1.3 This programme is overseen by a senior "
        "responsible owner – Chief Executive, East Trust and West Trust. Key deliverables Milestones 17/18 Open "
        "√ 17/18 1.4 There are 0 risks."
    )
    assert findings(WHOLE, section("programme", TEXT, options=HUBS)) == []


def test_parts_without_a_place_come_last_and_those_not_recorded_not_at_all():
    said = words(WHOLE, section("programme", "Why.", options=HUBS))
    assert said == (
        "1. Programme 1.1 Why. Outcomes fewer falls 1.2 This programme is overseen by a senior responsible owner – "
        "Chief Executive, East Trust and West Trust. Key deliverables Milestones 17/18 Open √ 17/18"
    )
    bare = section("programme", "Why.", options={"initiative": "cancer"})
    assert words(WHOLE, bare) == "1. Programme 1.1 Why."
    assert findings(WHOLE, bare) == []


def test_a_place_with_nothing_to_print_is_a_sentence_and_a_finding_each():
    bare = section("programme", TEXT, options={"initiative": "cancer"})
    said = words(WHOLE, bare)
    for sentence in (
        "No outcome is recorded.",
        "Nobody is recorded in these roles.",
        "No deliverable is recorded.",
    ):
        assert sentence in said
    assert findings(WHOLE, bare) == [
        ("nothing-recorded", f"Section 1, Programme, {part}")
        for part in ("outcomes", "roles", "deliverables")
    ]


def test_a_place_within_a_sentence_and_an_unknown_one_are_unknown_figures():
    found = findings(WHOLE, section("programme", "See {{ outcomes }} and {{ money }}.", options=HUBS))
    assert [rule for rule, _ in found] == ["figure-unknown", "figure-unknown"]


def test_a_programme_of_nobody_prints_its_text_and_nothing_of_all_programmes():
    said = words(WHOLE, section("programme", TEXT))
    assert "fewer falls" not in said
    assert "√" not in said
    gone = section("programme", "Why.", options={"initiative": "gone"})
    assert findings(WHOLE, gone) == [("initiative-missing", "Section 1, Programme")]


# --- Plan on a page --------------------------------------------------------------------------------------------------

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
    assert words(record(), section("plan-on-a-page", title="Plan")) == "1. Plan"


@pytest.mark.slow
def test_a_plan_passes_the_gate():
    plan = section("plan-on-a-page", "Vision\n\nLess money", options=PLAN)
    data = WHOLE | {"bodies": BODIES, "organisations": PARTNERS}
    compiled = compile_paper(data, paper(plan, section("programme", TEXT, options=HUBS), section("roles")))
    assert problems(compiled.pdf) == []
    assert compiled.xlsx
