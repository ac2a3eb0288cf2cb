"""Cornwall's risks log and its two trackers of November 2017 come out of the example data, sentence by sentence.

``seeds/003.txt`` holds the three tables as printed. The text of the PDF is what a screen reader reads; a row that runs
on to the next page is cut there, so that whole sentences are looked for in the HTML twin as well.
"""

import re

import pytest

from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt
from tests.papers.seed_tables import html_text, is_printed, points, rows, sentences, without_heads

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

RISKS, APPENDIX_1, APPENDIX_2 = "### **Risks log**", "# **Appendix 1-", "## **Appendix 2-"
HEADS = {
    "risks_log": "Risk description Date logged Likelihood Impact Priority Risk Owner Controls Planned actions",
    "stocktake": (
        "Action proposed by NHSE SoF Response By When Accountable Lead and Supporting Officer "
        "Group to oversee action, implementation, monitoring and evaluation"
    ),
    "mid_year": "Recommendation Progress Update",
}
# What the text we have runs together or cuts in two -> what the papers print, and why.
CORRECTIONS: dict[str, tuple[str, ...]] = {
    # Points of one cell.
    "Emergent communications and engagement strategy Inquiry days enabling concerns of stakeholders to be heard and "
    "addressed Event for clinicians 12th Dec to discuss benefits of ACS": (
        "Emergent communications and engagement strategy",
        "Inquiry days enabling concerns of stakeholders to be heard and addressed",
        "Event for clinicians 12th Dec to discuss benefits of ACS",
    ),
    "Chief Officers to take on agreed system leadership roles - by Dec 17 Wider system leaders workshop to identify "
    "and address barriers to system leadership - Nov 17 CEO facilitated sessions - Feb 18 Clinical and management "
    "workshops to scenario test changes and address leadership challenges - Feb 18 Further OD work to be taken "
    "forward as part of ASC developments": (
        "Chief Officers to take on agreed system leadership roles - by Dec 17",
        "Wider system leaders workshop to identify and address barriers to system leadership - Nov 17",
        "CEO facilitated sessions - Feb 18",
        "Clinical and management workshops to scenario test changes and address leadership challenges - Feb 18",
        "Further OD work to be taken forward as part of ASC developments",
    ),
    # A word cut by the end of the page, and the end of its sentence on the next.
    "The daily average target is 115 total delays and 28 social care delays (actual for October was 122.2 in total "
    "and 64.8 for social care — un-": (
        "The daily average target is 115 total delays and 28 social care delays (actual for October was 122.2 in "
        "total and 64.8 for social care — unvalidated).",
    ),
    "validated).": (),
    # The row runs on to the next page.
    "Review of governance arrangements for system priorities to commence": (
        "Review of governance arrangements for system priorities to commence following conclusion of mid year review.",
    ),
    "following conclusion of mid year review.": (),
    # Owners by name, and a comma for the second “and”.
    "Tracey Lee / Nick Hayden": ("Nick Hayden / Tracey Lee",),
    "Kate Kennally supported by Jessie Hamshar and SoF PMO": (
        "Kate Kennally supported by Jessie Hamshar, SoF PMO",
    ),
    # The name of the last group is lost in the text we have; what stands beside two others are bits of their names.
    "- L": ("Governance",),
    "\u041c\u043e\u0441": (),
    "S &": (),
}
OWNERS = [
    *["Tracey Lee", "Jackie Pendleton", "Trevor Doughty", "Karl Simkins", "Steve Trowell", "Karl Simkins"],
    *["Nick Hayden / Tracey Lee", "Jackie Pendleton"],
]
LOGGED = ["01/06", "03/17", "01.07", "03/17", "03/17", "01/05", "11/17", ""]


def is_head(cells: list[str]) -> bool:
    """Whether a line is of the head of a table, which stands on each page, or the rule below it."""
    words = " ".join(cells)
    return bool(re.match(r"\W*$", words)) or any(
        head in words
        for head in ("Likelihood", "Risk description", "NHSE stocktake action", "Progress Update")
    )


def expected(start: str, end: str = "") -> list[str]:
    """Every sentence of a table of the seed, as the papers are to print it."""
    found: list[str] = []
    for cells in rows("003.txt", start, end):
        if is_head(cells):
            # A row runs on to the next page: what is left of it has got into the head there.
            cells = [
                cell.removesuffix(" Planned actions") for cell in cells if cell.startswith("Work is ongoing")
            ]
        for cell in cells:
            for point in points(cell):
                for sentence in (point,) if point in CORRECTIONS else sentences(point):
                    found += CORRECTIONS.get(sentence, (sentence,))
    return found


def text_of(name: str, paper: Rebuilt, medium: str) -> str:
    """What a paper says behind its cover, without the heads of its table."""
    if medium == "html":
        return without_heads(html_text(paper.compiled.html), HEADS[name])
    return without_heads(paper.text[paper.text.index("1. ") :], HEADS[name])


