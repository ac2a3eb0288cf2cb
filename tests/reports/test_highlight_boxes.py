"""The boxes of the whole-programme highlight report: what each prints, who has one, and what the checks say."""

import html
import re
from typing import Any

import pytest

from reports.checks.found import Found
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.records import (
    AMBER,
    GREEN,
    holder,
    initiative,
    paper,
    paragraph,
    rating,
    section,
    snapshot,
)

FACTS = "Project lead Project sponsor Previous status Current status"
NEXT = {"slug": "2018-02", "label": "February 2018", "first_day": "2018-02-01", "last_day": "2018-02-28"}


def project(slug: str = "carers", *paragraphs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    values = {"kind": "project", "depth": 1, "parent": "better-together"} | changes
    return initiative(slug, *(paragraphs or (paragraph("The strategy is drafted."),)), **values)


def report(*paragraphs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A report of version 2 of the snapshot."""
    return {
        "state": "signed_off",
        "is_returned": True,
        "route_to_green": "",
        "route_owner": "",
        "route_by": None,
        "paragraphs": list(paragraphs),
        "planned_outcomes": [],
    } | changes


def printed(*nodes: dict[str, Any], session: str = "public", options: Any = None, **record: Any) -> str:
    """The words of the page that a paper with nothing but boxes makes, from its first heading on."""
    boxes = section("highlight-boxes", title="Boxes", options=options or {})
    text = page(snapshot(initiatives=list(nodes), **record), paper(boxes, session=session))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split()).rsplit("Boxes", 1)[1]


def found(*nodes: dict[str, Any], options: Any = None, **record: Any) -> list[Found]:
    boxes = section("highlight-boxes", title="Boxes", options=options or {})
    return list(compose(snapshot(initiatives=list(nodes), **record), paper(boxes)).findings)


def rules(*nodes: dict[str, Any], **record: Any) -> list[str]:
    return [finding.rule for finding in found(*nodes, **record)]


# --- A box ----------------------------------------------------------------------------------------------------------


def test_a_box_has_its_people_both_statuses_what_was_done_and_what_is_planned():
    node = project(
        "carers",
        paragraph("**Surgeries**\n\n- Leaflets sent:\n  - by post"),
        paragraph("Publish the strategy.", part="planned"),
        people=[holder("lead", "Paul Miller"), holder("sponsor", "Ann Other")],
        lead=rating(AMBER),
        previous_rating=rating(),
    )
    text = printed(node)
    assert f"{FACTS} Paul Miller Ann Other G Green A Amber" in text
    assert "Progress since the last report Surgeries Leaflets sent: by post" in text
    assert "Planned for the next reporting period Publish the strategy." in text


def test_a_status_that_nobody_recorded_says_so_in_both_cells():
    text = printed(project(people=[holder("lead", "Paul Miller"), holder("sponsor", "Ann Other")]))
    assert f"{FACTS} Paul Miller Ann Other Not recorded Not recorded" in text


def test_the_rating_of_the_pmo_comes_before_that_of_the_lead():
    assert "A Amber Reason" in printed(project(lead=rating(), pmo=rating(AMBER)))


def test_a_rating_that_was_carried_forward_says_how_old_it_is():
    node = project(not_updated={"since": "December 2017", "days": 45})
    node["ratings"]["carried"] = rating(AMBER)
    assert "A Amber Carried forward from December 2017, not updated for 45 days" in printed(node)
    node["not_updated"]["days"] = 1
    assert "Carried forward from December 2017, not updated for 1 day Reason" in printed(node)


def test_the_pmos_own_rating_stands_beside_an_old_report():
    node = project(pmo=rating(AMBER), not_updated={"since": "December 2017", "days": 45})
    assert "A Amber Not updated for 45 days" in printed(node)


def test_silence_without_a_rating_to_carry_says_how_long_it_lasts():
    text = printed(project(not_updated={"since": "December 2017", "days": 45}, report=None))
    assert "Not recorded Not updated for 45 days" in text
    assert "No progress is reported here for this period." in text
    assert "Nothing is reported here as planned." in text


def test_dimensions_are_rated_beside_the_whole_in_the_order_of_the_form():
    given = {"risk": {"lead": rating(AMBER), "pmo": None}, "time": {"lead": rating(AMBER), "pmo": rating()}}
    assert "Status by dimension Time Risk G Green A Amber" in printed(
        project(dimensions=given, lead=rating())
    )
    assert "Status by dimension" not in printed(project(lead=rating()))


def test_the_route_to_green_says_what_who_and_by_when():
    way = report(
        paragraph("Late."),
        route_to_green="Recruit two nurses.",
        route_owner="Paul Miller",
        route_by={"words": "end of March 2018"},
    )
    text = printed(project(lead=rating(AMBER, reason="Two posts are vacant."), report=way))
    assert "Reason for the status Two posts are vacant." in text
    assert "Route to green Recruit two nurses. Who: Paul Miller By when: end of March 2018" in text


def test_the_best_rating_has_neither_reason_nor_route():
    text = printed(project(lead=rating(reason="All well.")))
    assert "Reason for the status" not in text
    assert "Route to green" not in text


def test_several_hold_a_role_a_post_stands_for_a_name_and_an_owner_for_a_sponsor():
    people = [
        holder("lead", "David Vitty", is_acting=True),
        holder("lead", "", post="Deputy Director"),
        holder("sro", "Ann Other"),
        holder("manager", "Nobody Asked"),
    ]
    text = printed(project(people=people))
    assert (
        "Project lead Senior responsible owner Previous status Current status "
        "David Vitty (acting) / Deputy Director Ann Other Not recorded" in text
    )
    assert "Nobody Asked" not in text


# --- Before the boxes -----------------------------------------------------------------------------------------------


def test_the_days_of_the_next_period_are_left_out_where_none_is_planned():
    assert "Next reporting period 1 February 2018 to 28 February 2018" in printed(project(), next_period=NEXT)
    text = printed(project())  # as in a snapshot of version 1
    assert "Current reporting period 1 January 2018 to 31 January 2018 Key to the status" in text
    assert "Next reporting period" not in text


def test_the_key_explains_every_word_that_a_box_prints():
    older = {"key": "older", "name": "Older", "is_in_force": False, "levels": [GREEN | {"label": "Good"}]}
    newer = {"key": "rag", "name": "RAG", "is_in_force": True, "levels": [GREEN, AMBER]}
    before = rating(GREEN | {"label": "Good"}, scheme="older")
    text = printed(project(lead=rating(), previous_rating=before), schemes=[older, newer])
    assert "Key to the status: Older" in text
    assert "Key to the status: RAG" in text
    assert "Older" not in printed(project(lead=rating()), schemes=[older, newer])
    assert "Key to the status RAG Status G Green" in printed(project(), schemes=[older, newer])


# --- Who has a box --------------------------------------------------------------------------------------------------

TREE = [
    initiative("better-together", kind="programme", is_rated=False, reporting="never", report=None),
    project("carers", reporting="every"),
    project("early-help", reporting="second", report=None),
    project("estates", reporting="never", report=None),
    project("pharmacy", reporting="never"),
    project("leaflets", kind="workstream", parent="carers", reporting="every"),
]


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ({}, ["Carers", "Early help", "Pharmacy", "Leaflets"]),
        ({"kinds": ["project"]}, ["Carers", "Early help", "Pharmacy"]),
        ({"kinds": ["workstream", "programme"]}, ["Leaflets"]),
    ],
)
def test_whoever_reports_or_should_has_a_box_where_its_kind_is_wanted(options, titles):
    document = compose(
        snapshot(initiatives=TREE), paper(section("highlight-boxes", title="Boxes", options=options))
    )
    assert [entry.title for entry in document.contents[1:]] == titles


def test_boxes_say_what_they_are_part_of_only_where_they_differ():
    text = printed(*TREE)
    assert "Leaflets Part of Carers" in text
    assert "Carers Part of Better together" in text
    assert "Part of" not in printed(*TREE, options={"kinds": ["project"]})


def test_where_nobody_has_a_box_the_paper_and_the_checks_say_so():
    options = {"kinds": ["programme"]}
    assert "Nothing is recorded for this section." in printed(*TREE, options=options)
    assert [finding.rule for finding in found(*TREE, options=options)] == ["section-empty"]


# --- Private material -----------------------------------------------------------------------------------------------


def test_private_paragraphs_stand_in_private_papers_only():
    node = project(
        "carers",
        paragraph("The strategy is drafted."),
        paragraph("We buy the site.", is_private=True),
        paragraph("Sign the lease.", part="planned", is_private=True),
    )
    public, private = printed(node), printed(node, session="private")
    assert "We buy the site." not in public
    assert "Sign the lease." not in public
    assert "Nothing is reported here as planned." in public
    assert "We buy the site." in private
    assert "Sign the lease." in private


# --- Checks ---------------------------------------------------------------------------------------------------------


def test_a_box_with_nothing_amiss_has_no_findings():
    people = [holder("lead", "Paul Miller"), holder("sponsor", "Ann Other")]
    assert rules(project(people=people, lead=rating()), next_period=NEXT) == []


@pytest.mark.parametrize("role", ["sponsor", "sro"])
def test_a_lead_who_answers_to_nobody_else_is_named(role):
    people = [holder("lead", "Paul Miller"), holder("lead", "Ann Other"), holder(role, "Paul Miller")]
    (finding,) = found(project(people=people, lead=rating()))
    assert (finding.rule, finding.where) == ("lead-is-sponsor", "Boxes, Carers")
    assert finding.message.startswith("Paul Miller is its lead and its s")


def test_two_people_of_one_name_are_told_apart_by_their_keys():
    two = [holder("lead", "John Smith", key="smith-1"), holder("sponsor", "John Smith", key="smith-2")]
    one = [holder("lead", "John Smith", key="smith-1"), holder("sponsor", "John Smith", key="smith-1")]
    assert rules(project(people=two, lead=rating())) == []
    assert rules(project(people=one, lead=rating())) == ["lead-is-sponsor"]


def test_ratings_are_checked_in_the_words_of_the_section():
    (finding,) = found(project())
    assert (finding.rule, finding.where) == ("rating-missing", "Boxes, Carers")
    assert rules(project(is_rated=False)) == []


def test_a_box_without_progress_is_found():
    (finding,) = found(project(lead=rating(), report=report(paragraph("Next.", part="planned"))))
    assert (finding.rule, finding.where) == ("report-missing", "Boxes, Carers")


def test_a_period_that_begins_before_this_one_is_over_is_found():
    assert rules(project(lead=rating()), next_period=NEXT | {"first_day": "2018-01-31"}) == [
        "periods-share-day"
    ]


def test_text_of_a_box_is_read_by_every_check():
    node = project(
        "carers",
        paragraph("Ring 01202 123456."),
        lead=rating(AMBER, reason="TBC"),
        report=report(paragraph("Ring 01202 123456."), route_to_green="page XX"),
    )
    found_here = {(finding.rule, finding.where) for finding in found(node)}
    assert found_here == {
        ("contact-details", "Carers, progress"),
        ("placeholder", "Carers, reason for the status"),
        ("placeholder", "Carers, route to green"),
    }


def test_a_name_the_font_cannot_print_is_found():
    people = [holder("lead", "山田 太郎"), holder("sponsor", "Ann Other")]
    (finding,) = found(project(people=people, lead=rating()))
    assert (finding.rule, finding.where) == ("character-missing", "Box of Carers, Project lead")


# --- Appendices -----------------------------------------------------------------------------------------------------


def test_an_appendix_stands_behind_the_sign_off_and_is_numbered_apart():
    sections = [
        section("highlight-boxes", "Read this first.", title="Boxes", options={"appendix": True}),
        section("introduction", "Well begun.", title="Introduction"),
        section("text", "And more.", title="Annex", options={"appendix": True}),
        section("conclusion", "Half done.", title="Conclusion"),
    ]
    text = page(snapshot(initiatives=[project()]), paper(*sections))
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    in_order = [
        *("1. Introduction 1.1 Well begun.", "2. Conclusion 2.1 Half done.", "Author’s name and title"),
        "Appendices Appendix Title Appendix 1 Boxes Appendix 2 Annex",
        *("Appendix 1: Boxes A1.1 Read this first.", "Appendix 2: Annex A2.1 And more."),
    ]
    places = [words.index(piece) for piece in in_order]
    assert places == sorted(places)
    assert "1. Introduction 2. Conclusion Appendix 1: Boxes Carers Appendix 2: Annex" in words


def test_a_paper_without_an_appendix_lists_none():
    assert "Appendices" not in printed(project())


def test_nobody_is_chased_for_a_report_that_was_not_expected():
    """It reports every second period: none was asked of it for this one."""
    assert rules(project(lead=rating(), report=None, reporting="second")) == []
    assert rules(project(lead=rating(), report=report(), reporting="second")) == ["report-missing"]


def test_a_box_of_one_that_was_not_to_report_says_so_instead_of_being_empty():
    node = project(
        report=None, reporting="second", not_due={"since": "December 2017"}, previous_rating=rating(AMBER)
    )
    node["ratings"]["carried"] = rating(AMBER)
    text = printed(node)
    assert "A Amber A Amber From December 2017: it reports every second period" in text
    assert "No report was due this period." in text
    assert "Progress since the last report" not in text
    assert "Planned for the next reporting period" not in text
    assert rules(node) == []
    node["ratings"]["carried"] = node["not_due"] = None
    assert "Not recorded Not due: it reports every second period" in printed(node)
    assert rules(node) == []
