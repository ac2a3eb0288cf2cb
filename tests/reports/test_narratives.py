"""What each programme reported, in words: headings, the reason once, other names; and text under headings."""

import html
import re
from typing import Any

import pytest

from reports.checks.found import Found
from reports.composition import compose
from reports.document import Document
from tests.papers.documents import page
from tests.papers.records import (
    AMBER,
    cover_field,
    initiative,
    paper,
    paragraph,
    rating,
    section,
    snapshot,
)

SUMMARY = """Before all headings.

**Resources**

Posts are filled:

- **Finance** A lead is found.

**Devolution:**

The case is made."""


def programme(slug: str = "housing", *texts: str, **changes: Any) -> dict[str, Any]:
    values = {"kind": "programme", "depth": 1, "lead": rating()} | changes
    return initiative(slug, *map(paragraph, texts or ("The plan is drafted.",)), **values)


def words(*nodes: dict[str, Any], key: str = "narratives", text: str = "", **options: Any) -> str:
    """What the page prints behind the heading of its one section."""
    printed = page(
        snapshot(initiatives=list(nodes)), paper(section(key, text, title="Told", options=options))
    )
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", printed)).split()).rsplit("Told ", 1)[1]


def composed(*nodes: dict[str, Any], **record: Any) -> Document:
    return compose(snapshot(initiatives=list(nodes), **record), paper(section("narratives", title="Told")))


def found(*nodes: dict[str, Any]) -> list[Found]:
    return list(composed(*nodes).findings)


# --- Programmes


def test_each_programme_stands_under_its_name_with_its_status_and_numbered_paragraphs():
    printed = words(programme("housing", "One.", "Two."), programme("estates", "Three.", lead=None))
    assert printed.startswith("Housing Status: G Green 1.1 One. 1.2 Two. Estates Status:")
    assert "Estates Status: Not recorded 1.3 Three." in printed


def test_a_line_in_bold_alone_is_a_heading_and_a_lead_in_is_none():
    document = composed(programme("housing", "**Workstream one**\n\nDone.", "**Two:** begun."))
    (told,) = document.sections[0].context["told"]
    first, second = told["progress"][0], told["progress"][0].paragraphs[1]
    assert (first.heading.title, first.heading.level) == ("Workstream one", 4)
    assert second.text == "Two: begun."
    assert [entry.title for entry in document.contents] == ["1. Told", "Housing"]


def test_the_reason_is_printed_once():
    node = programme("housing", "It is late.", lead=rating(AMBER, reason="The **money** is late."))
    assert "Reason for the status The money is late." in words(node)
    said = programme(
        "housing", "We tell all. The money is late.", lead=rating(AMBER, reason="The **money** is late.")
    )
    assert words(said).count("The money is late.") == 1
    assert "Reason for the status" not in words(said)
    assert "Behind plan" not in words(programme())  # of the best rating, no reason is asked for


def test_another_name_is_said_where_the_name_does_not_say_it():
    assert "Housing Also called “Homes” or “Roofs” Status" in words(programme(aliases=["Homes", "Roofs"]))
    assert "Also called" not in words(programme(name="Housing (HSG)", aliases=["HSG", "HOUSING"]))
    (finding,) = found(programme(aliases=["Homes", "Roofs"]))
    assert finding.rule == "name-drift"
    assert finding.message.startswith("Housing is also called “Homes” or “Roofs”")


def test_what_is_planned_and_the_route_to_green_follow_what_was_done():
    node = programme("housing", "Done.")
    node["report"]["paragraphs"].append(paragraph("To do.", part="planned"))
    node["report"] |= {
        "route_to_green": "A second builder.",
        "route_owner": "A Lead",
        "route_by": {"words": "May 2018"},
    }
    assert (
        "1.1 Done. Planned next 1.2 To do. Route to green A second builder. Who: A Lead By when: May 2018"
        in words(node)
    )


def test_a_silent_programme_says_so_and_is_a_finding():
    node = programme()
    node["report"]["paragraphs"] = []
    assert "No progress is reported here for this period." in words(node)
    assert [finding.rule for finding in found(node)] == ["report-missing"]
    assert found(programme()) == []


def test_a_programme_without_a_rating_is_found_once_beside_the_grid():
    data = snapshot(initiatives=[programme(lead=None)])
    both = paper(section("rating-history"), section("narratives"))
    assert [finding.rule for finding in compose(data, both).findings].count("rating-missing") == 1


def test_kinds_not_asked_for_and_private_words_are_left_out():
    node = programme("housing", "Open.")
    node["report"]["paragraphs"].append(paragraph("Secret.", is_private=True))
    printed = words(node, initiative("portfolio", paragraph("Above.")), kinds=["programme"])
    assert "Open." in printed
    assert "Secret" not in printed
    assert "Above" not in printed


def test_nothing_to_tell_is_said():
    assert "Nothing is recorded for this section." in words(kinds=["project"])


# --- Text under headings


def test_bold_lines_are_headings_and_numbers_run_on_under_them():
    printed = words(key="headed-text", text=SUMMARY)
    assert printed.startswith(
        "1.1 Before all headings. Resources 1.2 Posts are filled: Finance A lead is found. Devolution 1.3 The case"
    )
    document = compose(snapshot(), paper(section("headed-text", SUMMARY, title="Summary")))
    assert [entry.title for entry in document.contents] == ["1. Summary", "Resources", "Devolution"]


def test_a_bold_line_with_its_list_stays_a_paragraph():
    printed = words(key="headed-text", text="**Stabilising**\n\n- One\n- Two")
    assert printed.startswith("1.1 Stabilising One Two")


def test_figures_are_filled_in_and_an_empty_text_is_a_finding():
    assert "1.1 There are 0 risks." in words(key="headed-text", text="There are {{ risks.total }} risks.")
    empty = compose(snapshot(), paper(section("headed-text")))
    assert [finding.rule for finding in empty.findings] == ["section-empty"]
    assert "Nothing is written in this section." in words(key="headed-text")


# --- The front page


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("Programme Director", "Programme Director A Writer Purpose"),
        ("Author", "Author A Writer - Programme Director"),
    ],
)
def test_a_row_called_by_a_post_names_the_person_alone(label: str, printed: str):
    nobody = {"prompt": "", "status": "blank", "text": "", "considered": None, "action_required": None}
    cover = [cover_field("author", key="who", label=label, **nobody), cover_field()]
    written = paper(author={"name": "A Writer", "post": "Programme Director"}) | {"cover": cover}
    text = " ".join(re.sub(r"<[^>]+>", " ", page(snapshot(), written)).split())
    assert printed in text