TABLES = [
    pytest.param("risks_log", RISKS, APPENDIX_1, 103, id="risks log"),
    pytest.param("stocktake", APPENDIX_1, APPENDIX_2, 113, id="stocktake"),
    pytest.param("mid_year", APPENDIX_2, "", 74, id="mid-year review"),
]


@pytest.mark.parametrize(("name", "start", "end", "number"), TABLES)
def test_the_seed_has_sentences_enough_to_prove_anything(name: str, start: str, end: str, number: int):
    assert len(expected(start, end)) == number


@pytest.mark.parametrize(("name", "start", "end", "number"), TABLES)
def test_every_sentence_of_the_seed_is_in_the_paper(
    request: pytest.FixtureRequest, name: str, start: str, end: str, number: int
):
    paper: Rebuilt = request.getfixturevalue(name)
    html, pdf = (text_of(name, paper, medium) for medium in ("html", "pdf"))
    wanted = expected(start, end)

    assert [sentence for sentence in wanted if sentence not in html] == []
    assert [sentence for sentence in wanted if not is_printed(sentence, pdf)] == []
    assert sum(sentence not in pdf for sentence in wanted) < 8  # those of rows that run on


@pytest.mark.parametrize("name", HEADS)
def test_a_sentence_the_seed_does_not_have_is_not_found(request: pytest.FixtureRequest, name: str):
    """Or the test above would pass for anything."""
    paper: Rebuilt = request.getfixturevalue(name)
    for sentence in ("Additional support commissioned from AHSM.", "Actioned by the Leadership Board."):
        assert not is_printed(sentence, text_of(name, paper, "pdf"))


def test_each_risk_stands_with_its_date_its_score_and_its_owners(risks_log: Rebuilt):
    html = text_of("risks_log", risks_log, "html")
    statements = [risk["statement"] for risk in risks_log.snapshot["risks"]]

    assert len(statements) == len(OWNERS) == len(LOGGED) == 8
    for statement, logged, owner in zip(statements, LOGGED, OWNERS, strict=True):
        row = f"{statement} {logged}".strip()
        after = html[html.index(row) + len(row) :].split()
        assert " ".join(after[:3]) == "4 4 16"
        assert " ".join(after[3:]).startswith(owner)


def test_priority_is_likelihood_times_impact(risks_log: Rebuilt):
    scores = [risk["scores"]["current"] for risk in risks_log.snapshot["risks"]]
    printed = [cells[2:5] for cells in rows("003.txt", RISKS, APPENDIX_1) if cells[2:5] == ["4", "4", "16"]]

    assert len(printed) == len(scores) == 8
    for score, (likelihood, impact, priority) in zip(scores, printed, strict=True):
        assert score["likelihood"] * score["impact"] == score["score"] == int(priority)
        assert (score["likelihood"], score["impact"]) == (int(likelihood), int(impact))


@pytest.mark.parametrize(("name", "number"), [("stocktake", 15), ("mid_year", 23)])
def test_every_row_of_a_tracker_is_there_and_none_is_closed(
    request: pytest.FixtureRequest, name: str, number: int
):
    paper: Rebuilt = request.getfixturevalue(name)
    kind = {"stocktake": "stocktake", "mid_year": "mid_year"}[name]
    (review,) = [one for one in paper.snapshot["reviews"] if one["kind"] == kind]

    assert len(review["recommendations"]) == number
    assert not any(row["closed_on"] for row in review["recommendations"])
    assert "Closed" not in paper.text


def test_a_theme_is_printed_once_over_its_rows(stocktake: Rebuilt, mid_year: Rebuilt):
    for name, paper, themes in (
        ("stocktake", stocktake, ["Leadership", "Communication", "Safety and Quality", "FYFV", "Workforce"]),
        ("mid_year", mid_year, ["Model of Care & PCBC", "System Reform", "Resources", "Governance"]),
    ):
        pdf = text_of(name, paper, "pdf")
        places = [
            pdf.index(f"{'NHSE stocktake action required: ' if name == 'stocktake' else ''}{one}")
            for one in themes
        ]
        assert places == sorted(places)
    assert stocktake.text.count("NHSE stocktake action required:") == 6


def test_an_update_of_two_rows_is_printed_once(mid_year: Rebuilt):
    assert mid_year.text.count("Commissioning leadership agreed.") == 1
    assert "As above." in mid_year.text


@pytest.mark.parametrize("name", HEADS)
def test_no_telephone_number_and_no_address_is_in_it(request: pytest.FixtureRequest, name: str):
    paper: Rebuilt = request.getfixturevalue(name)
    for read in (paper.text, html_text(paper.compiled.html)):
        assert not re.search(r"\b0\d{3,4}[ -]?\d{5,6}\b|@|https?://", read)


@pytest.mark.parametrize("name", HEADS)
def test_it_passes_the_gate(request: pytest.FixtureRequest, name: str):
    paper: Rebuilt = request.getfixturevalue(name)
    assert problems(paper.compiled.pdf) == []
