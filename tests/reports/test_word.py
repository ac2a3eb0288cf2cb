"""The Word file of a paper: real headings, lists and tables, ratings that need no colour, and nothing of today."""

import io
import os
import subprocess
import sys
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.compilation import document_html
from reports.composition import compose
from reports.word.file import word_file
from tests.papers.documents import PNG, document, table
from tests.papers.records import (
    AMBER,
    GREEN,
    MAJOR,
    cover_field,
    initiative,
    paper,
    paragraph,
    rating,
    section,
    snapshot,
)
from tests.papers.register_records import control, logged_risk, score

HEAD = '<meta name="dcterms.created" content="2018-02-07">'


def word(record: dict[str, Any], written: dict[str, Any]) -> Any:
    """The Word file of a paper, opened again."""
    return docx.Document(io.BytesIO(word_file(document_html(compose(record, written)))))


def of_html(body: str) -> Any:
    return docx.Document(io.BytesIO(word_file(document(body, head=HEAD))))


def lines(file: Any) -> list[tuple[str, str]]:
    """Style and words of each paragraph outside tables that says something."""
    return [(one.style.name, one.text) for one in file.paragraphs if one.text.strip()]


def test_sections_have_real_headings_and_paragraphs_their_numbers():
    record = snapshot(
        initiatives=[
            initiative("care", paragraph("The ward is open."), lead=rating()),
            initiative("team", paragraph("Hired."), depth=1, parent="care", kind="programme"),
        ]
    )
    file = word(record, paper(section("introduction", "One.\n\nTwo."), section("progress")))
    found = lines(file)
    for line in (
        ("Cover Organisation", "NHS NORTHMERE"),
        ("Title", "Plan update"),
        ("Heading 1", "1. Introduction"),
        ("Numbered Paragraph", "1.1\tOne."),
        ("Numbered Paragraph", "1.2\tTwo."),
        ("Heading 2", "Care"),
        ("Heading 3", "Team"),
        ("Lead", "Status: \N{NO-BREAK SPACE}●\N{NO-BREAK SPACE}G\N{NO-BREAK SPACE} Green (On Track)"),
    ):
        assert line in found
    assert [style for style, _ in found].count("Title") == 1


def test_it_is_described_by_the_record_and_never_by_today():
    about = word(snapshot(), paper(section("introduction", "One."))).core_properties
    assert (about.title, about.author, about.subject, about.language) == (
        "Plan update",
        "A Writer, Assurance Lead",
        "Update, Northmere, January 2018",
        "en-GB",
    )
    assert {about.created.date().isoformat(), about.modified.date().isoformat()} == {"2018-02-07"}
    assert about.comments == ""


def test_a_title_longer_than_a_property_is_cut_there_and_printed_whole():
    title = "Plan update " + "of the programme of change " * 10
    file = word(snapshot(), paper(section("introduction", "One."), title=title.strip()))
    assert len(title.strip()) > 255
    assert len(file.core_properties.title) <= 255
    assert file.core_properties.title == title[:254].rstrip() + "…"
    assert ("Title", title.strip()) in lines(file)


def test_a_list_is_a_list_with_its_levels_and_each_numbered_one_begins_anew():
    text = "Two kinds:\n\n- a\n  - deep\n- b\n\nThen:\n\n1. first\n2. second\n\nAnd:\n\n1. again"
    file = word(snapshot(), paper(section("introduction", text)))
    points = {
        one.text: one.paragraph_format.element.pPr.numPr
        for one in file.paragraphs
        if one.paragraph_format.element.pPr.numPr is not None
    }
    levels = {words: number.ilvl.val for words, number in points.items()}
    assert levels == {"a": 0, "deep": 1, "b": 0, "first": 0, "second": 0, "again": 0}
    lists = {words: number.numId.val for words, number in points.items()}
    assert lists["a"] == lists["b"] == lists["deep"]
    assert lists["first"] == lists["second"] != lists["again"]


def test_a_table_has_a_head_that_repeats_its_caption_and_the_widths_of_print():
    rated = initiative("care", lead=rating(AMBER))
    file = word(snapshot(initiatives=[rated]), paper(section("report")))
    summary = next(one for one in file.tables if one.cell(0, 0).text == "Programme")
    assert summary._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert summary._tbl.tr_lst[1].trPr.find(qn("w:tblHeader")) is None
    assert summary._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Status of each programme"
    first, second = (int(column.get(qn("w:w"))) for column in summary._tbl.tblGrid)
    assert round(first / (first + second), 2) == 0.60
    assert ("Caption", "Status of each programme") in lines(file)


def test_a_rating_is_word_letter_and_shape_on_its_colour():
    rated = initiative("care", lead=rating(AMBER), previous_rating=None)
    file = word(snapshot(initiatives=[rated]), paper(section("highlight-boxes")))
    facts = next(one for one in file.tables if one.cell(0, 0).text == "Portfolio lead")
    assert facts.cell(1, 2).text == "○\N{NO-BREAK SPACE}Not recorded"
    sign, name = facts.cell(1, 3).paragraphs[0].runs
    assert (sign.text.split(), name.text.strip()) == (["▲", "A"], "Amber")
    assert sign._r.rPr.find(qn("w:shd")).get(qn("w:fill")) == "F5A300"


