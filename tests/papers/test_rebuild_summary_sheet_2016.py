"""Wiltshire's Paper Summary Sheet of 22 March 2016 and the pack behind it come out of the example data, in order.

``seeds/002.txt`` is the whole of the text we have, as Markdown. The text of the PDF is what a screen reader reads.
"""

import html
import re
from pathlib import Path

import pypdfium2
import pytest

from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt

# The database is set up only for tests that say they use it; the fixture does.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEED = Path(__file__).parent / "seeds" / "002.txt"
FIRST = "1. STP Development across BaNES, Swindon and Wiltshire (BSW)"

# What the seed prints -> what the paper prints instead, and why.
CORRECTIONS = {
    # Dates of meetings are printed as figures.
    "Date of Meeting: 22 March 2016": "Date of Meeting: 22/03/2016",
    # Which boxes were ticked is lost in the text: unknown, not No.
    "For: PUBLIC session PRIVATE Session": "For: PUBLIC session: not recorded. PRIVATE Session: not recorded.",
    "For: Decision Discussion Noting": "For: Decision: not recorded. Discussion: not recorded. Noting: not recorded.",
    # A space is missing, and her post is that of the signature lines.
    "Lead Director/GP from CCG: DeborahFielding": (
        "Lead Director/GP from CCG: Deborah Fielding - Accountable Officer"
    ),
    # The lines to sign on.
    ".....": "Signed:",
    # Names of workstreams end without a full stop in the record; the last has none in the pack either.
    "Prevention and self-care.": "Prevention and self-care",
    "Long term conditions, frailty and the elderly.": "Long term conditions, frailty and the elderly",
    "Maternity and paediatrics.": "Maternity and paediatrics",
    "Mental health and learning Disabilities.": "Mental health and learning Disabilities",
    "Planned and specialist care.": "Planned and specialist care",
    "Urgent and Emergency care.": "Urgent and Emergency care",
    "The digital roadmap/interoperability.": "The digital roadmap/interoperability",
}
# Words of logos, which stand over the heading of their page; the paper prints them under it.
LOGOS = {
    1: ("Wiltshire Clinical Commissioning Group", "WORKING FOR CARERS"),
    2: (
        "Bath and North East Somerset Clinical Commissioning Group",
        "Swindon Clinical Commissioning Group",
        "Wiltshire Clinical Commissioning Group",
    ),
}


def words(text: str) -> str:
    """Single spaces; none behind a hyphen or a stroke, where a line may end, nor before a stop, where italics may."""
    text = " ".join(text.replace("\2", "-").split())
    return re.sub(r" (?=[.,;:])", "", re.sub(r"(?<=\w)([-/]) (?=\w)", r"\1", text))


def pieces() -> list[str]:
    """The rows and sentences of the seed in its order, without marks and without the words of logos."""
    text = SEED.read_text()
    for logo in ("Bath and North East Somerset", "Swindon", "Wiltshire"):
        text = re.sub(rf"\*+{logo}\**\s+\**Clinical Commissioning Group\*+\n", "\n", text)
    text = re.sub(r"\*\*WORKING\s+FOR\s+CARERS\*\*", "", text)
    found = []
    for line in text.splitlines():
        plain = words(html.unescape(re.sub(r"</?\w+>|\*", "", line)))
        plain = re.sub(r"^(?:#+|-|\d\.) ", "", plain)
        is_row = "\t" in line or line.startswith("For:")
        found += [plain] if is_row else re.split(r"(?<=[.!?;:]) (?=[A-Z])", plain)
    return [CORRECTIONS.get(piece, piece) for piece in found if piece]


def spoken(paper: Rebuilt) -> str:
    return _without_contents(words(paper.text))


def twin(paper: Rebuilt) -> str:
    page = paper.compiled.html.decode().split("<body", 1)[1]
    return _without_contents(words(html.unescape(re.sub(r"<(?:p|li|td|th|h\d)\b", " <", page))))


def _without_contents(text: str) -> str:
    text = words(re.sub(r"<[^>]*>", "", text))
    return f"{text[: text.index('Contents 1.')]} {text[text.rindex(FIRST) :]}"


def section(text: str, number: int) -> str:
    """The text of one section, from its heading to the next."""
    start = re.search(rf" {number}\. (?=[A-Z])", text[text.index(FIRST) - 1 :])
    rest = text[text.index(FIRST) - 1 :][start.start() :] if start else ""
    return re.split(rf" {number + 1}\. (?=[A-Z][\w:]+ [A-Z])", rest)[0]


def missing_in_order(text: str) -> list[str]:
    """The pieces that do not stand in ``text`` behind those before them."""
    place, missing = 0, []
    for piece in pieces():
        at = text.find(piece, place)
        if at < 0:
            missing.append(piece)
        else:
            place = at + len(piece)
    return missing


def test_the_seed_has_pieces_enough_to_prove_anything():
    assert len(pieces()) > 190
    raw = words(html.unescape(re.sub(r"</?\w+>|\*", "", SEED.read_text())))
    assert [seed for seed in CORRECTIONS if seed not in raw] == []


def test_every_row_and_sentence_stands_in_the_pdf_in_order(summary_sheet: Rebuilt):
    assert missing_in_order(spoken(summary_sheet)) == []


