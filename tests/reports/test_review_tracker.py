"""The tracker of a review in a paper: themes, who leads and oversees, updates, what is open, public and private."""

import html
import re
from typing import Any

import pytest

from reports.compilation import compile_paper
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.gate import pdf_text, problems
from tests.papers.records import paper, section, snapshot
from tests.papers.register_records import PRIVATE, Row, fuzzy, recommendation, review, update

STOCKTAKE = [
    {"theme": "NHSE stocktake action required"},
    {"text": "Action proposed by NHSE"},
    {"response": "SoF Response"},
    {"due": "By When"},
    {"lead": "Accountable Lead and Supporting Officer"},
    {"overseers": "Group to oversee action, implementation, monitoring and evaluation"},
]
MID_YEAR = [{"text": "Recommendation"}, {"update": "Progress Update"}]


def boards(*names: str) -> list[Row]:
    return [{"key": name, "name": name, "short": name} for name in names]


def tracker(**options: Any) -> Row:
    return section("review_tracker", title="Tracker", options=options)


def printed(*reviews: Row, session: str = "public", **options: Any) -> str:
    """The words of the tracker's section."""
    text = page(snapshot(reviews=list(reviews)), paper(tracker(**options), session=session))
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return words.split("1. Tracker")[-1].split("Author’s name")[0].strip()


def rules(*rows: Row, **options: Any) -> list[str]:
    document = compose(snapshot(reviews=[review(*rows)]), paper(tracker(**options)))
    return [finding.rule for finding in document.findings]


def column(key: str, *rows: Row) -> list[str]:
    """What one column prints of each recommendation."""
    document = compose(snapshot(reviews=[review(*rows)]), paper(tracker(columns=[key]), session="private"))
    (block,) = document.sections[0].context["blocks"]
    return [cell.words for row in block["table"].rows for _, cell in row.cells]


# --- Rows and columns -----------------------------------------------------------------------------------------------


def test_a_stocktake_prints_its_columns_with_the_theme_over_its_rows():
    rows = [
        recommendation(
            1,
            text="Strengthen clinical leadership.",
            response="Options under review.",
            due=fuzzy("January 2018", "2018-01-31"),
            supporting=[{"name": "Judith Dean", "post": ""}, {"name": "", "post": "DoFs"}],
            overseers=boards("SoF Portfolio Board", "Leadership Board"),
        ),
        recommendation(2, text="Align.", theme="Leadership"),
        recommendation(3, text="Talk.", theme="Communication"),
    ]  # fmt: skip
    assert printed(review(*rows), columns=STOCKTAKE) == (
        "NHS England, October 2017 Action proposed by NHSE SoF Response By When "
        "Accountable Lead and Supporting Officer Group to oversee action, implementation, monitoring and evaluation "
        "NHSE stocktake action required: Leadership "
        "Strengthen clinical leadership. Options under review. January 2018 "
        "Kathy Byrne supported by Judith Dean, DoFs SoF Portfolio Board and Leadership Board "
        "Align. Kathy Byrne Not recorded "
        "NHSE stocktake action required: Communication Talk. Kathy Byrne Not recorded"
    )


def test_a_mid_year_review_prints_recommendation_and_progress():
    text = printed(review(recommendation(1, update("Actioned."), theme="Resources")), columns=MID_YEAR)
    assert text.endswith("Recommendation Progress Update Resources Recommendation 1 to do. Actioned.")


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("number", {}, "1"),
        ("lead", {"lead": None}, "Not recorded"),
        ("lead", {"lead": None, "supporting": [{"name": "A", "post": ""}]}, "Supported by A"),
        ("lead", {"lead": {"name": "", "post": "Director"}}, "Director"),
        ("overseers", {"overseers": boards(*"ABC")}, "A, B and C"),
        (
            "overseers",
            {"overseers": boards("The Board"), "oversight_note": "Each quarter."},
            "The Board\nEach quarter.",
        ),
        (
            "overseers",
            {"overseers": boards("The Board"), "oversight_note": "To The Board (in part)."},
            "To The Board (in part).",
        ),
        ("due", {"due": fuzzy("On-going"), "review_on": "2018-03-31"}, "On-going\nTo be looked at on 31 March 2018"),
        ("due", {}, ""),
        ("status", {}, "On track"),
        ("status", {"due": fuzzy("Summer 2017", "2017-08-31")}, "On track, overdue"),
        ("status", {"due": fuzzy("Summer 2017", "2017-08-31"), "status": "complete"}, "Complete"),
        ("status", {"due": fuzzy("January 2018", "2018-01-31")}, "On track"),
        ("status", {"closed_on": "2018-01-10", "closed_reason": "Done."}, "Closed"),
        (
            "text",
            {"closed_on": "2018-01-10", "closed_by": "The Board", "closed_reason": "Done.", "text": "Do."},
            "Do.\nClosed by The Board on 10 January 2018: Done.",
        ),
    ],
)  # fmt: skip
def test_each_column_prints_what_is_on_record(key: str, changes: Row, words: str):
    assert column(key, recommendation(1, **changes)) == [words]


def test_without_a_choice_it_prints_all_that_a_tracker_needs():
    heads = "Response By when Accountable lead and supporting officers Overseen by Progress update Status"
    assert f"Recommendation {heads}" in printed(review(recommendation(1)))


def test_what_was_closed_before_the_period_is_printed_no_more():
    closed = {"closed_reason": "Done.", "closed_by": "The Board"}
    rows = [recommendation(n, **closed, closed_on=on) for n, on in ((1, "2017-12-31"), (2, "2018-01-01"))]
    assert column("number", *rows, recommendation(3, update("Actioned."), status="complete")) == ["2", "3"]


