"""The risk register in a paper: its columns, its groups, what it counts, and what a public one leaves out."""

import html
import re
from typing import Any

import pytest

from reports.compilation import compile_paper
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.gate import pdf_text, problems
from tests.papers.records import MAJOR, MINOR, paper, section, snapshot
from tests.papers.register_records import (
    PRIVATE,
    Row,
    action,
    control,
    fuzzy,
    logged_risk,
    score,
    words_only,
)

HEADS = "Risk description Date logged Likelihood Impact Score Risk owner Controls Planned actions"

GBAF = {"register": "baf", "register_name": "GBAF", "reference": "CDG4.1"}
ANN = {"name": "Ann", "post": ""}


def log(**options: Any) -> Row:
    return section("risk_log", title="Risks log", options=options)


def printed(*risks: Row, session: str = "public", options: Row | None = None, **record: Any) -> str:
    """The words of the register's section."""
    text = page(snapshot(risks=list(risks), **record), paper(log(**(options or {})), session=session))
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return words.split("1. Risks log")[-1].split("Author’s name")[0].strip()


def rules(*risks: Row, options: Row | None = None, **record: Any) -> list[str]:
    document = compose(snapshot(risks=list(risks), **record), paper(log(**(options or {}))))
    return [finding.rule for finding in document.findings]


def column(key: str, risk: Row, session: str = "public", **record: Any) -> str:
    """What one column prints of a risk."""
    document = compose(snapshot(risks=[risk], **record), paper(log(columns=[key]), session=session))
    ((_, cell),) = next(document.sections[0].context["table"].rows).cells
    return cell.words


# --- Columns ---------------------------------------------------------------------------------------------------------


def test_its_usual_columns_are_those_of_the_consolidated_report():
    risk = logged_risk(
        1,
        statement="There is a risk of delay.",
        logged=fuzzy("03/17", "2017-03-31"),
        controls=[control("A lead is named."), control("Data is shared.")],
        actions=[action("Agree the rota.")],
    )
    row = "There is a risk of delay. 03/17 4 4 16 Tracey Lee A lead is named. Data is shared. Agree the rota."
    assert f"{HEADS} Portfolio level {row}" in printed(risk)


def test_heads_are_as_the_paper_type_calls_them():
    text = printed(logged_risk(1), options={"columns": ["statement", {"score": "Priority"}, "owner"]})
    assert "Risk description Priority Risk owner Portfolio level" in text


def test_a_column_that_nobody_knows_is_passed_over():
    assert "Score Portfolio level 16" in printed(logged_risk(1), options={"columns": ["score", "mood"]})


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("references", {"references": [GBAF]}, "R1; GBAF CDG4.1"),
        ("references", {"reference": ""}, ""),
        ("level", {"level": "system"}, "System leadership"),
        ("owner", {"owners": [{"name": "A", "post": "P"}, {"name": "", "post": "Matron"}]}, "A / Matron"),
        ("owner", {"owners": []}, "Not recorded"),
        ("band", {}, "Major"),
        ("band", {"scores": {"current": score(band=None)}}, "No band recorded"),
        ("band", {"scores": {}}, "Not scored"),
        ("score", {"scores": {}}, "Not scored"),
        ("likelihood", {"scores": {}}, "Not scored"),
        ("score", {"scores": {"current": score(printed_score=20)}}, "16 (printed as 20)"),
        ("score", {"scores": {"current": score(printed_score=16)}}, "16"),
        ("score", {"scores": {"current": score(likelihood=1) | {"likelihood": None, "score": None}}}, "Not scored"),
        ("target", {"scores": {"current": score(), "target": score(1, 2, band=MINOR)}}, "Minor 2"),
        ("target", {}, "Not recorded"),
        ("response", {"response": "treat"}, "Treat"),
        ("response", {"response": "tolerate", "accepted_until": "2018-05-31"}, "Tolerate\nAccepted until 31 May 2018"),
        (
            "review",
            {"review_due": "2018-03-01", "reviewed_on": "2018-01-09"},
            "1 March 2018\nLast reviewed 9 January 2018",
        ),
        ("review", {}, "Not set"),
        ("controls", {"controls": [control("A rota.", gap="none at night")]}, "A rota. (Gap: none at night)"),
        (
            "actions",
            {"actions": [action("Recruit.", lead=ANN, due=fuzzy("May", "2018-05-31"))]},
            "Recruit. (Ann; due: May)",
        ),
        ("actions", {"actions": [action("Recruit.", status="complete"), action("Train.")]}, "Train."),
        ("actions", {}, "None recorded"),
        ("mitigation", {}, "None recorded"),
        ("statement", {"statement": "", "title": "Delay"}, "Delay"),
    ],
)  # fmt: skip
def test_each_column_prints_what_is_on_record(key: str, changes: Row, words: str):
    assert column(key, logged_risk(1, **changes)) == words


