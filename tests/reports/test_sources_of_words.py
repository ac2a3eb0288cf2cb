"""Where figures in what people wrote, changes, months of a status and roles come from."""

import re
from typing import Any

import pytest
from django.urls import resolve

from reports.changes import compare
from reports.compilation import document_html
from reports.composition import compose
from reports.sections.written import END, START
from tests.papers.records import (
    AMBER,
    GREEN,
    MAJOR,
    holder,
    initiative,
    paper,
    rating,
    risk,
    section,
    snapshot,
)
from tests.reports.changes.records import april, may, milestone, node
from tests.reports.changes.records import risk as changed_risk
from tests.reports.test_rating_history import record as months
from tests.reports.test_sources import cited, rows

REGISTER = "Number of risks Register of risks 31 January 2018"
RISKS = snapshot(risks=[risk(7, MAJOR), risk(8)])


def twin(record: dict[str, Any], *sections: dict[str, Any], **changes: Any) -> str:
    return document_html(compose(record, paper(*sections) | changes), styles="/* the twin */")


def printed(record: dict[str, Any], *sections: dict[str, Any], **changes: Any) -> str:
    return document_html(compose(record, paper(*sections) | changes))


def without_links(html: str) -> str:
    return re.sub(r'<a class="cite"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


def sources(html: str) -> list[str]:
    """The rows without their numbers."""
    return [row.split(" ", 1)[1] for row in rows(html).values()]


# --- Figures in what people wrote


@pytest.mark.parametrize(
    "written",
    [
        section("introduction", "We hold {{ risks.total }} risks."),
        section("headed-text", "**Risks**\n\nWe hold {{ risks.total }} risks."),
        section("progress", "We hold {{ risks.total }} risks."),
        section("conclusion", "We hold {{ risks.total }} risks."),
        section("programme", "We hold {{ risks.total }} risks.", options={"initiative": "urgent-care"}),
        section("plan-on-a-page", "We hold {{ risks.total }} risks."),
        section("changes", "We hold {{ risks.total }} risks."),
        section("finance") | {"override": "We hold {{ risks.total }} risks.", "override_reason": "None yet."},
    ],
    ids=lambda one: one["key"],
)
def test_a_figure_named_in_a_text_leads_to_the_register(written: dict[str, Any]):
    record = RISKS | {"measures": [], "organisations": []}
    html = twin(record, written)
    anchor = dict(cited(html))["2"]
    assert rows(html)[anchor].split(" ", 1)[1] == REGISTER
    assert "We hold 2 risks." in printed(record, written)


def test_each_figure_of_a_paragraph_is_a_link_and_the_words_stay_as_they_are():
    text = "**{{ risks.total }}** open, {{ risks.major }} of them major:\n\n- {{ risks.other }} have no band\n- R&D"
    html = twin(RISKS, section("introduction", text))
    assert [words for words, _ in cited(html)] == ["2", "1 (50%)", "1 (50%)"]
    (paragraph,) = re.findall(r'<div class="para">.*?</div>', html, re.DOTALL)
    assert without_links(paragraph) in printed(RISKS, section("introduction", text))


def test_a_text_without_figures_and_one_with_unknown_figures_have_no_source():
    html = twin(RISKS, section("introduction", "2 risks, {{ risks.purple }} of them purple."))
    assert cited(html) == []
    assert rows(html) == {}


@pytest.mark.parametrize(
    "text",
    [
        "[All {{ risks.total }} risks](https://www.england.nhs.uk/)",
        "[All risks](https://www.england.nhs.uk/{{ risks.total }}/)",
        f"Typed{START}: {{{{ risks.total }}}} risks.",
        "Risks:\n\n{{ risks.total }}. In all.",
    ],
    ids=["in a link", "in an address", "beside a sign of ours", "where it begins a list"],
)
def test_where_a_figure_cannot_be_a_link_the_twin_says_what_print_says(text: str):
    html = twin(RISKS, section("introduction", text))
    assert cited(html) == []
    assert sources(html) == [REGISTER]
    (paragraph,) = re.findall(r'<div class="para">.*?</div>', html, re.DOTALL)
    assert paragraph in printed(RISKS, section("introduction", text))


def test_signs_around_a_figure_reach_no_paper():
    sections = [section("introduction", "{{ risks.total }}"), section("headed-text", "**{{ risks.total }}**")]
    for html in (twin(RISKS, *sections), printed(RISKS, *sections)):
        assert not {START, END} & set(html)


def test_what_a_programme_reported_is_no_text_of_the_author():
    said = initiative("urgent-care", {"part": "progress", "text": "{{ risks.total }}", "is_private": False})
    assert cited(twin(snapshot(initiatives=[said]), section("progress"))) == []


# --- What changed


def changes_of(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {"changes": compare(before, after).plain()}


def test_a_change_leads_to_its_risk_its_initiative_or_the_comparison():
    frozen = changes_of(
        april(node(rating="Green"), node("gone"), milestones=[milestone("June 2017")]),
        may(node(rating="Amber"), milestones=[milestone("July 2017")], risks=[changed_risk()]),
    )
    html = twin(snapshot(), section("changes"), **frozen)
    found = [(words, rows(html)[anchor].split(" ", 1)[1]) for words, anchor in cited(html)]
    whole, portfolio = (
        f"What changed {name} 31 January 2018"
        for name in ("What changed in January 2018", "Portfolio Urgent care")
    )
    assert found == [
        ("4 changes between April 2017 and May 2017.", whole),
        ("Urgent Care", portfolio),
        ("Urgent Care", portfolio),
        ("Risk 12", "What changed Risk 12 31 January 2018"),
        ("Gone", whole),
    ]
    assert 'class="cite"' not in printed(snapshot(), section("changes"), **frozen)


def test_the_twin_prints_the_sentences_that_print_has():
    frozen = changes_of(april(node(rating="Green")), may(node(rating="Amber", reason="Beds <short> & *few*")))
    html = twin(snapshot(), section("changes"), **frozen)
    paragraphs = re.findall(r'<div class="para">.*?</div>', html, re.DOTALL)
    assert len(paragraphs) == 2
    for paragraph in paragraphs:
        assert without_links(paragraph) in printed(snapshot(), section("changes"), **frozen)


# --- Status over months


def test_months_before_lead_to_the_status_page_of_their_own():
    html = twin(months(3, carers=[AMBER, None, GREEN], homes=[GREEN, None, None]), section("rating-history"))
    found = [(words, rows(html)[anchor].split(" ", 1)[1]) for words, anchor in cited(html)]
    november = "Status Status of all initiatives in November 2017 28 November 2017"
    assert found == [
        (
            "January 2018: Green 1, Amber 0, not recorded 1; 2 in all.",
            "Status Status of all initiatives in January 2018 31 January 2018",
        ),
        ("A Amber", november),
        ("G Green", "Status Programme Carers 31 January 2018"),
        ("G Green", november),
    ]
    assert "December" not in " ".join(sources(html))
    assert '<a href="/northmere/?period=2017-11">' in html


# --- Roles


def test_who_holds_a_role_leads_to_the_initiative():
    people = [holder("sro", "Ann *Lee*"), holder("lead", "Bo Day")]
    record = snapshot(initiatives=[initiative("urgent-care", people=people)])
    source = "Roles Portfolio Urgent care 31 January 2018"
    as_sentence = twin(record, section("roles", options={"initiative": "urgent-care"}))
    as_table = twin(record, section("roles"))
    in_programme = twin(
        record | {"measures": []}, section("programme", options={"initiative": "urgent-care"})
    )
    for html in (as_sentence, as_table, in_programme):
        assert [words for words, _ in cited(html)] == ["Ann *Lee*", "Bo Day"]
        assert sources(html) == [source]
    assert cited(twin(snapshot(), section("roles"))) == []


# --- All of them


def test_every_address_is_a_page_of_the_portal_and_no_private_row_is_a_source():
    private = {"is_private": True, "private_reason": "Section 43."}
    record = months(2, carers=[AMBER, rating()["level"]]) | {"risks": [risk(7), risk(8, **private)]}
    frozen = changes_of(april(node(rating="Green")), may(node(rating="Amber"), risks=[changed_risk()]))
    sections = [section("introduction", "{{ risks.total }}"), section("changes"), section("rating-history")]
    html = twin(record, *sections, **frozen)
    addresses = re.findall(r'data-label="Record"><a href="([^"?]+)', html)
    assert {resolve(address).view_name for address in addresses} == {
        "risks:register",
        "risks:risk",
        "reports:changes",
        "reports:initiative",
        "reports:portfolio-status",
    }
    assert "Risk 8" not in html
    assert ("1", "source-1") in cited(html)
    in_private = twin(record, *sections, **frozen, session="private")
    assert ("2", "source-1") in cited(in_private)
