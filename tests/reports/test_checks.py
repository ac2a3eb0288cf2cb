"""What the checks find in a paper and what they leave alone: each rule with input that breaks it and fine input."""

from typing import Any

import pytest

from reports.checks import Found
from reports.composition import compose
from reports.models import Severity
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


def findings(*sections: dict[str, Any], record: dict[str, Any] | None = None, **changes: Any) -> list[Found]:
    return list(compose(record or snapshot(), paper(*sections, **changes)).findings)


def found(*sections: dict[str, Any], **changes: Any) -> list[tuple[str, str]]:
    """Severity and rule of every finding."""
    return [(str(finding.severity), finding.rule) for finding in findings(*sections, **changes)]


def test_a_paper_in_order_has_no_findings():
    sections = [
        section("introduction", "All is well."),
        section("report"),
        section("progress"),
        section("asks-decision"),
        section("conclusion"),
        section("abbreviations"),
    ]
    assert found(*sections) == []


def test_every_finding_says_where_what_and_how_to_put_it_right():
    broken = [section("introduction", "£XX, TBC, {{ nothing }}, 01305 368900, QIPP"), section("finance")]
    for finding in findings(
        *broken, cover=[cover_field(status="prompt_left_in")], author=None, declaration=None
    ):
        assert finding.where
        assert finding.message.endswith((".", "”"))
        assert finding.cure.endswith(".")


# --- Placeholders and figures


@pytest.mark.parametrize(
    "text",
    [
        "It costs £XX.",
        "It costs £ XXX million.",
        "See page XX.",
        "The date is TBC.",
        "Owner: tba",
        "The owner is to be confirmed.",
        "When published add in link",
        "From [insert date] on.",
        "[TBC]",
        "Lorem ipsum dolor",
        "Cost ____",
        "Who???",
        "{{ risks.total",
    ],
)
def test_placeholders_block(text: str):
    assert found(section("introduction", text)) == [("blocking", "placeholder")]


@pytest.mark.parametrize(
    "text",
    [
        "Clinical leads will be confirmed at the next meeting.",
        "See Part XX of the Act.",
        "The first page; then the next.",
        "Why? Because!",
        "[A link](https://www.nhs.uk) to read.",
    ],
)
def test_ordinary_text_is_no_placeholder(text: str):
    assert found(section("introduction", text)) == []


def test_placeholders_are_found_in_reports_and_on_the_cover():
    record = snapshot(initiatives=[initiative("urgent-care", paragraph("It costs £XX."), lead=rating())])
    (in_report,) = findings(section("progress"), record=record)
    assert in_report.where == "Paragraph 1.1"
    (on_cover,) = findings(cover=[cover_field(text="TBC")])
    assert on_cover.where == "Cover sheet, Purpose"


def test_an_unknown_figure_blocks_and_names_those_there_are():
    (finding,) = findings(section("report", "There are {{ risks.mayor }} of them."))
    assert (finding.rule, finding.severity) == ("figure-unknown", Severity.BLOCKING)
    assert "risks.mayor" in finding.message
    assert "risks.major" in finding.cure


# --- Contact details


@pytest.mark.parametrize(
    "text",
    [
        "Call 01305 368900.",
        "Call 07700900123.",
        "Call +44 (0)7700 900 123 now",
        "Call (01202) 123456.",
        "Write to a.person@example.nhs.uk today.",
        "[Write to us](mailto:a.person@example.org)",
    ],
)
def test_contact_details_block_a_public_paper_only(text: str):
    expected = [("blocking", "contact-details")]
    assert found(section("introduction", text)) == expected
    assert found(section("introduction", text), session="private") == []
    record = snapshot(initiatives=[initiative("urgent-care", paragraph(text), lead=rating())])
    assert found(section("progress"), record=record) == expected


def test_the_finding_does_not_repeat_the_number():
    (finding,) = findings(section("introduction", "Call 01305 368900."))
    assert "368900" not in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "In 2017/18 and 2018/19, from 05 October 2017.",
        "A grant of £0800123456.",
        "It is 1.01305368900 times as long.",
        "Risk D-2017-09-01 and 600,000 people.",
        "Meet @ noon.",
    ],
)
def test_other_numbers_are_no_contact_details(text: str):
    assert found(section("introduction", text)) == []


