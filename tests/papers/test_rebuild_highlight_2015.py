"""The Better Together paper of 15 July 2015, with its highlight report of May, comes out of the example data.

``seeds/004.txt`` holds sections 1 to 6 and the nine boxes as printed: for each box its name, lead and sponsor, then a
line for each sub-heading and point. The text of the PDF is what a screen reader reads.
"""

import html
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from tests.papers.cover_sheets import DORSET_SUMMARY, out_of_place
from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt

# The database is set up only for tests that say they use it; the fixture does.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEED = Path(__file__).parent / "seeds" / "004.txt"
PROGRESS = "Progress since the last report"
PLANNED = "Planned for the next reporting period"


@dataclass(frozen=True)
class Box:
    """A project as the seed prints it."""

    name: str
    lead: str
    sponsor: str
    progress: list[str]
    planned: list[str]


def words(text: str) -> str:
    """Single spaces, and none after a hyphen: where a line of the PDF ends there, pdfium has a sign of its own."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(text.replace("\2", "-").split()))


def seed_boxes() -> list[Box]:
    boxes = []
    for block in SEED.read_text().split("\n## ")[1:]:
        head, parts = block.split("\n# progress\n")
        name, lead, sponsor = head.split("\n")
        progress, planned = (part.split("\n") for part in parts.strip().split("\n# planned\n"))
        boxes.append(
            Box(name, lead.removeprefix("Lead: "), sponsor.removeprefix("Sponsor: "), progress, planned)
        )
    return boxes


def seed_paragraphs() -> dict[str, str]:
    """The numbered paragraphs: number -> text; the points of 2.2 are with it."""
    found: dict[str, str] = {}
    number = ""
    for line in SEED.read_text().split("\n## ")[0].splitlines():
        if match := re.match(r"(\d\.\d+) (.+)", line):
            number, text = match.groups()
            found[number] = words(text)
        elif number == "2.2" and line.endswith((";", ".")):
            found[f"2.2 {line[:12]}"] = words(line)
    return found


BOXES = seed_boxes()


def appendix(paper: Rebuilt) -> str:
    """What is read behind the sign-off."""
    text = words(paper.text)
    return text[text.rindex("Appendix 1: Better Together Whole Programme Highlight Report") :]


def box_in(text: str, number: int) -> str:
    """The text of one box: from its name to the name of the next."""
    place = 0
    for box in BOXES[: number + 1]:
        place = text.index(f"{box.name} Project lead Project sponsor", place)
    following = BOXES[number + 1].name if number + 1 < len(BOXES) else None
    return text[place : text.index(f"{following} Project lead", place) if following else len(text)]


def html_boxes(paper: Rebuilt) -> list[str]:
    page = paper.compiled.html.decode()
    return [
        words(html.unescape(re.sub(r"<[^>]+>", " ", part))) for part in page.split('<div class="box">')[1:]
    ]


def test_the_seed_has_boxes_enough_to_prove_anything():
    assert len(BOXES) == 9
    assert sum(len(box.progress) + len(box.planned) for box in BOXES) > 150
    assert len(seed_paragraphs()) == 26


@pytest.mark.parametrize("number", range(9), ids=[box.name for box in BOXES])
def test_every_point_of_a_box_stands_in_it_under_its_heading(better_together: Rebuilt, number: int):
    box = BOXES[number]
    for text in (box_in(appendix(better_together), number), html_boxes(better_together)[number]):
        progress, planned = text.split(PROGRESS)[1].split(PLANNED)
        assert [point for point in box.progress if words(point) not in progress] == []
        assert [point for point in box.planned if words(point) not in planned] == []


def test_a_point_the_seed_does_not_have_is_not_found(better_together: Rebuilt):
    """Or the test above would pass for anything."""
    assert "Charter and governance documents rejected" not in appendix(better_together)


@pytest.mark.parametrize("number", range(9), ids=[box.name for box in BOXES])
def test_a_box_says_who_leads_who_sponsors_and_that_its_status_is_not_recorded(
    better_together: Rebuilt, number: int
):
    box = BOXES[number]
    facts = (
        f"{box.name} Project lead Project sponsor Previous status Current status "
        f"{box.lead} {box.sponsor} Not recorded Not recorded {PROGRESS}"
    )
    assert box_in(appendix(better_together), number).startswith(facts)
    assert html_boxes(better_together)[number].startswith(facts)


def test_sub_headings_are_bold_and_points_of_the_second_level_stand_below_their_own(better_together: Rebuilt):
    page = better_together.compiled.html.decode()
    for lead_in in ("Information governance", "Rotation Pilot", "My Life My Care", "Self funders"):
        assert f"<p><strong>{lead_in}</strong></p>" in page
    assert re.search(
        r"meetings planned for June\.\s*<ul>\s*<li>1st June – Dorset WEST</li>\s*<li>3rd June – Dorset EAST</li>",
        page,
    )


def test_both_reporting_periods_and_the_key_of_2015_stand_before_the_boxes(better_together: Rebuilt):
    head = appendix(better_together).split(BOXES[0].name)[0]
    assert "Current reporting period 1 May 2015 to 22 May 2015" in head
    assert "Next reporting period 22 May 2015 to 26 June 2015" in head
    key = head.split("Key to the status RAG Status ")[1]
    assert key.strip() == (
        "G Green On target A Amber Some challenges, but mitigating action in place R Red Serious challenges"
    )


def test_every_authored_paragraph_stands_under_its_number(better_together: Rebuilt):
    body = words(better_together.text[better_together.text.rindex("1. Introduction") :])
    missing = [
        number
        for number, text in seed_paragraphs().items()
        if (text if " " in number else f"{number} {text}") not in body
    ]
    assert missing == []
    printed = re.findall(r"(?<![\d.£])([1-6]\.\d+) (?=[A-Z])", body.split("Author’s name")[0])
    last = {1: 1, 2: 5, 3: 1, 4: 3, 5: 11, 6: 2}  # 6.2 is the recommendation
    assert printed == [f"{section}.{number}" for section, end in last.items() for number in range(1, end + 1)]


def test_the_rows_of_the_cover_sheet_stand_in_order(better_together: Rebuilt):
    cover = better_together.text.split("Contents 1.")[0]
    lines = (
        "Date of the meeting 15/07/2015",
        "Author Sally Sandcraft - Deputy Director review, Design and Delivery (East)",
        "Sponsoring Board member Dr C McCall - GP Locality Lead Poole North",
        "Purpose of Report The report provides an overview of the status of the Better Together programme and an "
        "update on the better care fund submission.",
        "Recommendation The Governing Body is asked to note the report.",
        "Stakeholder Engagement Stakeholder engagement is an integral part of each of the Better Together "
        "workstreams.",
        "Previous GB / Committee/s, Dates Update provided at each GB meeting.",
        *DORSET_SUMMARY,
        "Yes . Sally Sandcraft, Deputy Director review, Design and Delivery (East). Initials: SSa. Date: 09/06/2015.",
    )
    assert out_of_place(cover, lines) == []
    assert cover.startswith(
        "NHS DORSET CLINICAL COMMISSIONING GROUP GOVERNING BODY MEETING Better Together Programme Update"
    )
    assert "e.g. ✓" not in better_together.text
    assert "copy and paste" not in better_together.text


def test_the_appendix_stands_behind_the_sign_off_which_lists_it(better_together: Rebuilt):
    text = words(better_together.text)
    listed = "Appendices Appendix Title Appendix 1 Better Together Whole Programme Highlight Report"
    assert text.index("Author’s name and title:") < text.index(listed) < text.index(appendix(better_together))
    contents = text.split("Contents 1.")[1].split("1. Introduction")[0]
    for box in BOXES:
        assert box.name in contents


def test_it_prints_no_telephone_number(better_together: Rebuilt):
    everything = better_together.text + better_together.compiled.html.decode()
    assert "Author’s name and title: Sally Sandcraft, Deputy Director review" in better_together.text
    assert not re.search(r"\b0\d{4}\s?\d{6}\b", everything)
    assert "Telephone" not in everything


def test_the_findings_are_these(better_together: Rebuilt):
    found = [(str(finding.severity), finding.rule) for finding in better_together.compiled.findings]
    assert found == [
        ("advisory", "assurance-all-alike"),
        ("advisory", "periods-share-day"),
        *[("advisory", "rating-missing")] * 9,
        *[("advisory", "lead-is-sponsor")] * 7,  # in six the same, in a seventh one of two leads
        ("advisory", "sum-wrong"),  # DOMAIN A9 Q15
    ]


def test_the_saving_is_worked_out_again(better_together: Rebuilt):
    (found,) = [one for one in better_together.compiled.findings if one.rule == "sum-wrong"]
    assert found.where == "Paragraph 5.7"
    assert "86,300 - 83,252 = 3,048 at £1,490 is £4.542m" in found.message


def test_the_projects_that_answer_to_their_own_lead_are_named(better_together: Rebuilt):
    found = [f for f in better_together.compiled.findings if f.rule == "lead-is-sponsor"]
    named = {finding.where.rpartition("Report, ")[2] for finding in found}
    assert named == {box.name for box in BOXES} - {"Systems Resilience Group", "Community Equipment"}
    assert found[0].message.startswith("David Vitty is its lead and its sponsor")


def test_it_passes_the_gate(better_together: Rebuilt):
    assert problems(better_together.compiled.pdf) == []


def test_a_page_that_continues_a_box_says_which_and_no_page_is_nearly_empty(better_together: Rebuilt):
    with pypdfium2.PdfDocument(better_together.compiled.pdf) as document:
        pages = [words(page.get_textpage().get_text_bounded()) for page in document]
    assert min(len(page) for page in pages) > 400
    starts = [
        next((place for place, page in enumerate(pages) if f"{box.name} Project lead" in page), None)
        for box in BOXES
    ]
    for number, page in enumerate(pages):
        if number <= starts[0]:
            assert ", continued" not in page
            continue
        begun = [box.name for box, start in zip(BOXES, starts, strict=True) if start < number]
        # The running head comes last in the file.
        opens_with_a_box = any(page.startswith(f"{box.name} Project lead") for box in BOXES)
        assert (f"| {begun[-1]}, continued" in page) is not opens_with_a_box
