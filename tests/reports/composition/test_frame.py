"""The frame of a paper: who meets and when, its contents, and that composing changes nothing."""

import copy

from reports.composition import compose
from tests.papers.records import MAJOR, paper, risk, section, snapshot
from tests.reports.composition.text import words


def test_it_is_composed_without_touching_what_it_is_made_of():
    record, written = snapshot(risks=[risk(1, MAJOR, is_private=True)]), paper(section("report"))
    before = copy.deepcopy((record, written))
    compose(record, written)
    assert (record, written) == before


def test_the_frame_says_who_meets_and_when():
    document = compose(snapshot(), paper())
    assert document.occasion == "GOVERNING BODY MEETING"
    assert document.meeting_date == "21 February 2018"
    assert document.created == "2018-02-07"
    assert document.author == "A Writer, Assurance Lead"


def test_a_paper_without_meeting_author_and_sponsor_still_prints():
    text = words(meeting=None, author=None, sponsor=None, declaration=None)
    assert text.count("Not completed by the author") == 4


def test_the_contents_list_sections_and_portfolios():
    document = compose(snapshot(), paper(section("introduction", "Text."), section("progress")))
    assert [(line.title, line.level) for line in document.contents] == [
        ("1. Introduction", 2),
        ("2. Progress", 2),
        ("Urgent care", 3),
    ]
