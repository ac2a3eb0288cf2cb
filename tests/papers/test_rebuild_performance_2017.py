"""Cornwall's consolidated performance management report of November 2017 comes out of the example data, in full.

``seed_003`` reads every sentence and cell of it, in order, and names what is printed otherwise. The text of the PDF is
what a screen reader reads; a row that runs on to the next page is cut there.
"""

import re
from collections import Counter

import pypdfium2
import pytest

from reports.compilation import compile_paper
from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt
from tests.papers.seed_003 import CORRECTIONS, LABELS_BESIDE, grid_rows, report
from tests.papers.seed_tables import html_text, is_printed

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

START, NEXT = "1. Overall Programme Summary", "3. Programme updates"
MONTHS = [f"{month} 2017" for month in ("Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")]
# The rows that pages cut: how each begins, and what comes after it.
CUT = (
    ("There is a risk that the data feeding", "There is a risk that the council"),
    ("There is a risk that the council", "There is a risk of not being able"),
    ("Insufficent dedicated programme capacity", "There is a risk that the plans for an"),
    ("Achieving the 95% 4 hour standard", "FYFV"),
)
# What the prose says of October; the colours of the other 123 cells are lost.
SAID = {"Prevention": "AMBER", "One Vision": "AMBER", "IM&T": "RED"}
HEADS = (
    "Risk description Date logged Likelihood Impact Priority Risk Owner Controls Planned actions",
    "Action proposed by NHSE SoF Response By When Accountable Lead and Supporting Officer "
    "Group to oversee action, implementation, monitoring and evaluation",
    "Recommendation Progress Update",
)


def words(text: str) -> str:
    """Single spaces, without bullets; none before a colon, where bold ends, nor after a hyphen, where a line does."""
    text = " ".join(text.replace("•", " ").replace("\2", "-").split())
    return re.sub(r" (?=:)|(?<=\w-) (?=\w)", "", text)


def wanted() -> list[str]:
    return [words(sentence) for sentence in report()]


def body(paper: Rebuilt, medium: str) -> str:
    """What it says behind cover sheet and contents. Heads of tables are printed on each page of the PDF: left out."""
    text = paper.text if medium == "pdf" else html_text(paper.compiled.html)
    text = words(text[text.rindex(START) :])
    for head in HEADS:
        text = text.replace(head, "")
    return words(text)


def out_of_order(sentences: list[str], text: str) -> list[str]:
    """Those that ``text`` does not have, or has only before one that stands ahead of them in the list."""
    place, found = 0, []
    for sentence in sentences:
        at = text.find(sentence, place)
        if at < 0:
            found.append(sentence)
        else:
            place = at + len(sentence)
    return found