# --- Updates --------------------------------------------------------------------------------------------------------


def test_the_last_update_is_printed_with_its_evidence_and_age():
    rows = [
        recommendation(1, update("Begun.", on="2018-01-02"), update("Done.", evidence="Minute 4.")),
        recommendation(2, update("Begun.", on="2017-12-31")),
        recommendation(3),
        recommendation(4, update("Here.", on="2018-01-20"), update("And there.", on="2018-01-20")),
    ]
    assert column("update", *rows) == [
        "Done.\nEvidence: Minute 4.",
        "Begun.\nNot updated since 31 December 2017.",
        "No update recorded.",
        "Here.\nAnd there.",
    ]


def test_an_update_said_of_several_neighbours_is_printed_once():
    of_three, of_two = update("Actioned.", said_with=[1, 2, 3]), update("Agreed.", said_with=[4, 6])
    rows = [recommendation(n, of_three) for n in (1, 2, 3)]
    rows += [recommendation(4, of_two), recommendation(5), recommendation(6, of_two)]
    assert column("update", *rows) == [
        "Actioned.\nSaid of this recommendation and the next 2.",
        "As above.",
        "As above.",
        "Agreed.",
        "No update recorded.",
        "Agreed.",
    ]


def test_who_said_something_else_since_is_not_as_above():
    of_two = update("Actioned.", on="2018-01-02", said_with=[1, 2])
    rows = recommendation(1, of_two, update("Not yet.", on="2018-01-09")), recommendation(2, of_two)
    assert column("update", *rows) == ["Not yet.", "Actioned."]


def test_excel_repeats_what_the_paper_says_above():
    of_two = update("Actioned.", said_with=[1, 2])
    document = compose(
        snapshot(reviews=[review(recommendation(1, of_two), recommendation(2, of_two))]),
        paper(tracker(columns=["update"])),
    )
    sheet = document.sections[0].sheet
    assert sheet is not None
    assert [row[1] for row in sheet.rows][1] == "Actioned."


# --- Which reviews --------------------------------------------------------------------------------------------------


def test_reviews_are_chosen_by_key_or_by_kind():
    reviews = [
        review(recommendation(1, text=f"Of {key}."), key=key, kind=kind, title=f"Review {key}")
        for key, kind in (("a", "stocktake"), ("b", "mid_year"), ("c", "mid_year"))
    ]
    assert "Of b." in printed(*reviews, review="b") and "Of c." not in printed(*reviews, review="b")
    text = printed(*reviews, kind="mid_year")
    assert "Review b NHS England" in text and "Review c NHS England" in text and "Of a." not in text
    assert all(f"Of {key}." in printed(*reviews) for key in "abc")


def test_without_any_recommendation_it_says_so():
    assert printed() == "No recommendation is on record here."
    assert printed(review(recommendation(1)), review="another") == "No recommendation is on record here."


# --- Public and private ---------------------------------------------------------------------------------------------


def test_private_rows_and_reviews_stand_in_a_private_paper_alone():
    reviews = (
        review(recommendation(1), recommendation(2, text="Sell Zanzibar.", theme="Zulu", **PRIVATE)),
        review(recommendation(1, text="Merge with Yemen."), key="hush", title="Xanadu", **PRIVATE),
    )
    text = printed(*reviews, session="private")
    assert "Sell Zanzibar. Private: Section 43: commercial interests." in text
    assert "Merge with Yemen." in text
    text = printed(*reviews)
    assert not [
        word for word in ("Zanzibar", "Yemen", "Xanadu", "Zulu", "Section 43", "Private") if word in text
    ]
    assert text.endswith("Only public recommendations are listed; there are others.")


# --- Checks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"due": fuzzy("Summer 2017", "2017-08-31")}, "due-before-report"),
        ({"due": fuzzy("Summer 2017", "2017-08-31"), "status": "complete"}, None),
        ({"lead": None}, "lead-missing"),
        ({"response": "To be confirmed"}, "placeholder"),
        ({"text": "The process is to be confirmed."}, None),
        ({"text": "Ring 01202 123456."}, "contact-details"),
        ({"oversight_note": "Ring 01202 123456."}, "contact-details"),
        ({"updates": [update("Sent to ann@example.org.")]}, "contact-details"),
    ],
)
def test_what_is_wrong_with_a_recommendation_is_found(changes: Row, rule: str | None):
    assert rules(recommendation(1, **changes)) == ([rule] if rule else [])


# --- On paper -------------------------------------------------------------------------------------------------------


def test_the_file_passes_the_gate_and_a_page_that_continues_a_theme_names_it():
    long = " ".join(f"Quagga{number} is one of them." for number in range(200))
    rows = [
        recommendation(n, theme="Leadership" if n < 12 else "Workforce", response=long[: n * 99])
        for n in range(1, 20)
    ]
    record = snapshot(reviews=[review(*rows, recommendation(20, response=long))])
    parts = (
        section("introduction", "Words."),
        tracker(columns=STOCKTAKE, appendix=True),
        tracker(columns=MID_YEAR, appendix=True),
    )
    compiled = compile_paper(record, paper(*parts))
    assert problems(compiled.pdf) == []
    text = pdf_text(compiled.pdf)
    assert [n for n in range(200) if f"Quagga{n}" not in set(text.split())] == []
    assert "| NHSE stocktake action required: Leadership, continued" in text
