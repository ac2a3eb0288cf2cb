"""Lists as Excel and CSV files, read back from the bytes."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.test import RequestFactory

from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.sheets import LONGEST, Column, Sheet, asked_format, csv, sheet_response, xlsx
from tests.sheets import read_csv, read_xlsx, sheet_names

DAY = date(2017, 9, 20)
PAYLOADS = [
    '=HYPERLINK("http://example.org","Click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
]


def sheet(*cells: object, kind: str = "text") -> Sheet:
    return Sheet("Risks", [Column("Text", kind)], [[cell] for cell in cells])


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("before", ["", " ", '"', " '", "\N{NO-BREAK SPACE}"])
def test_text_that_looks_like_a_formula_stays_text(payload, before):
    text = before + payload

    assert read_xlsx(xlsx([sheet(text)], created=DAY))[1][0].startswith("s:")
    assert read_csv(csv(sheet(text)))[1] == [f"'{text}"]


def test_a_heading_is_guarded_as_well():
    odd = Sheet("Risks", [Column("=1+1")], [])

    assert read_xlsx(xlsx([odd], created=DAY)) == [["s:=1+1"]]
    assert read_csv(csv(odd)) == [["'=1+1"]]


def test_text_that_is_no_formula_is_left_alone():
    assert read_csv(csv(sheet("Winter – capacity", "a=b", "")))[1:] == [["Winter – capacity"], ["a=b"], [""]]


def test_addresses_become_no_links_and_figures_in_text_no_numbers():
    written = xlsx([sheet("https://example.org", "00123")], created=DAY)

    assert read_xlsx(written)[1:] == [["s:https://example.org"], ["s:00123"]]
    assert b"hyperlink" not in ZipFile(io.BytesIO(written)).read("xl/worksheets/sheet1.xml")


def test_dates_and_numbers_are_true_ones():
    written = Sheet(
        "Risks",
        [
            Column("Number", "number"),
            Column("Score", "number"),
            Column("Due", "date"),
            Column("Said", "date"),
        ],
        [[7, Decimal("2.5"), DAY, datetime(2017, 6, 30, 23, 30, tzinfo=UTC)]],
    )

    # 42998 is 20 September 2017 in Excel's count of days; half past eleven in UTC is the next day in London.
    assert read_xlsx(xlsx([written], created=DAY))[1] == ["n:7", "n:2.5", "n:42998", "n:42917"]
    assert csv(written).splitlines()[1] == '7,2.5,"2017-09-20","2017-07-01"'


def test_a_negative_number_is_a_number():
    assert csv(sheet(-3, kind="number")).splitlines()[1] == "-3"
    assert read_xlsx(xlsx([sheet(-3, kind="number")], created=DAY))[1] == ["n:-3"]


def test_a_fuzzy_date_has_its_words_and_its_last_day():
    due = Sheet(
        "Actions", [Column("Due", "fuzzy")], [[FuzzyDate.parse("March 2018")], [FuzzyDate.parse("On-going")]]
    )

    assert read_xlsx(xlsx([due], created=DAY)) == [
        ["s:Due", "s:Due: last day"],
        ["s:March 2018", "n:43190"],
        ["s:On-going"],
    ]
    assert read_csv(csv(due))[1:] == [["March 2018", "2018-03-31"], ["On-going", ""]]


def test_a_day_that_excel_cannot_count_is_written_as_text():
    assert read_xlsx(xlsx([sheet(date(1899, 12, 31))], created=DAY))[1] == ["s:1899-12-31"]


def test_text_longer_than_a_cell_is_cut_and_says_so():
    (cell,) = read_xlsx(xlsx([sheet("x" * (LONGEST + 1))], created=DAY))[1]

    assert len(cell) - 2 == LONGEST
    assert cell.endswith("(cut: Excel holds no more)")


def test_the_head_stays_in_sight_and_filters():
    page = ZipFile(io.BytesIO(xlsx([sheet("a", "b", kind="wrapped")], created=DAY))).read(
        "xl/worksheets/sheet1.xml"
    )

    assert re.search(rb'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"', page)
    assert b'<autoFilter ref="A1:A3"/>' in page


def test_the_same_sheets_give_the_same_bytes():
    once, again = (xlsx([sheet("a", DAY, 3)], created=DAY) for _ in range(2))

    assert once == again
    assert once != xlsx([sheet("a", DAY, 3)], created=date(2017, 9, 21))


def test_titles_are_put_right_for_excel():
    titles = ["Risks: [all]?", "risks   all", "", "A title that is far longer than thirty-one characters"]
    content = xlsx(
        [Sheet(title, [Column("A")], []) for title in titles] + [Sheet("", [Column("A")], [])], created=DAY
    )

    assert sheet_names(content) == [
        "Risks   all",
        "risks   all 2",
        "Sheet",
        "A title that is far longer than",
        "Sheet 2",
    ]


def test_a_row_that_lacks_a_cell_is_refused():
    with pytest.raises(ValueError):
        csv(Sheet("Risks", [Column("A"), Column("B")], [["a"]]))


@pytest.mark.parametrize(
    ("asked", "ending", "media"),
    [
        ("csv", "csv", "text/csv; charset=utf-8"),
        ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_answer_is_a_file_with_footprint_and_day(asked, ending, media, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)
    request = RequestFactory().get("/", {"format": asked})

    answer = sheet_response(request, sheet("a"), "dorset-risks")

    assert asked_format(request) == asked
    assert answer["Content-Disposition"] == f'attachment; filename="dorset-risks-2017-09-20.{ending}"'
    assert answer["Content-Type"] == media
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("asked", ["", "pdf", "XLSX", "=1"])
def test_a_format_that_is_none_asks_for_the_page(asked):
    assert asked_format(RequestFactory().get("/", {"format": asked})) == ""
