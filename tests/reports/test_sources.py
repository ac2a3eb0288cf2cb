"""Where the figures and statuses of a paper come from."""

import re
from typing import Any

import pytest
from django.urls import resolve

from reports.compilation import compile_paper, document_html
from reports.composition import compose
from tests.papers.gate import pdf_text, problems
from tests.papers.records import AMBER, MAJOR, ask, initiative, paper, paragraph, rating, section, snapshot
from tests.papers.register_records import PRIVATE, logged_risk, recommendation, review, score, update

BEFORE = {"slug": "2017-12", "label": "December 2017", "first_day": "2017-12-01", "last_day": "2017-12-31"}
RECORD = snapshot(
    previous_period=BEFORE,
    initiatives=[
        initiative(
            "urgent-care",
            paragraph("The ward is open."),
            lead=rating(),
            previous_rating=rating(AMBER),
            dimensions={"cost": {"lead": rating(AMBER), "pmo": None}},
        )
    ],
    risks=[
        logged_risk(7, score(band=MAJOR)),
        logged_risk(8, title="Zanzibar", **PRIVATE),
    ],
    asks=[ask("beds", is_carried_over=True)],
    reviews=[review(recommendation(3, update("Begun.", on="2018-01-20")), recommendation(4))],
)
SECTIONS = ("report", "progress", "highlight-boxes", "asks-discussion", "risk_log", "review_tracker")


def twin(record: dict[str, Any] = RECORD, *keys: str, **changes: Any) -> str:
    written = paper(*(section(key) for key in keys or SECTIONS), **changes)
    return document_html(compose(record, written), styles="/* the twin */")


def rows(html: str) -> dict[str, str]:
    """The words of each row of the sources, by its anchor."""
    found = re.findall(r'<tr role="row" id="(source-\d+)">(.*?)</tr>', html)
    return {anchor: " ".join(re.sub(r"<[^>]+>", " ", row).split()) for anchor, row in found}


def cited(html: str) -> list[tuple[str, str]]:
    """What leads to a source: its words and the anchor."""
    found = re.findall(r'<a class="cite" href="#(source-\d+)">(.*?)</a>', html)
    return [(" ".join(re.sub(r"<[^>]+>", " ", words).split()), anchor) for anchor, words in found]


def test_a_status_leads_to_the_initiative_and_its_date():
    html = twin(RECORD, "report")
    assert dict(cited(html))["G Green"] == "source-1"
    assert rows(html)["source-1"] == "1 Status Portfolio Urgent care 31 January 2018"
    assert '<a href="/northmere/initiatives/urgent-care/?period=2018-01">Portfolio Urgent care</a>' in html


@pytest.mark.parametrize(
    ("key", "words", "row"),
    [
        ("report", "1 (100%)", "Number of risks Register of risks 31 January 2018"),
        ("progress", "A Amber", "Previous status Portfolio Urgent care 31 December 2017"),
        ("highlight-boxes", "G Green", "Status Portfolio Urgent care 31 January 2018"),
        (
            "asks-discussion",
            "First asked in January 2018; not answered yet.",
            "Ask and answer Ask of January 2018: Urgent care 31 January 2018",
        ),
        ("risk_log", "16", "Assessment Risk 7 2 January 2018"),
        ("review_tracker", "On track", "Status Recommendation 3 of NHSE stocktake 20 January 2018"),
    ],
)
def test_each_section_says_where_its_figures_and_statuses_come_from(key: str, words: str, row: str):
    html = twin(RECORD, key)
    anchor = dict(reversed(cited(html)))[words]
    assert rows(html)[anchor].split(" ", 1)[1] == row


@pytest.mark.parametrize("key", ["outcomes", "plan-on-a-page"])
def test_an_outcome_of_the_whole_area_leads_to_its_record(key: str):
    of_all = {"number": 1, "initiative": None, "title": "longer lives", "gap": "health", "readings": []}
    public = {"is_private": False, "private_reason": ""}
    html = twin(snapshot(measures=[of_all | public]), key)
    assert cited(html) == [("longer lives", "source-1")]
    assert rows(html)["source-1"] == "1 Outcomes Outcomes of the whole area 31 January 2018"
    assert '<a href="/northmere/?period=2018-01">Outcomes of the whole area</a>' in html
    assert rows(twin(snapshot(measures=[]), key)) == {}


def test_every_link_leads_to_a_row_and_every_row_to_a_page_of_the_portal():
    html = twin()
    assert {anchor for _, anchor in cited(html)} <= set(rows(html))
    addresses = re.findall(r'data-label="Record"><a href="([^"]+)"', html)
    assert len(addresses) == len(rows(html)) >= 6
    assert {resolve(address.partition("?")[0]).view_name for address in addresses} == {
        "reports:initiative",
        "risks:register",
        "risks:risk",
        "risks:ask",
        "risks:recommendation",
    }


def test_a_record_stands_once_however_often_it_is_printed():
    printed = rows(twin(RECORD, "report", "progress"))
    assert sum("31 January 2018" in row and "Urgent care" in row for row in printed.values()) == 1


def test_a_rating_that_was_carried_forward_is_told_as_at_the_period_it_is_of():
    silent = initiative("silent", not_updated={"since": "July 2017", "days": 45})
    silent["ratings"]["carried"] = rating(AMBER)
    assert rows(twin(snapshot(initiatives=[silent]), "report"))["source-1"].endswith("Silent July 2017")


def test_print_has_no_links_and_no_sources_unless_the_paper_asks_for_them():
    written = paper(*(section(key) for key in SECTIONS))
    printed = document_html(compose(RECORD, written))
    assert "source-1" not in printed
    assert 'class="cite"' not in printed
    asked = document_html(compose(RECORD, paper(section("report"), section("sources"))))
    assert rows(asked)["source-1"].endswith(
        "/northmere/initiatives/urgent-care/?period=2018-01 31 January 2018"
    )
    assert 'class="cite"' not in asked


def test_the_twin_prints_the_sources_once():
    assert twin(RECORD, "report", "sources").count('id="source-1"') == 1
    assert 'id="sources"' not in twin(RECORD, "report", "sources")
    assert 'id="sources"' not in twin(RECORD, "introduction")


def test_the_section_prints_what_stands_before_and_behind_it():
    html = twin(RECORD, "sources", "report")
    assert len(rows(html)) == 2
    assert "This paper prints no figure or status of the record." in twin(RECORD, "sources")


def test_private_rows_are_no_source_of_a_public_paper():
    assert "Risk 8" not in twin()
    assert "Zanzibar" not in twin()
    assert "Risk 8" in twin(session="private")


def test_a_risk_is_named_by_its_number_alone():
    unpublished = snapshot(
        risks=[logged_risk(9, title="Zanzibar", statement="Zanzibar.", is_published=False)]
    )
    assert "Zanzibar" not in twin(unpublished, "risk_log")


def test_the_file_with_its_sources_passes_the_gate():
    compiled = compile_paper(RECORD, paper(section("report"), section("sources", options={"appendix": True})))
    assert problems(compiled.pdf) == []
    assert "Portfolio Urgent care /northmere/initiatives/urgent-care/?period=2018-01" in pdf_text(
        compiled.pdf
    )