def test_mitigation_is_controls_and_actions_in_the_order_of_their_places():
    risk = logged_risk(
        1,
        controls=[control("First.", 1), control("Third.", 3)],
        actions=[action("Second.", 2), action("Last.", 3)],
    )
    assert column("mitigation", risk) == "First.\nSecond.\nThird.\nLast."


def test_a_band_is_word_letter_shape_and_colour():
    text = page(snapshot(risks=[logged_risk(1)]), paper(log(columns=["band"])))
    letter = '<span class="rating__letter" aria-hidden="true">Ma</span>'
    mark = f'<span class="rating rating--red rating--square">{letter} Major</span>'
    assert text.count(mark) == 2, "in the table, and in the summary"


# --- A matrix of words ----------------------------------------------------------------------------------------------


def test_a_matrix_of_words_prints_words_in_its_own_order_and_never_a_product():
    text = printed(
        logged_risk(1, words_only("Medium", "High"), statement="Self-interest."),
        options={"columns": ["statement", "likelihood", "impact", "score", "mitigation"]},
        matrices=[],
    )
    assert (
        "Risk description Severity Likelihood Mitigation Portfolio level Self-interest. High (H) Medium (M)"
        in text
    )
    assert not re.search(r"\b6\b", text)
    assert text.startswith("Open risks: 1. Risk description")


def test_the_axes_stand_in_the_order_of_the_matrix():
    options = {"columns": ["impact", "likelihood"]}
    assert "Likelihood Impact Portfolio level 2 3" in printed(logged_risk(1, score(2, 3)), options=options)


def test_one_product_is_not_made_of_words_where_both_kinds_stand_together():
    both = logged_risk(1, words_only("High", "High")), logged_risk(2)
    assert "Not scored" in printed(*both, options={"columns": ["score"]})


# --- Groups and counts ----------------------------------------------------------------------------------------------


def test_levels_stand_from_the_highest_down_and_numbers_within():
    text = printed(
        logged_risk(3, level="programme", statement="Third."),
        logged_risk(1, level="governing", statement="First."),
        logged_risk(2, level="programme", statement="Second."),
        options={"columns": ["statement"]},
    )
    assert "Governing body level First. Programme level Second. Third." in text


def test_risks_stand_under_the_headings_of_their_source():
    text = printed(
        logged_risk(1, heading="CCG RISKS", statement="First."),
        logged_risk(2, heading="STP - SYSTEM WIDE RISKS", statement="Second."),
        logged_risk(3, statement="Third."),
        options={"columns": ["statement"], "group_by": "heading"},
    )
    assert "CCG RISKS First. STP - SYSTEM WIDE RISKS Second. Portfolio level Third." in text


def test_open_risks_are_counted_by_band_with_what_is_left():
    risks = [logged_risk(n) for n in (1, 2)] + [logged_risk(3, scores={}), logged_risk(4, status="closed")]
    text = printed(*risks)
    assert text.startswith(
        "Open risks: 3. Ma Major : 2 (67%); Mi Minor : 0 (0%); no band recorded: 1 (33%). Risk description"
    )
    assert text.endswith("Source: the record of Northmere for January 2018, data as at 31 January 2018.")


@pytest.mark.parametrize("matrix", ["hml", "npsa"])
def test_a_score_without_a_band_is_in_the_remainder(matrix: str):
    assert "no band recorded: 1 (100%)" in printed(logged_risk(1, score(matrix=matrix, band=None)))


def test_without_any_risk_it_says_so():
    assert printed().startswith("No risk is open. Source:")
    assert printed(logged_risk(1, **PRIVATE)).startswith("No public risk is open. Only public risks")


# --- Public and private ---------------------------------------------------------------------------------------------


def test_a_private_risk_stands_in_a_private_paper_with_its_reason_and_in_no_public_one():
    risks = logged_risk(1, statement="Public."), logged_risk(2, statement="Sale of Zanzibar.", **PRIVATE)
    text = printed(*risks, session="private")
    assert "Open risks: 2." in text
    assert "Sale of Zanzibar. Private: Section 43: commercial interests." in text
    text = printed(*risks)
    assert "Zanzibar" not in text and "Section 43" not in text
    assert "Open risks: 1." in text
    assert "Only public risks are listed and counted; there are others." in text


