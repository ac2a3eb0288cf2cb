"""The grid of statuses over months: a word in every cell, as many months as asked for, and what the checks say."""

import html
import re
from calendar import month_name
from typing import Any

import pytest

from reports.compilation import compile_paper
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.gate import problems
from tests.papers.records import AMBER, GREEN, holder, initiative, paper, rating, section, snapshot

BLUE = {"label": "Complete", "letter": "B", "shape": "diamond", "colour": "blue", "rank": 1}


def month(number: int, year: int = 2017) -> dict[str, str]:
    return {
        "slug": f"{year}-{number:02}",
        "label": f"{month_name[number]} {year}",
        "first_day": f"{year}-{number:02}-01",
        "last_day": f"{year}-{number:02}-28",
    }


def record(count: int = 3, **marks: list[Any]) -> dict[str, Any]:
    """``count`` months up to January 2018, and a programme for each of ``marks``, rated as its last mark says."""
    periods = [*(month(number) for number in range(14 - count, 13)), month(1, 2018)]
    nodes = [
        initiative(
            slug, kind="programme", lead=rating(values[-1], reason="Behind plan.") if values[-1] else None
        )
        for slug, values in marks.items()
    ]
    return snapshot(initiatives=nodes, rating_history={"periods": periods, "ratings": dict(marks)})


def document(data: dict[str, Any], **options: Any) -> Any:
    return compose(data, paper(section("rating-history", title="Statuses", options=options)))


def cells(data: dict[str, Any], **options: Any) -> list[list[str]]:
    """The words of the grid, row by row, its head first."""
    printed = page(data, paper(section("rating-history", title="Statuses", options=options)))
    table = re.search(r'<table class="[^"]*\bhistory\b.*?</table>', printed, re.DOTALL)
    assert table, printed
    return [
        [
            " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr\b.*?</tr>", table[0], re.DOTALL)
    ]


def rules(data: dict[str, Any], **options: Any) -> dict[str, str]:
    return {finding.rule: finding.message for finding in document(data, **options).findings}


def test_each_month_has_letter_and_word_or_says_that_nothing_is_recorded():
    assert cells(record(carers=[None, GREEN, AMBER], housing=[AMBER, None, None])) == [
        ["Programme", "Lead", "Nov 2017", "Dec 2017", "Jan 2018"],
        ["Carers", "Not recorded", "Not recorded", "G Green", "A Amber"],
        ["Housing", "Not recorded", "A Amber", "Not recorded", "Not recorded"],
    ]


def test_months_are_the_last_ones_and_kinds_those_asked_for():
    data = record(5, carers=[GREEN, GREEN, AMBER, AMBER, GREEN])
    assert cells(data, months=2) == [
        ["Programme", "Lead", "Dec 2017", "Jan 2018"],
        ["Carers", "Not recorded", "A Amber", "G Green"],
    ]
    assert "No programme is rated." in page(
        data, paper(section("rating-history", options={"kinds": ["project"]}))
    )


def test_a_programme_without_any_rating_has_a_row_all_the_same():
    data = record(carers=[GREEN, GREEN, GREEN])
    data["initiatives"].append(initiative("new", kind="programme"))
    assert cells(data)[2] == ["New", "Not recorded", *["Not recorded"] * 3]


@pytest.mark.parametrize(
    ("people", "printed"),
    [
        ([], "Not recorded"),
        ([holder("lead", "A Name")], "A Name"),
        ([holder("lead", "A Name"), holder("lead", "B Name")], "A Name & B Name"),
        (
            [
                holder("lead", "A Name"),
                holder("lead", "B Name", is_acting=True),
                holder("lead", "", post="Director"),
            ],
            "A Name, B Name (acting) & Director",
        ),
        ([holder("sponsor", "S Name")], "Not recorded"),
    ],
)
def test_all_leads_are_named(people: list[dict[str, Any]], printed: str):
    data = record(carers=[GREEN, GREEN, GREEN])
    data["initiatives"][0]["people"] = people
    assert cells(data)[1][1] == printed


def test_it_counts_the_month_of_the_paper():
    printed = page(
        record(a=[GREEN, GREEN, AMBER], b=[AMBER, AMBER, None], c=[None, None, AMBER]),
        paper(section("rating-history")),
    )
    assert "January 2018: Green 0, Amber 2, not recorded 1; 3 in all." in printed


def test_an_old_record_tells_of_its_two_periods():
    data = snapshot(
        initiatives=[initiative("carers", lead=rating(), previous_rating=rating(AMBER))],
        previous_period=month(12),
    )
    data.pop("rating_history", None)
    assert cells(data)[:2] == [
        ["Programme", "Lead", "Dec 2017", "Jan 2018"],
        ["Carers", "Not recorded", "A Amber", "G Green"],
    ]


def test_a_few_months_stand_upright_and_many_lie():
    assert not document(record(4, a=[GREEN] * 4)).sections[0].is_wide
    assert document(record(9, a=[GREEN] * 9)).sections[0].is_wide


@pytest.mark.parametrize("count", range(1, 13))
def test_the_columns_take_all_of_the_page_and_no_more(count: int):
    grid = document(record(count, a=[GREEN] * count)).sections[0].context["grid"]
    name, lead, one = grid.widths
    assert name + lead + count * one == 100
    assert min(name, lead) >= 15


def test_months_that_are_not_on_record_are_one_finding():
    found = rules(record(a=[None, None, GREEN], b=[None, GREEN, GREEN]))
    assert found["rating-history-gaps"].startswith("3 of 4 statuses of earlier months are not on record")
    assert "rating-missing" not in found
    assert "rating-history-gaps" not in rules(record(a=[GREEN, GREEN, None]))
    assert "rating-missing" in rules(record(a=[GREEN, GREEN, None]))


def test_a_word_of_another_key_is_a_finding():
    found = rules(record(a=[BLUE, GREEN, GREEN]))
    assert found["rating-outside-key"].startswith("“Complete” is printed for an earlier month")
    assert "rating-outside-key" not in rules(record(a=[AMBER, GREEN, GREEN]))


def test_the_excel_file_has_a_word_in_every_cell():
    (sheet,) = [one.sheet for one in document(record(a=[None, GREEN, AMBER])).sections]
    assert [column.label for column in sheet.columns] == [
        "Programme",
        "Lead",
        "Nov 2017",
        "Dec 2017",
        "Jan 2018",
    ]
    assert list(sheet.rows) == [["A", "Not recorded", "Not recorded", "Green", "Amber"]]


@pytest.mark.parametrize("count", [3, 12])
def test_upright_and_lying_grids_pass_the_gate(count: int):
    data = record(count, a=[GREEN] * count, b=[None] * (count - 1) + [AMBER])
    assert problems(compile_paper(data, paper(section("rating-history"))).pdf) == []
