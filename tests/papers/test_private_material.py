"""Nothing private reaches a public paper, in any of its forms (DESIGN 4, DOMAIN A8 rule 16)."""

import io
from collections.abc import Iterable
from zipfile import ZipFile

import pikepdf
import pytest

from reports.checks import Found
from reports.compilation import compile_paper
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.gate import pdf_text
from tests.papers.records import MAJOR, ask, initiative, paper, paragraph, rating, risk, section, snapshot
from tests.papers.register_records import PRIVATE, control, logged_risk, recommendation, review, update

MARKER = "Zanzibar"

RECORD = snapshot(
    initiatives=[
        initiative(
            "urgent-care",
            paragraph("The first ward is open."),
            paragraph(f"{MARKER} will buy the site.", is_private=True),
            paragraph("The second ward follows."),
            lead=rating(),
        )
    ],
    asks=[
        ask("staffing"),
        ask(f"{MARKER}-purchase", heading=f"{MARKER} group", is_private=True),
        ask("estates", context="The plan is attached."),
    ],
    risks=[
        risk(1, MAJOR),
        risk(2, MAJOR, statement=f"There is a risk of {MARKER} leaving.", title=MARKER, is_private=True),
        risk(3, None, statement="There is a risk of rain.", ask={"period": "2018-01", "key": "estates"}),
        risk(
            4,
            None,
            statement=f"There is a risk that {MARKER} goes.",
            is_private=True,
            ask={"period": "2018-01", "key": "estates"},
        ),
        risk(5, None, ask={"period": "2018-01", "key": f"{MARKER}-purchase"}),
        logged_risk(
            6,
            statement=f"{MARKER} may go.",
            controls=[control(f"A talk with {MARKER}.")],
            owners=[{"name": MARKER, "post": MARKER}],
            heading=MARKER,
            **PRIVATE,
        ),
    ],
    reviews=[
        review(
            recommendation(1),
            recommendation(2, update(f"{MARKER} is asked."), text=f"Ask {MARKER}.", theme=MARKER, **PRIVATE),
        ),
        review(recommendation(1, text=f"Sell to {MARKER}."), key=MARKER, title=MARKER, **PRIVATE),
    ],
    milestones=[{"initiative": "urgent-care", "title": f"{MARKER} signs", "is_private": True}],
)
SECTIONS = [
    section("introduction", "This is the introduction."),
    section("text", f"We talk to {MARKER}.", title=f"{MARKER} talks", is_private=True),
    section("report", "There are {{ risks.total }} risks, {{ risks.major }} Major."),
    section("progress"),
    section("asks-discussion"),
    section("highlight-boxes"),
    section("risk_log", options={"group_by": "heading"}),
    section("review_tracker"),
    section("abbreviations"),
]


@pytest.fixture(scope="module")
def public_forms() -> dict[str, str]:
    """The text of each form the paper is published in, the bytes of the PDF with nothing compressed among them."""
    compiled = compile_paper(RECORD, paper(*SECTIONS))
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(compiled.pdf)) as pdf:
        pdf.save(unpacked, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    with ZipFile(io.BytesIO(compiled.xlsx or b"")) as parts:
        cells = "".join(parts.read(name).decode() for name in parts.namelist())
    with ZipFile(io.BytesIO(compiled.docx or b"")) as parts:
        parts_of_word = "".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    return {
        "text of the PDF": pdf_text(compiled.pdf),
        "bytes of the PDF": unpacked.getvalue().decode("latin-1"),
        "HTML": compiled.html.decode(),
        "Excel": cells,
        "Word": parts_of_word,
        "page": page(RECORD, paper(*SECTIONS)),
    }


@pytest.mark.parametrize("form", ["text of the PDF", "bytes of the PDF", "HTML", "Excel", "Word", "page"])
def test_a_public_paper_holds_nothing_private(form: str, public_forms: dict[str, str]):
    assert MARKER.lower() not in public_forms[form].lower()


def test_the_words_of_a_public_paper_are_found_in_each_form(public_forms: dict[str, str]):
    """Or the test above would pass for anything."""
    for form in public_forms.keys() - {"bytes of the PDF", "Excel"}:
        assert "The first ward is open." in public_forms[form]


def test_numbers_leave_no_gap_where_something_private_was(public_forms: dict[str, str]):
    text = public_forms["text of the PDF"]
    for words in (
        "2. Report",
        "3. Progress",
        "3.1 The first ward is open. 3.2 The second ward follows.",
        "4.1 SLT",
    ):
        assert words in text


def test_counts_are_of_public_rows_and_say_so(public_forms: dict[str, str]):
    text = public_forms["text of the PDF"]
    assert "There are 3 risks, 1 (33%) Major." in text
    assert "Only public risks are counted; there are others." in text


def test_a_closed_private_risk_is_missing_from_no_count():
    record = snapshot(risks=[risk(1, MAJOR), risk(2, MAJOR, is_private=True, status="closed")])
    assert "Only public risks are counted" not in page(record, paper(section("report")))


def test_a_private_paper_prints_all_of_it():
    compiled = compile_paper(RECORD, paper(*SECTIONS, session="private"))
    text = pdf_text(compiled.pdf)
    for words in (
        f"2. {MARKER} talks",
        f"{MARKER} will buy the site.",
        f"{MARKER} goes.",
        "6 risks",
        f"{MARKER} group",
        f"A talk with {MARKER}.",
        f"Ask {MARKER}.",
        f"Sell to {MARKER}.",
    ):
        assert words in text
    assert "Only public risks" not in text


PRIVATE_REPORT = snapshot(
    initiatives=[
        initiative(
            "urgent-care",
            paragraph(f"It is agreed. **{MARKER}** will buy the site in the autumn.", is_private=True),
        )
    ]
)


@pytest.mark.parametrize(
    ("copied", "expected"),
    [
        (f"As we said: {MARKER}  will buy\nthe site in the autumn. All agreed.", ["private-text"]),
        ("It is agreed.", []),  # three words are no copy
        (f"{MARKER} will buy another site.", []),
    ],
)
def test_private_words_copied_into_a_public_paper_are_found(copied: str, expected: list[str]):
    sections = [section("introduction", copied)]
    assert rules(compose(PRIVATE_REPORT, paper(*sections)).findings) == expected
    assert rules(compose(PRIVATE_REPORT, paper(*sections, session="private")).findings) == []


def test_the_finding_does_not_repeat_the_private_words():
    copied = section("introduction", f"{MARKER} will buy the site in the autumn.")
    (finding,) = compose(PRIVATE_REPORT, paper(copied)).findings
    assert MARKER not in finding.message + finding.where + finding.cure


def rules(findings: Iterable[Found]) -> list[str]:
    return [finding.rule for finding in findings]
