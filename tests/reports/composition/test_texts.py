"""Written texts: their paragraphs, figures and abbreviations, and what hostile ones cost."""

import time

import pytest

from reports.composition import compose
from tests.papers.records import MAJOR, ask, paper, risk, section, snapshot
from tests.reports.composition.text import words


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
