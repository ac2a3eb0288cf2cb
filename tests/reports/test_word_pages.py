"""How a Word file falls on its pages: what stays together, what begins a page, what is made to fit."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.word.file import word_file
from tests.papers.documents import document, table

HEAD = '<meta name="dcterms.created" content="2018-02-07">'


def of_html(body: str) -> Any:
    return docx.Document(io.BytesIO(word_file(document(body, head=HEAD))))


def named(file: Any, words: str) -> Any:
    return next(one for one in file.paragraphs if words in one.text)


def keeps(paragraph: Any, tag: str) -> bool:
    return paragraph._p.pPr.find(qn(tag)) is not None


def para(words: str, more: str = "", classes: str = "para") -> str:
    return f'<div class="{classes}"><p><span class="para__number">1.1</span> {words}</p>{more}</div>'


def test_the_words_that_lead_in_a_list_stay_with_it():
    file = of_html(para("We will:", "<ul><li>begin;</li></ul>") + para("We began."))
    assert keeps(named(file, "We will:"), "w:keepNext")
    assert not keeps(named(file, "We began."), "w:keepNext")


def test_an_ask_is_bold_and_its_number_is_not():
    ask, other = (named(of_html(para("SLT is asked.", classes=one)), "SLT") for one in ("para ask", "para"))
    assert {run.text: bool(run.bold) for run in ask.runs} == {"1.1\t": False, "SLT is asked.": True}
    assert not any(run.bold for run in other.runs)


def test_pages_that_lie_have_the_narrow_margins_of_print():
    file = of_html('<section class="section wide"><h2>Risks</h2><p>None.</p></section>')
    lying = next(one for one in file.sections if one.page_width > one.page_height)
    upright = next(one for one in file.sections if one.page_width < one.page_height)
    assert round(lying.left_margin / Mm(1)) == round(lying.right_margin / Mm(1)) == 16
    assert round(upright.left_margin / Mm(1)) == 22


@pytest.mark.parametrize(("classes", "begins"), [("contents", True), ("contents contents--short", False)])
def test_the_paper_begins_below_short_contents_and_behind_long_ones(classes: str, begins: bool):
    entry = '<li class="contents__entry contents__entry--2"><a href="#one">1. One</a></li>'
    contents = f'<nav class="{classes}"><h2>Contents</h2><ol>{entry}</ol></nav>'
    file = of_html(f'{contents}<section class="section" id="one"><h2>1. One</h2><p>Words.</p></section>')
    heading = next(one for one in file.paragraphs if one.style.name == "Heading 1")
    assert keeps(heading, "w:pageBreakBefore") is begins


def test_lists_of_a_plan_on_a_page_stand_level():
    points = '<div class="outcomes"><ul><li>Closing the gap</li></ul></div>'
    inside, outside = (named(of_html(one), "gap") for one in (f'<div class="plan">{points}</div>', points))
    indents = [int(one._p.pPr.find(qn("w:ind")).get(qn("w:left"))) for one in (inside, outside)]
    assert indents[0] < indents[1]


def test_where_a_page_cuts_a_row_it_cuts_no_point_of_a_list():
    file = of_html(table("<tr><td><ul><li>One.</li><li>Two.</li></ul></td><td>4</td></tr>"))
    points = file.tables[0].cell(1, 0).paragraphs
    assert [keeps(one, "w:keepLines") for one in points] == [True, True]


def test_rows_of_a_table_with_many_columns_stand_close():
    def before(columns: int) -> list[bool]:
        row = "<tr>" + "<td><ul><li>Not recorded</li></ul></td>" * columns + "</tr>"
        made = of_html(f'<table class="table"><tbody>{row}</tbody></table>').tables[0]
        return [keeps(cell.paragraphs[0], "w:spacing") for cell in made.rows[0].cells]

    assert set(before(9)) == {True}
    assert set(before(8)) == {False}


def test_spacing_stands_where_word_asks_for_it():
    cells = '<td class="number"><ul><li>4</li></ul></td>' * 9
    made = of_html(f'<table class="table"><tbody><tr>{cells}</tr></tbody></table>').tables[0]
    tags = [one.tag.split("}")[1] for one in made.cell(0, 0).paragraphs[0]._p.pPr]
    assert tags == ["pStyle", "keepLines", "numPr", "spacing", "ind", "jc"]
