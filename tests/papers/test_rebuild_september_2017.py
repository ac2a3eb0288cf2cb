"""The Governing Body paper of 20 September 2017 comes out of the example data, but for a few named corrections.

``seeds/000.txt`` holds sections 1 to 7 of the paper as printed. The text of the PDF is what a screen reader reads.
"""

import re
from pathlib import Path

import pypdfium2
import pytest

from reports.compilation import compile_paper
from tests.papers.cover_sheets import DORSET_SUMMARY, out_of_place
from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt

# The database is set up only for tests that say they use it; the fixture does.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEED = Path(__file__).parent / "seeds" / "000.txt"

# What the seed prints -> what the paper prints instead, and why.
CORRECTIONS = {
    # The key of the paper has no Yellow: its word is Amber, and 2.3 says so. With its letter, for print without colour.
    "One Acute Network of Services Yellow": "One Acute Network of Services A Amber",
    "Integrated Community & Primary Care Services Yellow": "Integrated Community & Primary Care Services A Amber",
    "Prevention at Scale Yellow": "Prevention at Scale A Amber",
    "Leading & Working Differently Yellow": "Leading & Working Differently A Amber",
    # Already the key's word; its letter is new.
    "Digitally Transformed Dorset Green": "Digitally Transformed Dorset G Green",
}

HEADINGS = {
    "1. Introduction": [],
    "2. Report": ["Portfolio Summary", "Risk summary"],
    "3. Portfolio Progress": [
        "One Acute Network",
        "Integrated Community & Primary Care Services",
        "Prevention at Scale",
        "Digitally Transformed Dorset",
        "Leading & Working Differently",
        "West Accountable Care System",
        "East Accountable Care System",
    ],
    "4. Items raised for discussion at SLT": [
        "Integrated Community & Primary Care Services",
        "Digitally Transformed Dorset",
        "Leading and Working Differently",
    ],
    "5. Items raised for decision at SLT": ["One Acute Network", "Portfolio Management Office"],
    "6. Finance Update": [],
    "7. Conclusion": [],
    "8. Table of Abbreviations": [],
}


def sentences() -> list[str]:
    """The sentences of the seed; a line that a page cut in two gives its two parts."""
    found = []
    for line in SEED.read_text().splitlines():
        words = re.sub(r"\*\*|[<>]", "", " ".join(line.removeprefix("- ").split()))
        found += [sentence for sentence in re.split(r"(?<=[.!?;:])\s+(?=[A-Z])", words) if sentence]
    return found


def body(september: Rebuilt) -> str:
    """The text behind the contents."""
    return september.text[september.text.rindex("1. Introduction") :]


def test_the_seed_has_sentences_enough_to_prove_anything():
    assert len(sentences()) > 140
    assert set(CORRECTIONS) <= set(sentences())


def test_every_sentence_of_the_seed_is_in_the_paper(september: Rebuilt):
    expected = [CORRECTIONS.get(sentence, sentence) for sentence in sentences()]
    assert [sentence for sentence in expected if sentence not in body(september)] == []


def test_a_sentence_the_seed_does_not_have_is_not_found(september: Rebuilt):
    """Or the test above would pass for anything."""
    assert "ITT approved from the DWAB board" not in body(september)


def test_paragraphs_are_numbered_as_printed(september: Rebuilt):
    printed = re.findall(r"(?<![\d.])([1-7]\.\d+) ", body(september))
    last = {1: 1, 2: 6, 3: 50, 4: 8, 5: 7, 6: 3, 7: 1}
    assert printed == [f"{section}.{number}" for section, end in last.items() for number in range(1, end + 1)]


def test_headings_stand_in_order_in_the_contents_and_in_the_text(september: Rebuilt):
    contents = september.text[
        september.text.index("Contents 1. Introduction") : september.text.rindex("1. Introduction")
    ]
    for text in (contents, body(september)):
        place = 0
        for heading, below in HEADINGS.items():
            for title in (heading, *below):
                place = text.index(title, place) + len(title)


def test_the_figures_are_counted(september: Rebuilt):
    table = body(september).split("Risks (share of all)")[1].split("Source:")[0]
    assert table.split(" The text")[0].split(" ", 1)[1] == (
        "Ma Major 13 (42%) S Significant 15 (48%) Mo Moderate 0 (0%) L Low 0 (0%) No band recorded 3 (10%) Total 31"
    )
    assert "The text of 30 of the 31 risks is not published." in body(september)
    assert "31. 13 Major" not in body(september)