def grid(paper: Rebuilt) -> list[list[str]]:
    """The cells of the status grid in the HTML twin, as words, row by row; the first row is its head."""
    table = re.search(r'<table class="[^"]*\bhistory\b.*?</table>', paper.compiled.html.decode(), re.DOTALL)
    assert table
    return [
        [html_text(cell.encode()) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr\b.*?</tr>", table[0], re.DOTALL)
    ]


def test_the_seed_has_sentences_enough_to_prove_anything():
    assert len(report()) > 500
    assert len(CORRECTIONS) == 22


def test_every_sentence_and_cell_of_the_seed_is_in_the_twin_in_order(performance: Rebuilt):
    assert out_of_order(wanted(), body(performance, "html")) == []


def test_every_sentence_and_cell_of_the_seed_is_in_the_pdf_in_order(performance: Rebuilt):
    """Of a row that a page cuts, the cells are read in two goes: its sentences are there, in whatever order."""
    text, whole, place = body(performance, "pdf"), list[str](), 0
    sentences = wanted()
    for start, end in CUT:
        first, after = (
            next(number for number, one in enumerate(sentences) if one.startswith(words))
            for words in (start, end)
        )
        assert [sentence for sentence in sentences[first:after] if not is_printed(sentence, text)] == []
        whole += sentences[place:first]
        place = after

    assert out_of_order([*whole, *sentences[place:]], text) == []


def test_a_group_of_the_mid_year_review_stands_over_its_first_row(performance: Rebuilt):
    text = body(performance, "pdf")
    for label, first in zip(
        LABELS_BESIDE,
        ("Refocus Model of Care Delivery Group", "Three year financial plan to reset savings targets"),
        strict=True,
    ):
        assert f"{label} {first}" in text


@pytest.mark.parametrize("medium", ["pdf", "html"])
def test_a_sentence_the_seed_does_not_have_is_not_found(performance: Rebuilt, medium: str):
    """Or the tests above would pass for anything."""
    text = body(performance, medium)
    assert not is_printed("The Housing programme is rated as Amber", text)
    swapped = wanted()
    swapped[3], swapped[40] = swapped[40], swapped[3]
    assert len(out_of_order(swapped, text)) > len(out_of_order(wanted(), text))


def test_the_front_page_says_who_answers_for_it_and_its_three_dates(performance: Rebuilt):
    front = performance.text[: performance.text.index("Contents 1.")]
    for line in (
        "Consolidated Performance Management Report November 2017",
        "Senior Responsible Officer Kathy Byrne Programme Director Tracey Lee",
        "Report month November 2017 Reporting Period October 2017",
        "Data as at 30 November 2017",
    ):
        assert line in front
    assert "Author’s name and title: Tracey Lee, Programme Director Date: 30/11/2017" in performance.text


def test_every_cell_of_the_grid_has_a_word_and_none_is_guessed(performance: Rebuilt):
    head, *printed = grid(performance)
    statuses = {cells[0]: cells[2:] for cells in printed}

    assert head == ["Programme", "Lead", *MONTHS]
    assert list(statuses) == [cells[0].replace("&amp;", "&") for cells in grid_rows()]
    assert sum(map(len, statuses.values())) == 126
    assert Counter(cell for cells in statuses.values() for cell in cells) == {
        "Not recorded": 123,
        "A AMBER": 2,
        "R RED": 1,
    }
    for programme, cells in statuses.items():
        assert cells[:8] == ["Not recorded"] * 8
        assert cells[8].split()[-1] == SAID.get(programme, "recorded")


def test_no_status_is_lost_when_the_pdf_is_copied(performance: Rebuilt):
    with pypdfium2.PdfDocument(performance.compiled.pdf) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    (page,) = [page for page in pages if "2. Project Status" in page and "Contents" not in page]
    rows = page.split("Oct 2017", 1)[1]

    assert rows.count("Not recorded") == 123
    assert len(re.findall(r"A AMBER|R RED", rows)) == 3
    for definition in (
        "GREEN – Under control and within tolerance",
        "AMBER – Out of tolerance and with a plan in place to bring back under control",
        "RED – Out of tolerance with no current approved plan",
    ):
        assert definition in page
    assert "October 2017: GREEN 0, AMBER 2, RED 1, not recorded 11; 14 in all." in page


def test_a_narrative_stands_under_the_name_of_the_status_table_with_its_status(performance: Rebuilt):
    text = body(performance, "pdf")
    told = text[text.index(NEXT) :]
    for cells in grid_rows()[1:]:
        name = cells[0].replace("&amp;", "&")
        status = f"{SAID[name][0]} {SAID[name]}" if name in SAID else "Not recorded"
        also = " Also called “Specialist”" if name.startswith("Specialised") else ""
        assert f"{name}{also} Status: {status}" in told
    assert (
        told.count("rated as Amber because") == 1
    )  # the reason is in the narrative: it is printed there alone


def test_the_reason_of_a_rating_is_the_sentence_that_gives_it(performance: Rebuilt):
    nodes = {node["name"]: node for node in performance.snapshot["initiatives"]}
    for name, label in SAID.items():
        rating = nodes[name]["ratings"]["lead"]
        assert rating["level"]["label"] == label
        assert re.search(r"\b(amber|red)\b", rating["reason"], re.IGNORECASE)
    assert sum(node["ratings"]["lead"] is not None for node in nodes.values()) == 3


def test_the_months_before_are_known_and_nothing_is_compared_with_them(performance: Rebuilt):
    """They are planned, so that the register is not told as new against an empty September."""
    history = performance.snapshot["rating_history"]
    assert [period["slug"] for period in history["periods"]] == [f"2017-{month:02}" for month in range(2, 11)]
    assert performance.snapshot["previous_period"]["slug"] == "2017-09"


def test_the_findings_say_what_is_wrong_with_the_seed(performance: Rebuilt):
    found = Counter(finding.rule for finding in performance.compiled.findings)
    where = {finding.rule: finding.where for finding in performance.compiled.findings}
    messages = {finding.rule: finding.message for finding in performance.compiled.findings}

    assert found["rating-missing"] == 11  # DOMAIN A9 Q4
    assert messages["rating-history-gaps"].startswith(
        "112 of 112 statuses of earlier months are not on record"
    )
    assert "Summer 2017" in messages["due-before-report"]  # Q6
    assert where["due-before-report"].endswith("recommendation 8 of NHSE STP stocktake")
    late = [
        one.message for one in performance.compiled.findings if one.rule == "text-after-cut-off"
    ]  # Q6, Q7
    assert [message.split("”")[0].split("“")[-1] for message in late] == [
        "Option appraisal presented to Scrutiny Nov 2018",
        "DASC interviews held December 2017",
    ]
    assert "risk 1 “01/06”, risk 2 “03/17”, risk 3 “01.07”" in messages["date-ambiguous"]  # Q5
    assert "Specialised & Vulnerable Services is also called “Specialist”" in messages["name-drift"]  # Q8
    assert "rating-word" not in found  # “Amber” and “red” are words of the key in other letters
    assert "rating-reason" not in found


def test_no_finding_blocks_it(performance: Rebuilt):
    assert {str(finding.severity) for finding in performance.compiled.findings} == {"advisory"}


def test_no_telephone_number_and_no_address_is_in_it(performance: Rebuilt):
    for read in (performance.text, html_text(performance.compiled.html)):
        assert not re.search(r"\b0\d{3,4}[ -]?\d{5,6}\b|@|https?://", read)


def test_it_passes_the_gate(performance: Rebuilt):
    assert problems(performance.compiled.pdf) == []


def test_contents_and_grid_fit_a_page_each_and_no_page_is_nearly_empty(performance: Rebuilt):
    with pypdfium2.PdfDocument(performance.compiled.pdf) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert "Contents" in pages[1]
    assert "Appendix 2" in pages[1]
    assert min(len(page) for page in pages) > 300
    (place,) = [number for number, page in enumerate(pages) if "Overall RAG status for portfolio" in page]
    assert "Steve Trowell" in pages[place]
    assert NEXT in pages[place + 1]


def test_compiling_it_again_gives_the_same_bytes(performance: Rebuilt):
    again = compile_paper(performance.snapshot, performance.paper)
    assert again.pdf == performance.compiled.pdf
    assert again.html == performance.compiled.html
