"""A paper with signs that its font lacks is compiled all the same, passes the gate, and says where they stand."""

import io
from html import escape

import pikepdf
import pytest

from reports.compilation import Compiled, compile_paper
from reports.rendering.characters import printable, with_stand_ins
from reports.rendering.pdf import render_pdf
from tests.papers.documents import document
from tests.papers.gate import pdf_text, problems
from tests.papers.records import (
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

# A tick, an emoji, a word in Arabic, Word's bullet and an escape: what review found lead to no paper at all.
SIGNS = "✓ Recruitment complete 😀 مرحبا \uf0b7 one\x1b"
PRINTED = "√ Recruitment complete [?] [?] • one"
HIDDEN = "☐ Zanzibar ⬆"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    record = snapshot(
        initiatives=[
            initiative(
                "urgent-care",
                paragraph(SIGNS),
                paragraph(HIDDEN, is_private=True),
                heading=f"Care {SIGNS}",
                name=f"Care {SIGNS}",
                lead=rating(),
            )
        ],
        asks=[
            ask("staffing", text=SIGNS, context=SIGNS),
            ask("hidden", text=HIDDEN, heading=HIDDEN, is_private=True),
        ],
        risks=[risk(1, statement=SIGNS, ask={"period": "2018-01", "key": "staffing"})],
    )
    sections = [
        section("introduction", f"First.\n\n{SIGNS}"),
        section("report"),
        section("progress"),
        section("asks-discussion"),
        section("text", HIDDEN, title=HIDDEN, is_private=True),
    ]
    return compile_paper(
        record,
        paper(*sections, title=f"Plan {SIGNS}", cover=[cover_field(text=SIGNS), cover_field("assurance")]),
    )


def test_it_passes_the_gate(compiled: Compiled):
    assert problems(compiled.pdf) == []


def test_what_can_be_read_is_read_in_every_form(compiled: Compiled):
    with pikepdf.open(io.BytesIO(compiled.pdf)) as pdf:
        assert str(pdf.docinfo.get("/Title")) == f"Plan {PRINTED}"
    text = " ".join(pdf_text(compiled.pdf).split())
    for form in (text, compiled.html.decode()):
        assert form.count(PRINTED) > 7
        assert not set(form) & set("✓😀مرحبا\uf0b7\x1b")


def test_every_place_is_named_and_nothing_else(compiled: Compiled):
    found = [finding for finding in compiled.findings if finding.rule == "character-missing"]
    assert {finding.where for finding in found} == {
        "Title of the paper",
        "Cover sheet, Purpose",
        "Paragraph 1.2",
        "Portfolio Summary",
        f"Heading “Care {PRINTED}” of section 3",
        "Paragraph 3.1",
        "Paragraph 4.1",
        "Paragraph 4.2",
        "Paragraph 4.3",
        "Sources",  # the name of the record behind what is asked
    }
    assert all(finding.severity == "blocking" for finding in found)
    assert all("“✓” (CHECK MARK), printed as “√”" in finding.message for finding in found)


def test_private_text_is_in_no_finding(compiled: Compiled):
    said = " ".join(f"{finding.where} {finding.message}" for finding in compiled.findings)
    assert "Zanzibar" not in said
    assert "BALLOT BOX" not in said


def test_the_engine_prints_whatever_counts_as_printable():
    """Else a paper could still fail. It refuses by an error what it has no sign for."""
    signs = [escape(sign) for sign in sorted(printable())]
    lines = [" ".join(signs[start : start + 100]) for start in range(0, len(signs), 100)]
    page = "".join(f"<p>{line} <strong>{line}</strong> <em>{line}</em></p>" for line in lines)
    assert problems(render_pdf(document(page))) == []


@pytest.mark.parametrize("mark", [*"\u200e\u202a\u202e\u2067"], ids=ascii)
def test_a_mark_of_direction_turns_no_words_round(mark: str):
    """It comes along when names of files are copied, unseen, and printed the words after it backwards."""
    assert with_stand_ins(f"Plan {mark}of 2017") == "Plan of 2017"
    compiled = compile_paper(
        snapshot(), paper(section("text", f"The {mark}plan."), title=f"Plan {mark}of 2017")
    )
    assert "Plan of 2017" in pdf_text(compiled.pdf)
    assert "The plan." in pdf_text(compiled.pdf)
    assert mark not in compiled.html.decode()
