"""What the checks say of how a paper is to be handled, of equality, of diagrams that are not there."""

from typing import Any

import pytest

from reports.composition import compose
from tests.papers.records import cover_field, paper, risk, section, snapshot


def rules(
    *sections: dict[str, Any], cover: tuple[dict[str, Any], ...] = (), **changes: Any
) -> list[tuple[str, str]]:
    """Severity and rule of every finding about a paper whose cover sheet has these fields."""
    written = paper(*sections, **changes) | {"cover": list(cover)}
    return [(str(one.severity), one.rule) for one in compose(snapshot(), written).findings]


def field(kind: str, **changes: Any) -> dict[str, Any]:
    return cover_field(kind, **({"prompt": "", "text": "", "status": "blank", "choices": []} | changes))


# --- What for


@pytest.mark.parametrize(
    ("verb", "purposes"),
    [
        ("note", ["noting"]),
        ("approve", ["decision"]),
        ("discuss", ["discussion", "noting"]),
        ("note and discuss", ["discussion", "noting"]),
        ("take assurance", ["assurance"]),
        ("celebrate", ["decision"]),
    ],
)
def test_a_verb_that_agrees_with_the_boxes_is_fine(verb: str, purposes: list[str]):
    recommendation = {"verb": verb, "text": f"The Governing Body is asked to {verb} the report."}
    assert rules(cover=(field("purposes"),), purposes=purposes, recommendation=recommendation) == []


@pytest.mark.parametrize(
    ("verb", "purposes"),
    [
        ("note", ["decision"]),
        ("approve", ["noting"]),
        ("note and approve", ["noting"]),
        ("discuss", ["assurance"]),
    ],
)
def test_a_verb_that_contradicts_the_boxes_is_found(verb: str, purposes: list[str]):
    recommendation = {"verb": verb, "text": f"The Governing Body is asked to {verb} the report."}
    found = rules(cover=(field("purposes"),), purposes=purposes, recommendation=recommendation)
    assert found == [("advisory", "purposes-verb")]


def test_the_verb_is_held_against_purposes_that_the_sheet_does_not_print():
    written = paper(purposes=["decision"]) | {"cover": []}
    (finding,) = compose(snapshot(), written).findings
    assert finding.message == (
        "The recommendation asks the meeting to “note”, but the sheet is ticked for decision."
    )


def test_purposes_that_nobody_ticked_block_where_the_sheet_asks_for_them():
    assert rules(cover=(field("purposes"),)) == [("blocking", "purposes-blank")]
    assert rules(cover=(field("purposes", is_required=False),)) == []
    assert rules() == []


# --- Which session


def test_a_session_whose_tick_is_lost_is_found():
    assert rules(cover=(field("session"),)) == []
    assert rules(cover=(field("session", status="not_recorded"),)) == [("advisory", "session-blank")]


@pytest.mark.parametrize(
    ("session", "ticked", "expected"),
    [
        ("public", ["Public part"], []),
        ("public", ["Private part"], ["session-box"]),
        ("private", ["Private part"], []),
        ("private", ["Public part"], ["session-box"]),
        ("public", ["Public part", "Private part"], ["session-box"]),
        ("public", [], []),
    ],
)
def test_boxes_of_the_types_own_agree_with_the_session(session: str, ticked: list[str], expected: list[str]):
    boxes = field("ticks", choices=["Public part", "Private part"], items=ticked, is_required=False)
    assert [rule for _, rule in rules(cover=(boxes,), session=session)] == expected


def test_boxes_about_something_else_say_nothing_of_the_session():
    boxes = field("ticks", choices=["Private sector", "Voluntary sector"], items=["Private sector"])
    assert rules(cover=(boxes,)) == []


# --- Answers that are on no record


@pytest.mark.parametrize("kind", ["text", "list", "ticks"])
def test_an_answer_that_is_lost_blocks(kind: str):
    lost = field(kind, status="not_recorded", choices=["Safe"] if kind == "ticks" else [])
    assert rules(cover=(lost,)) == [("blocking", "cover-not-recorded")]


# --- Equality


@pytest.mark.parametrize(
    "text",
    [
        "An EIA has not been undertaken.",
        "An EqIA was not carried out.",
        "The equality impact assessment for this plan is not yet done.",
        "An equality and health impact assessment has not been completed",
        "No equality analysis was needed, because nothing changes.",
    ],
)
def test_an_assessment_that_was_not_made_is_found(text: str):
    answer = field("text", text=text, status="answered")
    assert rules(cover=(answer,)) == [("advisory", "equality-not-assessed")]


@pytest.mark.parametrize(
    "text",
    [
        "An EIA has been undertaken.",
        "The EIA found no negative impact. The ward has not been closed.",
        "Media coverage was not made public.",
        "The equality impact assessment is attached.",
    ],
)
def test_other_words_of_equality_are_left_alone(text: str):
    assert rules(cover=(field("text", text=text, status="answered"),)) == []


# --- Diagrams


@pytest.mark.parametrize(
    "text",
    [
        "[Diagram not recorded]",
        "[Diagrams not recorded: the next steps]",
        "The diagram is colour coded to indicate the layer.",
        "As illustrated in the diagram below.",
        "See the following flowchart.",
        "The infographics above show it.",
    ],
)
def test_a_diagram_that_is_not_in_the_paper_is_found(text: str):
    assert rules(section("introduction", text)) == [("advisory", "diagram-missing")]


@pytest.mark.parametrize(
    "text", ["We drew a diagram with them.", "The picture of need is mixed across the county."]
)
def test_talk_of_pictures_is_left_alone_where_none_is_pointed_at(text: str):
    assert rules(section("introduction", text)) == []


# --- Risks


def test_open_risks_without_a_score_are_named():
    record = snapshot(risks=[risk(1), risk(2, status="closed")])
    found = compose(record, paper(section("risk_log")) | {"cover": []}).findings
    (unscored,) = [one for one in found if one.rule == "risk-unscored"]
    assert unscored.message == "1 risk of 1 has no score: risk 1."
