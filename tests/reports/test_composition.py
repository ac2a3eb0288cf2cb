"""What a paper prints, and in which order."""

import copy
import re
import time
from itertools import pairwise
from typing import Any

import pytest

from reports.compilation import document_html
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.records import (
    AMBER,
    GREEN,
    MAJOR,
    ask,
    cover_field,
    initiative,
    paper,
    paragraph,
    rating,
    risk,
    section,
    snapshot,
)


def words(*sections: dict[str, Any], record: dict[str, Any] | None = None, **changes: Any) -> str:
    """The text of the page of a paper, single spaces."""
    html = page(record or snapshot(), paper(*sections, **changes))
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())


# --- The frame


def test_it_is_composed_without_touching_what_it_is_made_of():
    record, written = snapshot(risks=[risk(1, MAJOR, is_private=True)]), paper(section("report"))
    before = copy.deepcopy((record, written))
    compose(record, written)
    assert (record, written) == before


@pytest.mark.parametrize(
    ("state", "is_made_up", "notice"),
    [
        ("draft", False, "Draft: not approved."),
        ("in_review", False, "Draft in review: not approved."),
        ("approved", False, ""),
        ("published", False, ""),
        ("superseded", False, "Superseded by a later edition."),
        ("draft", True, "Made-up data: this paper describes nobody real. Draft: not approved."),
        ("published", True, "Made-up data: this paper describes nobody real."),
    ],
)
def test_the_cover_says_what_the_paper_is_not(state: str, is_made_up: bool, notice: str):
    record = snapshot(footprint={"slug": "northmere", "name": "Northmere", "is_made_up": is_made_up})
    assert compose(record, paper(state=state)).notice == notice
    assert (notice in words(record=record, state=state)) or not notice


def test_a_correction_says_on_its_cover_what_it_corrects_and_that_is_checked_as_all_text_is():
    told = words(edition=2, correction_reason="The sum was 33.", state="approved")
    assert "Edition 2, which corrects the one before: The sum was 33." in told
    careless = paper(edition=2, correction_reason="The sum was £XX.")
    assert "Reason for the correction" in {one.where for one in compose(snapshot(), careless).findings}


def test_the_frame_says_who_meets_and_when():
    document = compose(snapshot(), paper())
    assert document.occasion == "GOVERNING BODY MEETING"
    assert document.meeting_date == "21 February 2018"
    assert document.created == "2018-02-07"
    assert document.author == "A Writer, Assurance Lead"


def test_a_paper_without_meeting_author_and_sponsor_still_prints():
    text = words(meeting=None, author=None, sponsor=None, declaration=None)
    assert text.count("Not completed by the author") == 4


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"text": "Say what the paper is for."}, "Purpose Not completed by the author"),
        ({"text": "", "status": "blank"}, "Purpose Not completed by the author"),
        ({"text": "", "status": "none_identified"}, "Purpose None identified"),
        ({"text": "", "status": "to_be_identified"}, "Purpose To be identified"),
        ({"text": "", "status": "not_applicable"}, "Purpose Not applicable"),
        ({"text": "N/A", "status": "not_applicable"}, "Purpose N/A"),
    ],
)
def test_an_answer_is_printed_and_a_prompt_never(changes: dict[str, Any], printed: str):
    text = words(cover=[cover_field(**changes)])
    assert printed in text
    assert "Say what" not in text


def test_a_field_nobody_needs_or_answered_is_left_out():
    assert "Purpose" not in words(cover=[cover_field(text="", status="blank", is_required=False)])


def test_the_grid_prints_words():
    rows = [
        cover_field("assurance", label="Quality", considered=True, action_required=True),
        cover_field("assurance", label="Legal", considered=False, action_required=False),
        cover_field("assurance", label="People", considered=None, action_required=None),
    ]
    text = words(cover=rows)
    assert "Quality Yes Yes, detail in report Legal No No People Not answered Not answered" in text
    assert "as indicated: Yes . A Writer. Initials: AW. Date: 07/02/2018." in text
    assert "as indicated: not declared ." in words(cover=rows, declaration=None)


def test_the_recommendation_follows_the_purpose():
    fields = [cover_field(), cover_field(label="Engagement", text="None was needed.")]
    text = words(cover=fields)
    assert text.index("Purpose") < text.index("Recommendation") < text.index("Engagement")