def test_every_row_and_sentence_stands_in_the_html_twin_in_order(summary_sheet: Rebuilt):
    assert missing_in_order(twin(summary_sheet)) == []


def test_a_sentence_out_of_its_place_is_missed(summary_sheet: Rebuilt):
    """Or the tests above would pass for anything."""
    text = spoken(summary_sheet)
    assert "Maternity services will close" not in text
    first, rest = text.split("Leadership Model", 1)
    assert "James will have dedicated time to the STP, whilst continuing as CEO at RUH." in missing_in_order(
        f"{first}{rest[rest.index('Governance Framework') :]}"
    )


@pytest.mark.parametrize("number", LOGOS)
def test_the_words_of_logos_stand_under_their_heading(summary_sheet: Rebuilt, number: int):
    for logo in LOGOS[number]:
        assert logo in section(spoken(summary_sheet), number)


def test_boxes_of_which_nobody_knows_are_neither_yes_nor_no(summary_sheet: Rebuilt):
    cover = spoken(summary_sheet).split(FIRST)[0]
    assert cover.count("not recorded") == 5
    assert not re.search(r"(?:session|Session|Decision|Discussion|Noting): (?:yes|no)\b", cover)
    assert summary_sheet.compiled.html.decode().count('class="cover-box cover-box--unknown"') == 5


def test_the_partners_are_the_organisations_of_the_footprint(summary_sheet: Rebuilt):
    record = {row["name"] for row in summary_sheet.snapshot["organisations"]} - {"Attain"}
    page = summary_sheet.compiled.html.decode()
    listed = re.search(r'<ul class="record-list">(.+?)</ul>', page)
    assert listed is not None
    names = re.findall(r"<li>(.+?)</li>", html.unescape(listed[1]))
    assert (len(names), set(names)) == (16, record)


def test_the_workstreams_are_initiatives_and_count_from_one_to_eight(summary_sheet: Rebuilt):
    names = [node["name"] for node in summary_sheet.snapshot["initiatives"] if node["kind"] == "workstream"]
    assert len(names) == 8
    listed = " ".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    assert f"workstreams and areas: {listed} 16.5 Planning and delivery" in spoken(summary_sheet)


def test_three_officers_sign_with_their_organisations(summary_sheet: Rebuilt):
    assert (
        "Signed: Tracey Cox Accountable Officer NHS Bath & North East Somerset CCG "
        "Signed: Nicki Millin Accountable Officer NHS Swindon CCG "
        "Signed: Deborah Fielding Accountable Officer NHS Wiltshire CCG"
    ) in spoken(summary_sheet)


def test_risks_that_nobody_scored_say_so_in_words(summary_sheet: Rebuilt):
    risks = summary_sheet.snapshot["risks"]
    assert [risk["scores"] for risk in risks] == [{}] * 4
    log = spoken(summary_sheet).split("18. Risks and Constraints")[1].split("19. First Steps?")[0]
    assert log.count("Not scored Not recorded") == 4
    for risk in risks:
        assert risk["title"] in log


def test_the_findings_are_these(summary_sheet: Rebuilt):
    found = [(str(finding.severity), finding.rule) for finding in summary_sheet.compiled.findings]
    assert found == [
        ("blocking", "purposes-blank"),
        ("advisory", "session-blank"),
        ("advisory", "equality-not-assessed"),
        *[("advisory", "cover-to-be-identified")] * 2,
        ("advisory", "risk-without-owner"),
        ("advisory", "risk-unscored"),
        *[("advisory", "abbreviation-undefined")] * 14,
        *[("advisory", "diagram-missing")] * 5,
    ]


def test_findings_say_where_an_answer_or_a_diagram_is_missing(summary_sheet: Rebuilt):
    where = {
        rule: [finding.where for finding in summary_sheet.compiled.findings if finding.rule == rule]
        for rule in ("cover-to-be-identified", "diagram-missing", "equality-not-assessed")
    }
    assert where == {
        "cover-to-be-identified": [
            "Cover sheet, Engagement and Involvement:",
            "Cover sheet, Financial Implications:",
        ],
        "diagram-missing": [f"Paragraph {number}" for number in ("10.1", "12.1", "15.3", "17.1", "20.1")],
        "equality-not-assessed": ["Cover sheet, Equality & Diversity:"],
    }


def test_findings_name_the_short_forms_nobody_explains(summary_sheet: Rebuilt):
    undefined = {
        finding.message.split()[0]
        for finding in summary_sheet.compiled.findings
        if finding.rule == "abbreviation-undefined"
    }
    assert undefined >= {"B&NES", "BaNES", "EIA", "FYFV", "NHSE", "NHSI", "OOH", "RUH", "SRG"}
    assert undefined.isdisjoint({"STP", "BSW", "GP", "NHS", "GOV", "PUBLIC", "PRIVATE"})


def test_it_passes_the_gate(summary_sheet: Rebuilt):
    assert problems(summary_sheet.compiled.pdf) == []


def test_the_sheet_fits_its_page_and_no_page_is_left_nearly_empty(summary_sheet: Rebuilt):
    with pypdfium2.PdfDocument(summary_sheet.compiled.pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert "Note for information and consider actions." in pages[0]
    assert "Contents" in pages[1]
    assert min(len(page) for page in pages) > 500