def test_of_a_risk_whose_text_is_not_published_the_public_reads_its_score_alone():
    risk = logged_risk(
        1,
        statement="Zanzibar.",
        is_published=False,
        controls=[control("Yemen.")],
        actions=[action("Xanadu.")],
    )
    assert "Zanzibar. 4 4 16" in printed(
        risk, session="private", options={"columns": ["statement", "likelihood", "impact", "score"]}
    )
    text = printed(risk)
    assert "The text of this risk is not published." in text
    assert not {"Zanzibar.", "Yemen.", "Xanadu.", "None"} & set(text.split()), "nor that there is nothing"
    assert "16 Tracey Lee" in text


# --- Checks ---------------------------------------------------------------------------------------------------------


def test_a_sound_register_has_no_findings():
    assert rules(logged_risk(1)) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"owners": []}, "risk-without-owner"),
        ({"scores": {"current": score(printed_score=20)}}, "score-off-product"),
        ({"actions": [action("Recruit.", due=fuzzy("Summer 2017", "2017-08-31"))]}, "due-before-report"),
        ({"statement": "Ask on 01202 123456."}, "contact-details"),
        ({"controls": [control("£XX is set aside.")]}, "placeholder"),
        ({"actions": [action("Write to ann@example.org.")]}, "contact-details"),
        ({"controls": [control("✓ agreed")]}, "character-missing"),
        ({"controls": [control("The QZX has met.")]}, None),
    ],
)
def test_what_is_wrong_with_a_risk_is_found(changes: Row, rule: str | None):
    assert rules(logged_risk(1, **changes)) == ([rule] if rule else [])


def test_an_action_that_is_done_or_due_later_is_no_finding():
    done = action("Done.", due=fuzzy("Summer 2017", "2017-08-31"), status="complete")
    assert rules(logged_risk(1, actions=[done, action("Soon.", due=fuzzy("May 2018", "2018-05-31"))])) == []


def test_a_date_that_is_a_fact_is_no_placeholder():
    assert (
        rules(logged_risk(1, logged={"words": "TBC", "precision": "unknown", "first": None, "last": None}))
        == []
    )


def test_private_words_copied_into_the_paper_block_it():
    secret = "The site will be sold to the county in the autumn."
    record = snapshot(risks=[logged_risk(2, controls=[control(secret)], **PRIVATE)])
    written = paper(section("introduction", secret), log())
    assert "private-text" in [finding.rule for finding in compose(record, written).findings]


def test_a_sentence_that_a_public_risk_shares_with_a_private_one_is_worth_a_look():
    """Several risks have the same control; that one of them is private does not make it a secret."""
    same = "The plan of the work is looked at each month."
    hushed = logged_risk(
        2, controls=[control(same), control("Nobody else may know of this control.")], **PRIVATE
    )
    assert rules(logged_risk(1, controls=[control(same)]), hushed) == ["private-text-shared"]
    unpublished = logged_risk(3, statement=same, is_published=False)
    record = snapshot(risks=[hushed, unpublished])
    written = paper(section("introduction", same), log())
    assert "private-text" in [finding.rule for finding in compose(record, written).findings]


def test_a_table_of_too_many_columns_is_found():
    names = ["statement", "references", "logged", "likelihood", "impact", "score", "band", "level", "owner"]
    assert rules(logged_risk(1), options={"columns": names}) == []
    more = ["controls", "actions", "response", "target", "review"]
    assert rules(logged_risk(1), options={"columns": names + more}) == ["columns-crowded"]


# --- On paper -------------------------------------------------------------------------------------------------------


def test_the_file_passes_the_gate_on_pages_that_lie_and_loses_no_word():
    """Groups, a row longer than a page, marks, notes and lists: their text and tags survive the breaks."""
    long = " ".join(f"Quagga{number} is one of them." for number in range(400))
    risks = [
        logged_risk(
            n,
            level=level,
            statement=f"There is a risk of delay {n}.",
            controls=[control("A."), control("B.")],
        )
        for n, level in enumerate(["system", "portfolio"] * 8, start=1)
    ]
    record = snapshot(risks=[*risks, logged_risk(99, statement=long)])
    compiled = compile_paper(record, paper(log(), section("introduction", "Words.")))
    assert problems(compiled.pdf) == []
    words = set(pdf_text(compiled.pdf).split())
    assert [n for n in range(400) if f"Quagga{n}" not in words] == []


def test_an_old_record_prints_what_it_has():
    old = {
        name: value
        for name, value in logged_risk(1).items()
        if name not in ("references", "controls", "actions", "response", "accepted_until", "heading")
    }
    old["scores"] = {"current": {"matrix": "npsa", "band": MAJOR, "likelihood": 4, "impact": 4, "score": 16}}
    every = {
        "columns": [
            "statement",
            "references",
            "likelihood",
            "impact",
            "score",
            "band",
            "mitigation",
            "response",
            "review",
        ]
    }
    assert "4 4 16" in printed(old, options=every)
