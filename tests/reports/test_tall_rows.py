"""Rows of registers that fill much of a page: they may be cut, and widths follow what is written in the columns."""

import pypdfium2
import pytest

from reports.compilation import compile_paper
from reports.sections.register import NARROWEST, Cell, Group, Head, Row, Table
from tests.papers.gate import problems
from tests.papers.records import paper, section, snapshot
from tests.papers.register_records import control, logged_risk

HEADS = (
    Head("statement", "Risk", 33, "wrapped"),
    Head("score", "Score", 7, "number"),
    Head("controls", "Controls", 30, "wrapped"),
    Head("owner", "Owner", 10),
    Head("actions", "Actions", 34, "wrapped"),
)


def table(*rows: tuple[str, ...]) -> Table:
    made = (
        Row("Risks", tuple((head, Cell(words)) for head, words in zip(HEADS, row, strict=True)))
        for row in rows
    )
    return Table(HEADS, (Group("", tuple(made)),), "Level")


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.fixture(scope="module")
def compiled() -> bytes:
    """Eight risks, each of which fills more than half of a page that lies."""
    risks = [
        logged_risk(
            number,
            statement=f"Begin{number} " + "There is a risk that it will be late. " * 27 + f"End{number}",
            controls=[control(f"First{number} control."), control("Second control.")],
        )
        for number in range(1, 9)
    ]
    return compile_paper(snapshot(risks=risks), paper(section("risk_log"))).pdf


def test_rows_taller_than_half_a_page_leave_none_half_empty(compiled: bytes):
    """Moved whole, each would take a page of its own."""
    of_register = [text for text in pages(compiled) if "Risk description" in text]
    assert len(of_register) < 8
    assert any(
        f"Begin{number}" in text and f"End{number}" not in text
        for text in of_register
        for number in range(1, 9)
    )


def test_a_row_that_is_cut_has_the_beginning_of_every_cell_on_its_first_page(compiled: bytes):
    for number in range(1, 9):
        assert [f"Begin{number} " in text for text in pages(compiled)] == [
            f"First{number} " in text for text in pages(compiled)
        ]


def test_the_head_stands_on_each_page_and_the_tags_are_right(compiled: bytes):
    assert problems(compiled) == []
    rows = [text for text in pages(compiled) if "risk that it will" in text]
    assert [text for text in rows if "Risk description" not in text] == []


def test_a_row_that_fills_less_than_a_third_of_a_page_is_not_cut():
    short, tall = "word " * 20, "word " * 120
    ((_, rows),) = table((short, "4", short, "A", short), (tall, "4", short, "A", short)).printed
    assert [is_tall for _, is_tall in rows] == [False, True]


def test_the_narrative_with_most_to_say_is_widest_and_none_too_narrow_to_read():
    widths = table(("word " * 90, "16", "word " * 30, "Ann", "None.")).widths
    assert sum(widths) == 100
    assert widths[0] > widths[2] > widths[4] >= NARROWEST
    assert widths[1] == 7
    assert widths[3] == 10


def test_a_register_without_words_has_widths_too():
    widths = table().widths
    assert sum(widths) == 100
    assert min(widths[0], widths[2], widths[4]) >= NARROWEST


def test_many_columns_squeeze_each_other_and_say_so():
    wide = Table((*HEADS, *(Head(f"more{n}", "More", 12) for n in range(6))), (), "Level")
    assert sum(wide.widths) == 100
    assert wide.is_crowded
    assert not table().is_crowded
