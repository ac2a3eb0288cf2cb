"""The 16 risks of Dorset's Operational Plan of November 2016 come out on their own matrix, of words alone.

``seeds/001.txt`` holds the table as printed. The text of the PDF is what a screen reader reads.
"""

import re

import pytest

from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt
from tests.papers.seed_tables import html_text, is_printed, points, rows, sentences, without_heads

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

REFERENCE = re.compile(r"\s*\((Corporate Risk Register|GBAF) ([^)]+)\)\.?")
WORDS = {"H": "High (H)", "M": "Medium (M)"}
HEADS = "Risk Reference Severity Likelihood Mitigation"
# What the text we have runs together within a cell.
RUN_TOGETHER = {
    "Robust financial management process in place Robust, align operational plans in place across the system": (
        "Robust financial management process in place",
        "Robust, align operational plans in place across the system",
    ),
}


def printed_rows() -> list[list[str]]:
    """Risk, severity, likelihood, mitigation of each of the 16."""
    return [cells for cells in rows("001.txt", "RISK\t") if cells[1]]


def references(risk: str) -> list[str]:
    """Every reference in brackets, with the name of its register: two may share it."""
    return [f"{register} {one.strip()}" for register, of in REFERENCE.findall(risk) for one in of.split(",")]


@pytest.fixture(params=["pdf", "html"])
def text(request: pytest.FixtureRequest, risks_of_2016: Rebuilt) -> str:
    read = risks_of_2016.text if request.param == "pdf" else html_text(risks_of_2016.compiled.html)
    return without_heads(read[read.rindex("CCG RISKS") :], HEADS)


def test_the_seed_has_sixteen_risks_and_fifteen_references():
    assert len(printed_rows()) == 16
    assert sum(len(references(cells[0])) for cells in printed_rows()) == 15


def test_every_sentence_of_the_table_is_in_the_paper(text: str):
    expected = []
    for risk, _, _, mitigation in printed_rows():
        for words in (REFERENCE.sub("", risk), mitigation):
            for point in points(words):
                expected += RUN_TOGETHER.get(point) or sentences(point)

    assert len(expected) == 39
    assert [one for one in expected if not is_printed(one.rstrip("."), text)] == []


def test_each_risk_stands_with_its_references_and_its_two_words_in_printed_order(text: str):
    place = 0
    for risk, severity, likelihood, mitigation in printed_rows():
        words = REFERENCE.sub("", risk).strip().rstrip(".")
        refs = "; ".join(references(risk))
        row = f"{refs} {WORDS[severity]} {WORDS[likelihood]}".strip()
        assert words in text
        start = text.index(words, place)
        assert text[start + len(words) :].lstrip(". ").startswith(row)
        place = text.index(mitigation.split(".")[0][:40], start)


def test_the_two_headings_stand_over_eight_risks_each(text: str):
    of_ccg, of_system = text.split("STP - SYSTEM WIDE RISKS")
    assert [part.count("(H)") + part.count("(M)") for part in (of_ccg, of_system)] == [16, 16]


def test_nothing_is_multiplied_and_no_band_is_made_up(risks_of_2016: Rebuilt):
    scores = [
        risk["scores"]["current"] for risk in risks_of_2016.snapshot["risks"] if risk["status"] == "open"
    ]
    assert [(one["score"], one["band"]) for one in scores] == [(None, None)] * 16
    for read in (risks_of_2016.text, html_text(risks_of_2016.compiled.html)):
        assert "Score" not in read
        assert "Priority" not in read
        assert not re.search(r"\d x \d|\b[1-9] (?:points?|=)", read)
    assert "band recorded" not in risks_of_2016.text


def test_it_passes_the_gate(risks_of_2016: Rebuilt):
    assert problems(risks_of_2016.compiled.pdf) == []


def test_the_findings_say_what_the_plan_does_not_print(risks_of_2016: Rebuilt):
    found = [(str(finding.severity), finding.where) for finding in risks_of_2016.compiled.findings]
    # The plan has no cover sheet, so nothing is missing on it.
    assert [where for severity, where in found if severity == "blocking"] == []
