"""Finding abbreviations in text."""

import time

import pytest

from reports.document import Passage
from reports.short_forms import in_table, same_words, uses


def used(text: str) -> dict[str, tuple[str, ...]]:
    return {use.term: use.expansions for use in uses([Passage("Paragraph 1.1", text)])}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("COOs and HRDs wrote PIDs, the DoFs read them", {"COO", "HRD", "PID", "DoF"}),
        ("the SOC's end and the SOC’s start", {"SOC"}),
        ("H&WB boards and A&E", {"H&WB", "A&E"}),
        ("(DCH,DHC, and LA)", {"DCH", "DHC", "LA"}),
        ("an STP-wide plan / OAN", {"STP", "OAN"}),
        ("Public Wi-Fi, SharePoint, Q3 17/18, McDonald, I, A, O31, N/A", set()),
        ("Part II and Annex IV", set()),
        ("the small letters stp", set()),
        ("GOVERNING BODY MEETING", set()),
        ("NHS", {"NHS"}),
    ],
)
def test_which_words_are_short_forms(text: str, terms: set[str]):
    assert set(used(text)) == terms


@pytest.mark.parametrize(
    ("text", "expansion"),
    [
        ("ITT (Invitation to Tender) approved", "Invitation to Tender"),
        ("COOs (Chief Operating Officer)", "Chief Operating Officer"),
        ("H&WB (Health and Wellbeing) boards", "Health and Wellbeing"),
        ("the Strategic Outline Case (SOC) for", "Strategic Outline Case"),
        ("the workforce capacity and capability plan (WCCP)", "workforce capacity and capability plan"),
        ("items at the Senior Leadership Team (SLT).", "Senior Leadership Team"),
    ],
)
def test_an_expansion_in_or_before_a_bracket_is_read(text: str, expansion: str):
    (expansions,) = used(text).values()
    assert expansions == (expansion,)


@pytest.mark.parametrize(
    "text", ["the NHS (Will Smart)", "DWAB (7/9)", "the trusts (LA)", "we met (SLT) twice", "PMO ()"]
)
def test_other_brackets_are_no_expansion(text: str):
    assert set(used(text).values()) == {()}


def test_the_first_place_is_kept():
    passages = [
        Passage("Paragraph 1.1", "no"),
        Passage("Paragraph 1.2", "the PMO"),
        Passage("Paragraph 1.3", "PMO"),
    ]
    (use,) = uses(passages)
    assert use.where == "Paragraph 1.2"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Expressions of interest", "expression of Interest", True),
        ("Leading & Working Differently", "Leading and Working Differently", True),
        ("System Leadership Team", "Senior Leadership Team", False),
    ],
)
def test_expansions_are_compared_by_their_words(one: str, other: str, same: bool):
    assert same_words(one, other) is same


def test_the_table_holds_what_is_listed_and_used():
    listed = [{"term": term, "expansion": term} for term in ("WCCP", "PBC", "ACP")]
    found = uses([Passage("Paragraph 1.1", "the WCCP, ACPs and QIPP")])
    assert [row["term"] for row in in_table(listed, found)] == ["ACP", "WCCP"]


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "A&" * 100_000, "Aa" * 100_000, "word (" * 40_000, "AB (" + "a " * 100_000]
)
def test_hostile_text_costs_no_time(text: str):
    start = time.process_time()
    used(text)
    assert time.process_time() - start < 5