# --- Cover sheet


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"status": "prompt_left_in"}, ["prompt-left-in"]),
        ({"text": "Say  what the paper\nis for."}, ["prompt-left-in"]),
        ({"text": "", "status": "blank"}, ["cover-blank"]),
        ({"text": "  ", "status": "answered"}, ["cover-blank"]),
        ({"text": "", "status": "blank", "is_required": False}, []),
        ({"text": "", "status": "not_applicable"}, []),
        ({"text": "", "status": "none_identified"}, []),
        ({"text": "", "status": "to_be_identified"}, ["cover-to-be-identified"]),
        ({"kind": "list", "text": "", "items": []}, ["cover-blank"]),
        ({"kind": "list", "text": "", "items": ["Care closer to home"]}, []),
    ],
)
def test_fields_of_the_cover(field: dict[str, Any], expected: list[str]):
    assert [rule for _, rule in found(cover=[cover_field() | field])] == expected


@pytest.mark.parametrize("missing", ["meeting", "author", "sponsor"])
def test_a_paper_names_its_meeting_author_and_sponsor(missing: str):
    assert found(**{missing: None}) == [("blocking", "cover-blank")]


def test_an_author_who_sponsors_the_own_paper_is_reported():
    same = {"name": "A Writer", "post": "Assurance Lead"}
    assert found(author=same, sponsor=same) == [("advisory", "author-is-sponsor")]


def test_a_paper_dated_after_its_meeting_is_reported():
    assert found(authored_on="2018-02-22") == [("advisory", "dated-after-meeting")]
    assert found(authored_on="2018-02-21") == []


def row(
    considered: bool | None = True, action: bool | None = False, label: str = "Equality"
) -> dict[str, Any]:
    return cover_field("assurance", considered=considered, action_required=action, label=label)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(), row(action=True)], []),
        ([row(None), row()], ["assurance-unanswered"]),
        ([row(True, None), row()], ["assurance-unanswered"]),
        ([row(None, None), row(None, None, "People")], ["assurance-unanswered"] * 2),
        ([row(False, True), row()], ["assurance-contradictory"]),
        ([row(), row(), row()], ["assurance-all-alike"]),
        ([row()], []),
    ],
)
def test_the_assurance_grid(rows: list[dict[str, Any]], expected: list[str]):
    assert [rule for _, rule in found(cover=rows)] == expected


def test_a_grid_without_declaration_blocks_and_a_cover_without_grid_needs_none():
    rows = [row(), row(action=True)]
    assert found(cover=rows, declaration=None) == [("blocking", "declaration-missing")]
    nameless = {"person": {"name": "A", "post": ""}, "initials": "", "on": "2018-02-07"}
    assert found(cover=rows, declaration=nameless) == [("blocking", "declaration-missing")]
    assert found(declaration=None) == []


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The board is asked to **note** the report.", "note", []),
        ("The board is asked to Note it.", "note", []),
        ("The board is asked to approve the report.", "note", [("advisory", "recommendation-verb")]),
        ("A notebook is attached.", "note", [("advisory", "recommendation-verb")]),
        ("  ", "note", [("blocking", "recommendation-blank")]),
    ],
)
def test_the_recommendation_uses_its_verb(text: str, verb: str, expected: list[tuple[str, str]]):
    assert found(recommendation={"verb": verb, "text": text}) == expected


# --- Ratings


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({"lead": rating(GREEN, reason="")}, []),
        ({}, ["rating-missing"]),
        ({"lead": rating(AMBER, reason=" ")}, ["rating-reason"]),
        ({"lead": rating(AMBER)}, []),
        ({"lead": rating(AMBER, as_printed="Yellow")}, ["rating-word"]),
        ({"lead": rating(AMBER, as_printed="Amber")}, []),
        ({"lead": rating(GREEN), "pmo": rating(AMBER)}, ["rating-disputed"]),
        ({"lead": rating(AMBER, reason=""), "pmo": rating(AMBER)}, []),
    ],
)
def test_ratings(ratings: dict[str, Any], expected: list[str]):
    record = snapshot(initiatives=[initiative("urgent-care", paragraph("Done."), **ratings)])
    assert [rule for _, rule in found(section("report"), record=record)] == expected


