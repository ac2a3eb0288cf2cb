"""Cornwall's risks log and its two trackers of November 2017 come out of the example data, sentence by sentence.

``seed_003`` reads the three tables as printed. The text of the PDF is what a screen reader reads; a row that runs
on to the next page is cut there, so that whole sentences are looked for in the HTML twin as well.
"""

import re

import pytest

from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt
from tests.papers.seed_003 import APPENDIX_1, APPENDIX_2, RISKS, SEED, register
from tests.papers.seed_tables import html_text, is_printed, rows, without_heads

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HEADS = {
    "risks_log": "Risk description Date logged Likelihood Impact Priority Risk Owner Controls Planned actions",
    "stocktake": (
        "Action proposed by NHSE SoF Response By When Accountable Lead and Supporting Officer "
        "Group to oversee action, implementation, monitoring and evaluation"
    ),
    "mid_year": "Recommendation Progress Update",
}
OWNERS = [
    *["Tracey Lee", "Jackie Pendleton", "Trevor Doughty", "Karl Simkins", "Steve Trowell", "Karl Simkins"],
    *["Nick Hayden / Tracey Lee", "Jackie Pendleton"],
]
LOGGED = ["01/06", "03/17", "01.07", "03/17", "03/17", "01/05", "11/17", ""]


def text_of(name: str, paper: Rebuilt, medium: str) -> str:
    """What a paper says behind its cover, without the heads of its table."""
    if medium == "html":
        return without_heads(html_text(paper.compiled.html), HEADS[name])
    return hyphened(without_heads(paper.text[paper.text.index("1. ") :], HEADS[name]))


def hyphened(text: str) -> str:
    """No space after a hyphen within words, where a line of the PDF ends."""
    return re.sub(r"(?<=\w-) (?=\w)", "", text.replace("\2", "-"))


TABLES = [
    pytest.param("risks_log", RISKS, APPENDIX_1, 103, id="risks log"),
    pytest.param("stocktake", APPENDIX_1, APPENDIX_2, 113, id="stocktake"),
    pytest.param("mid_year", APPENDIX_2, "", 72, id="mid-year review"),
]


@pytest.mark.parametrize(("name", "start", "end", "number"), TABLES)
def test_the_seed_has_sentences_enough_to_prove_anything(name: str, start: str, end: str, number: int):
    assert len(register(start, end)) == number


@pytest.mark.parametrize(("name", "start", "end", "number"), TABLES)
def test_every_sentence_of_the_seed_is_in_the_paper(
    request: pytest.FixtureRequest, name: str, start: str, end: str, number: int
):
    paper: Rebuilt = request.getfixturevalue(name)
    html, pdf = (text_of(name, paper, medium) for medium in ("html", "pdf"))
    wanted = register(start, end)

    assert [sentence for sentence in wanted if sentence not in html] == []
    assert [sentence for sentence in wanted if not is_printed(hyphened(sentence), pdf)] == []
    assert sum(hyphened(sentence) not in pdf for sentence in wanted) < 8  # those of rows that run on


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
    printed = [cells[2:5] for cells in rows(SEED, RISKS, APPENDIX_1) if cells[2:5] == ["4", "4", "16"]]

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