def test_headings_never_skip_a_level_and_ids_are_unique():
    record = snapshot(
        initiatives=[
            initiative("silent-portfolio", is_rated=False),
            initiative("programme", paragraph("Done."), depth=1, parent="silent-portfolio", kind="programme"),
            initiative("urgent-care", paragraph("Done."), lead=rating()),
        ],
        asks=[ask("one"), ask("two", heading="Another")],
    )
    sections = [section("report"), section("progress"), section("asks-discussion"), section("abbreviations")]
    html = document_html(compose(record, paper(*sections, cover=[cover_field("assurance")])))
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_no_page_holds_a_style_or_a_script():
    html = page(snapshot(), paper(section("introduction", "<script>alert(1)</script> <b style='x'>")))
    assert "<script" not in html
    assert not re.search(r"<[^>]*\sstyle=", html)


def test_a_paper_for_the_private_session_says_so():
    assert (
        compose(snapshot(), paper(session="private")).notice
        == "For the private session: not for publication."
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{" + " " * 20_000,
        "{{ " * 7_000,
        "0" * 20_000,
        "a@" * 10_000,
        "XX " * 6_000,
        "details " * 2_500,
        "AB (" * 5_000,
    ],
    ids=["open figure", "open figures", "digits", "addresses", "placeholders", "promises", "short forms"],
)
def test_hostile_text_of_the_longest_length_costs_little_time(text: str):
    start = time.process_time()
    compose(snapshot(), paper(section("report", text), section("abbreviations")))
    assert time.process_time() - start < 5


# --- Sections


def test_paragraphs_are_numbered_within_their_section():
    text = words(section("introduction", "One.\n\nTwo:\n\n- a\n- b\n\nThree."), section("finance", "Four."))
    assert "1.1 One. 1.2 Two: a b 1.3 Three." in text
    assert "2.1 Four." in text


def test_an_unknown_section_prints_its_text_and_an_empty_one_says_so():
    text = words(section("anything", "What I wrote."), section("finance"))
    assert "1.1 What I wrote." in text
    assert "2. Finance Nothing is written in this section." in text


def test_figures_are_counted_and_unknown_ones_are_seen():
    record = snapshot(risks=[risk(1, MAJOR), risk(2)])
    text = words(
        section("report", "Of {{ risks.total }}, {{ risks.major }}; {{ risks.other }}; {{ x }}."),
        record=record,
    )
    assert "1.1 Of 2, 1 (50%); 1 (50%); [unknown figure: x]." in text


def test_the_summary_prints_the_pmos_rating_and_says_where_there_is_none():
    record = snapshot(
        initiatives=[
            initiative("urgent-care", lead=rating(GREEN), pmo=rating(AMBER)),
            initiative("planned-care"),
            initiative("place-group", lead=rating(GREEN), is_rated=False),
        ]
    )
    text = words(section("report"), record=record)
    assert "Urgent care A Amber Planned care Not recorded Key to the status" in text
    assert "G Green On Track A Amber At Risk" in text


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


def test_an_ask_that_was_answered_since_the_period_before_is_no_ask_any_more():
    answered = ask("staffing", state="answered", is_carried_over=True, outcome="Decided")
    text = words(section("asks-discussion"), record=snapshot(asks=[answered, ask("estates")]))
    assert "discuss estates." in text
    assert "staffing" not in text


def test_the_summary_lists_portfolios_or_the_kinds_the_paper_asks_for():
    programme = initiative("urgent-care", lead=rating(), kind="programme", depth=1, parent="care")
    record = snapshot(initiatives=[initiative("care", lead=rating()), programme])
    assert "Urgent care" not in words(section("report"), record=record)
    asked = section("report", options={"kinds": ["programme"], "status_heading": "Health"})
    assert "Programme Health Urgent care G Green" in words(asked, record=record)


def test_each_scheme_in_use_has_its_key():
    five = GREEN | {"label": "Good", "definition": "Better than planned"}
    schemes = [
        *snapshot()["schemes"],
        {"key": "five", "name": "Five points", "is_in_force": False, "levels": [five]},
        {"key": "unused", "name": "Unused", "is_in_force": True, "levels": [five | {"definition": "Nobody"}]},
    ]
    nodes = [initiative("one", lead=rating()), initiative("two", lead=rating(five, scheme="five"))]
    text = words(section("report"), record=snapshot(schemes=schemes, initiatives=nodes))
    assert "Key to the status: RAG" in text
    assert "Key to the status: Five points" in text
    assert "Nobody" not in text


def test_the_remainder_is_always_a_line():
    text = words(section("report"), record=snapshot(risks=[risk(1, MAJOR)]))
    assert "Ma Major 1 (100%) Mi Minor 0 (0%) No band recorded 0 (0%) Total 1" in text