def test_a_rated_portfolio_that_reports_nothing_is_reported():
    record = snapshot(initiatives=[initiative("urgent-care", lead=rating())])
    (finding,) = findings(section("progress"), record=record)
    assert (finding.rule, finding.where) == ("report-missing", "Section 1, Urgent care")


# --- Counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There are 3 risks, 1 (33%) of them major.", []),
        ("There are 31 risks.", ["count-wrong"]),
        ("Of the risks, 13 (42%) are major.", ["count-wrong"]),
        ("Of the risks, 1 (34%) is major.", ["count-wrong"]),
        ("There are {{ risks.total }} risks, {{ risks.major }} major.", []),
        ("Of the patients, 13 (42%) came back.", []),
        ("We saw 31 patients. They run risks.", []),
    ],
)
def test_typed_counts_are_held_against_the_register(text: str, expected: list[str]):
    record = snapshot(
        risks=[risk(1, MAJOR), risk(2, MAJOR | {"label": "Minor"}), risk(3, MAJOR | {"label": "Minor"})]
    )
    assert [rule for _, rule in found(section("report", text), record=record)] == expected


def test_risks_without_a_band_are_reported():
    (finding,) = findings(section("report"), record=snapshot(risks=[risk(1, MAJOR), risk(2)]))
    assert finding.rule == "risks-without-band"
    assert "1 of 2 risks; 1 (50%)" in finding.message


def test_details_promised_and_not_published_are_reported():
    promise = section("report", "Details of all the identified risks can be found in below.")
    hidden = snapshot(risks=[risk(1, MAJOR, is_published=False)])
    assert found(promise, record=hidden) == [("advisory", "details-missing")]
    assert found(promise, record=snapshot(risks=[risk(1, MAJOR)])) == []


# --- Asks


def test_an_ask_that_points_at_nothing_is_reported():
    pointing = ask("risk", text="the following risk:")
    record = snapshot(asks=[pointing])
    assert found(section("asks-discussion"), record=record) == [("advisory", "nothing-follows")]
    followed = snapshot(asks=[pointing], risks=[risk(1, ask={"period": "2018-01", "key": "risk"})])
    assert found(section("asks-discussion"), record=followed) == []


# --- Sections and abbreviations


def test_an_empty_section_and_an_unknown_one_are_reported():
    assert found(section("finance")) == [("advisory", "section-empty")]
    assert found(section("asks-discusion", "Text.")) == [("advisory", "section-unknown")]


def abbreviations(*rows: tuple[str, str]) -> dict[str, Any]:
    return snapshot(abbreviations=[{"term": term, "expansion": expansion} for term, expansion in rows])


@pytest.mark.parametrize(
    ("text", "listed", "expected"),
    [
        ("The PMO and QIPP.", [("PMO", "Programme Office")], ["abbreviation-undefined"]),
        ("The NHS and the UK.", [], []),
        ("The PMO (Programme Management Office).", [], []),
        (
            "The Programme Management Office (PMO).",
            [("PMO", "Portfolio Management Office")],
            ["abbreviation-clash"],
        ),
        ("The PMO.", [("PMO", "Programme Office"), ("PMO", "Portfolio Office")], ["abbreviation-clash"]),
        ("The PMO.", [("PMO", "Programme Office"), ("PMO", "Programme offices")], []),
        ("Nothing.", [("PMO", "Programme Office"), ("SLT", "Leaders")], ["abbreviation-unused"]),
    ],
)
def test_abbreviations(text: str, listed: list[tuple[str, str]], expected: list[str]):
    sections = [section("introduction", text), section("abbreviations")]
    assert [rule for _, rule in found(*sections, record=abbreviations(*listed))] == expected


def test_a_paper_without_a_table_of_abbreviations_is_not_asked_for_one():
    assert found(section("introduction", "The PMO and QIPP.")) == []


def test_what_blocks_stands_first():
    severities = [severity for severity, _ in found(section("finance"), section("introduction", "TBC"))]
    assert severities == ["blocking", "advisory"]