def test_the_chart_says_its_counts_in_words(september: Rebuilt):
    assert "Open risks by band. 31 in all. Major 13, Significant 15, No band recorded 3." in body(september)


def test_the_rows_of_the_cover_sheet_stand_in_order(september: Rebuilt):
    cover = september.text.split("Contents 1.")[0]
    lines = (
        "Date of the meeting 20/09/2017",
        "Author M Gorman - PMO Assurance Lead",
        "Sponsoring Board member T Goodson - Chief Officer",
        "Purpose of Report To provide an update on progress of the STP and recent items for discussion and decision "
        "at the Senior Leadership Team (SLT).",
        "Recommendation The Governing Body is asked to note the report.",
        "Stakeholder Engagement Not completed by the author",  # the seed left the prompt in
        "Previous GB / Committee/s, Dates N/A",
        *DORSET_SUMMARY,
        "Yes . M Gorman, PMO Assurance Lead. Initials: MG. Date: 07/09/2017.",
    )
    assert out_of_place(cover, lines) == []
    assert cover.startswith("NHS DORSET CLINICAL COMMISSIONING GROUP GOVERNING BODY MEETING")
    assert "Summarise engagement" not in september.text


def test_abbreviations_are_those_the_paper_uses(september: Rebuilt):
    table = september.text.split("Abbreviation Stands for ", 1)[1].split("Author’s name")[0]
    used = {row["term"] for row in september.snapshot["abbreviations"]} - {"DMBC", "ORS", "PBC"}
    expansions = {row["term"]: row["expansion"] for row in september.snapshot["abbreviations"]}
    assert len(used) == 27
    for term in used:
        assert f"{term} {expansions[term]}" in table
    for term in ("DMBC", "ORS", "PBC"):
        assert term not in table
        assert expansions[term] not in september.text


def test_it_is_signed_without_a_telephone_number(september: Rebuilt):
    assert "Author’s name and title: M Gorman, PMO Assurance Lead Date: 07/09/2017" in september.text
    assert not re.search(r"0\d{4}\s?\d{6}", september.text)


def test_the_findings_are_these(september: Rebuilt):
    found = [(str(finding.severity), finding.rule) for finding in september.compiled.findings]
    assert found == [
        ("blocking", "prompt-left-in"),
        ("advisory", "assurance-all-alike"),
        *[("advisory", "rating-word"), ("advisory", "rating-reason")] * 2,
        ("advisory", "rating-word"),  # Prevention at Scale: 2.3 gives the reason
        ("advisory", "rating-word"),
        ("advisory", "rating-reason"),
        ("advisory", "risks-without-band"),
        ("advisory", "details-missing"),
        *[("advisory", "abbreviation-undefined")] * 13,
        ("advisory", "abbreviation-clash"),
        ("advisory", "abbreviation-unused"),
        *[("advisory", "name-drift")] * 3,  # DOMAIN A9 Q8: One Acute, ACS west, East ACS
    ]


def test_findings_name_the_short_forms_nobody_explains(september: Rebuilt):
    messages = [
        finding.message for finding in september.compiled.findings if finding.rule == "abbreviation-undefined"
    ]
    undefined = {message.split()[0] for message in messages}
    assert undefined >= {"QIPP", "JPHB", "PMO", "HWB", "ICPS", "DoF"}  # DOMAIN A8 rule 15
    assert undefined.isdisjoint({"ITT", "SOC", "H&WB", "NHS", "IT", "HR", "UK", "STP", "COO", "HRD", "PID"})


def test_it_passes_the_gate(september: Rebuilt):
    assert problems(september.compiled.pdf) == []


def test_the_cover_fits_its_page_and_no_page_is_left_nearly_empty(september: Rebuilt):
    with pypdfium2.PdfDocument(september.compiled.pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert "Initials: MG" in pages[0]
    assert "Contents" in pages[1]
    assert min(len(page) for page in pages) > 500
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "20 September 2017" in page


def test_compiling_it_again_gives_the_same_bytes(september: Rebuilt):
    again = compile_paper(september.snapshot, september.paper)
    assert again.pdf == september.compiled.pdf
    assert again.html == september.compiled.html


def test_the_html_twin_says_the_same_and_needs_nothing_else(september: Rebuilt):
    html = september.compiled.html.decode()
    for words in ("13 (42%)", "15 (48%)", "3 (10%)", "3.50", "ready to roll"):
        assert words in html
    assert "static:" not in html
    assert "<link" not in html
    assert "Summarise engagement" not in html