def test_progress_follows_the_tree_and_numbers_on():
    record = snapshot(
        initiatives=[
            initiative("care", paragraph("One."), paragraph("Next.", part="planned"), lead=rating(AMBER)),
            initiative("wards", paragraph("Two.\n\nThree."), kind="programme", depth=1, parent="care"),
            initiative("quiet", is_rated=False),
            initiative("silent", lead=rating(), previous_rating=rating(AMBER)),
        ]
    )
    text = words(section("progress"), record=record)
    assert text.split("1. Progress ")[-1].startswith(
        "Care Status: A Amber (At Risk) 1.1 One. Planned next 1.2 Next. Wards 1.3 Two. 1.4 Three. "
        "Silent Status: G Green (On Track). Last period: A Amber No progress is reported here for this period."
    )


def test_a_programme_stands_under_its_portfolio_even_if_that_says_nothing():
    record = snapshot(
        initiatives=[
            initiative("care", is_rated=False, report=None),
            initiative("wards", paragraph("Two."), kind="programme", depth=1, parent="care"),
        ]
    )
    html = page(record, paper(section("progress")))
    assert html.index(">Care</h3>") < html.index(">Wards</h4>")


def test_asks_are_grouped_by_heading_in_printed_order():
    record = snapshot(
        asks=[
            ask("one", heading="B"),
            ask("two", heading="A", context="First.\n\nSecond."),
            ask("three", heading="B"),
            ask("decide", purpose="decision"),
            ask("gone", state="withdrawn"),
        ]
    )
    text = words(section("asks-discussion", "These:"), record=record).split("1. Asks-discussion ")[-1]
    assert text.startswith(
        "1.1 These: B 1.2 SLT have been asked to discuss one. 1.3 SLT have been asked to discuss three. "
        "A 1.4 SLT have been asked to discuss two. 1.5 First. 1.6 Second."
    )
    assert "decide" not in text
    assert "gone" not in text


def test_asks_of_one_body_only_where_the_paper_says_so():
    record = snapshot(asks=[ask("one"), ask("two", body="board")])
    text = words(section("asks-discussion", options={"body": "board"}), record=record)
    assert "discuss two." in text
    assert "discuss one." not in text


def test_no_asks_is_said():
    assert "No items were raised." in words(section("asks-decision"))


def test_carried_over_and_answered_asks_say_so():
    record = snapshot(
        asks=[
            ask("old", is_carried_over=True, period="2017-12", period_label="December 2017"),
            ask("new", state="answered", outcome="Decided", outcome_text="The money is there."),
        ]
    )
    text = words(section("asks-discussion"), record=record)
    assert "discuss old. First asked in December 2017; not answered yet." in text
    assert "discuss new. Answer: Decided: The money is there." in text


def test_a_risk_raised_in_an_ask_is_a_paragraph_of_its_own():
    raised = {"period": "2018-01", "key": "one"}
    record = snapshot(asks=[ask("one"), ask("two")], risks=[risk(1, ask=raised), risk(2)])
    text = words(section("asks-discussion"), record=record)
    assert "1.1 SLT have been asked to discuss one. 1.2 There is a risk of delay number 1. 1.3 SLT" in text
    assert "number 2" not in text


def test_a_risk_that_is_not_published_gives_its_reference_and_nothing_else():
    record = snapshot(
        asks=[ask("one")], risks=[risk(1, ask={"period": "2018-01", "key": "one"}, is_published=False)]
    )
    text = words(section("asks-discussion"), record=record)
    assert "1.2 The text of this risk (R1) is not published." in text
    assert "delay" not in text
    assert "1.2 There is a risk of delay" in words(
        section("asks-discussion"), record=record, session="private"
    )


def test_the_conclusion_repeats_the_recommendation_once():
    assert "1.1 The Governing Body is asked to note the report." in words(section("conclusion"))
    written = section("conclusion", "It went well.\n\nThe Governing Body is asked to note the report.")
    assert words(written).split("1. Conclusion ")[-1].count("asked to") == 1


def test_abbreviations_see_the_whole_paper_wherever_they_stand():
    record = snapshot(
        abbreviations=[
            {"term": "PMO", "expansion": "Programme Office"},
            {"term": "SLT", "expansion": "System Leadership Team"},
            {"term": "QIPP", "expansion": "Quality and productivity"},
        ],
        asks=[ask("one")],
    )
    sections = [section("abbreviations"), section("introduction", "The PMO."), section("asks-discussion")]
    text = words(*sections, record=record)
    assert "PMO Programme Office SLT System Leadership Team" in text
    assert "Quality and productivity" not in text
    assert "This paper uses no listed abbreviation." in words(section("abbreviations"))


def test_the_contents_list_sections_and_portfolios():
    document = compose(snapshot(), paper(section("introduction", "Text."), section("progress")))
    assert [(line.title, line.level) for line in document.contents] == [
        ("1. Introduction", 2),
        ("2. Progress", 2),
        ("Urgent care", 3),
    ]