def test_wide_registers_lie_and_what_follows_stands_again():
    file = word(
        snapshot(
            risks=[logged_risk(1, score(band=MAJOR), controls=[control("A plan."), control("A team.", 1)])]
        ),
        paper(section("introduction", "One."), section("risk_log"), section("finance", "Two.")),
    )
    lying = [one.page_width > one.page_height for one in file.sections]
    assert lying == [False, True, False]
    assert file.tables[-1].cell(2, 6).text == "A plan.\nA team."


def test_pages_are_numbered_in_the_footer():
    file = word(snapshot(), paper(section("introduction", "One.")))
    footer = file.sections[0].footer._element
    assert [code.text.strip() for code in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    words = "".join(one.text for one in footer.iter(qn("w:t")))
    assert words == "Plan update | Page 1 of 1"


def test_contents_lead_to_the_headings():
    file = word(snapshot(), paper(section("introduction", "One."), section("finance", "Two.")))
    anchors = [link.get(qn("w:anchor")) for link in file.element.body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in file.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors == ["section_1", "section_2"]
    assert set(anchors) <= marks
    assert any("TOC" in code.text for code in file.element.body.iter(qn("w:instrText")))


def test_a_link_leads_where_it_says():
    file = word(
        snapshot(), paper(section("introduction", "See [the **plan**](https://www.example.org/plan)."))
    )
    link = next(file.element.body.iter(qn("w:hyperlink")))
    assert file.part.rels[link.get(qn("r:id"))].target_ref == "https://www.example.org/plan"
    assert link.xpath("string(.)") == "the plan"


def test_a_picture_has_its_words_and_fits():
    file = of_html(f'<div><img src="{PNG}" alt="NHS Northmere"></div>')
    (picture,) = file.inline_shapes
    assert picture._inline.docPr.get("descr") == "NHS Northmere"
    assert picture.width <= Mm(62)


def test_a_cell_that_spans_rows_or_columns_spans_them():
    rows = (
        '<tr><td rowspan="2">a</td><td>b</td></tr>',
        "<tr><td>c</td></tr>",
        '<tr><td colspan="2">d</td></tr>',
    )
    (made,) = of_html(table(*rows)).tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["Risk", "Score"],
        ["a", "b"],
        ["a", "c"],
        ["d", "d"],
    ]


def test_signs_that_look_like_markup_stay_words():
    file = word(snapshot(), paper(section("introduction", "a < b & <b>c</b>")))
    assert ("Numbered Paragraph", "1.1\ta < b & <b>c</b>") in lines(file)


def everything() -> tuple[dict[str, Any], dict[str, Any]]:
    record = snapshot(
        initiatives=[initiative("care", paragraph("Open."), lead=rating(GREEN))],
        risks=[logged_risk(1, score(band=MAJOR))],
    )
    keys = ("introduction", "report", "progress", "highlight-boxes", "risk_log", "sources")
    return record, paper(*(section(key, "Words.") for key in keys), cover=[cover_field("assurance")])


def test_every_part_can_be_read_and_none_is_of_today():
    with ZipFile(io.BytesIO(word_file(document_html(compose(*everything()))))) as parts:
        assert parts.testzip() is None
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        written = b"".join(parts.read(name) for name in parts.namelist())
    assert b"python-docx" not in written


ELSEWHERE = """
import django; django.setup()
import hashlib
from tests.reports.test_word import everything, word_file, document_html, compose
print(hashlib.sha256(word_file(document_html(compose(*everything())))).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_give_the_same_bytes():
    def hashed(seed: str) -> str:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "stp_portal.settings",
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Tokyo",
        }
        command = [sys.executable, "-c", ELSEWHERE]
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert hashed("1") == hashed("2") != ""


def test_a_signature_has_a_line_to_sign_on_and_stays_with_its_name():
    file = of_html(
        '<div class="signature"><p class="signature__line">Signed:</p>'
        '<p class="signature__name">A Chair</p><p>Accountable Officer</p></div>'
    )
    assert lines(file)[-3:] == [
        ("Signature Line", "Signed:"),
        ("Signature Name", "A Chair"),
        ("Signature Text", "Accountable Officer"),
    ]
    line, name = file.styles["Signature Line"], file.styles["Signature Name"]
    assert line.element.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}") is not None
    assert line.paragraph_format.keep_with_next
    assert name.paragraph_format.keep_with_next


def test_a_list_from_the_record_stands_below_the_words_of_its_paragraph():
    first, other = (
        of_html(f"<ul{kind}><li>NHS Northmere</li></ul>").paragraphs[-1]
        for kind in (' class="record-list"', "")
    )
    assert first.paragraph_format.left_indent - other.paragraph_format.left_indent == Mm(13).twips * 635
