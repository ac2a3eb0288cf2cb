"""Sections of what was promised: milestones in time, measures, money, actions; and the risks summed up."""

import html
import re
from typing import Any

import pytest

from reports.compilation import compile_paper, document_html
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.gate import pdf_text, problems
from tests.papers.promise_records import day, line, measure, milestone
from tests.papers.records import MAJOR, MINOR, ask, initiative, paper, section, snapshot
from tests.papers.register_records import PRIVATE, Row, action, fuzzy, issue, logged_risk, score, update


def printed(key: str, record: Row, session: str = "public", **options: Any) -> str:
    """The words of the section, its chart's description left out."""
    text = page(record, paper(section(key, title="Part", options=options), session=session))
    text = re.sub(r"<svg.*?</svg>", " ", text, flags=re.DOTALL)
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return words.split("1. Part")[-1].split("Author’s name")[0].strip()


def column(key: str, head: str, record: Row, session: str = "public", **options: Any) -> list[str]:
    """The words of one column, row by row."""
    (part,) = compose(record, paper(section(key, options=options), session=session)).sections
    return [
        cell.words for row in part.context["table"].rows for known, cell in row.cells if known.key == head
    ]


def rules(key: str, record: Row, **options: Any) -> list[str]:
    return [one.rule for one in compose(record, paper(section(key, options=options))).findings]


# --- Finance lines


@pytest.mark.parametrize(
    ("kind", "plan", "actual", "forecast", "month", "said"),
    [
        ("spend", "100", "50", "135", None, "£35 adverse"),
        ("spend", "100", "50", "71", None, "£29 favourable"),
        ("saving", "100", None, "71", None, "£29 adverse"),
        ("income", "100", None, "135", None, "£35 favourable"),
        ("spend", "100", "110", None, None, "£10 adverse"),
        ("spend", "100", "110", "90", 6, "£10 adverse"),
        ("spend", "100", None, "100", None, "On plan"),
        ("spend", None, "5", "5", None, "Not known"),
        ("spend", "100", None, None, None, "Not known"),
    ],
)
def test_a_variance_is_told_in_words(kind, plan, actual, forecast, month, said):
    record = snapshot(finance=[line(1, plan, actual, forecast, kind=kind, month=month)])
    assert column("finance-lines", "variance", record) == [said]


@pytest.mark.parametrize(
    ("unit", "said"), [(None, "£1,234,567"), ("thousands", "£1,235k"), ("millions", "£1.23m")]
)
def test_sums_have_their_unit(unit, said):
    record = snapshot(finance=[line(1, "1234567", None, "-35.5")])
    options = {"unit": unit} if unit else {}
    assert column("finance-lines", "plan", record, **options) == [said]
    assert column("finance-lines", "actual", record, **options) == ["Not known"]
    assert column("finance-lines", "forecast", record)[0] == "minus £35.50"


def test_lines_stand_under_their_year_and_month_with_a_total_of_each_kind():
    lines = [
        line(1, "100", "40", "120"),
        line(2, "50", "20", "40"),
        line(3, "10", None, "10", kind="saving"),
        line(4, "9", "9", "9", month=6),
    ]
    text = printed("finance-lines", snapshot(finance=lines))
    assert "2017/18 Line 1 Spending, Urgent care £100 £40 £120 £20 adverse" in text
    assert "Total: spending £150 £60 £160 £10 adverse" in text
    assert "Total: saving" not in text
    assert "2017/18, month 6 (September) Line 4" in text
    assert "Sums are in pounds." in text


def test_a_total_is_not_known_where_one_of_its_sums_is_not():
    record = snapshot(finance=[line(1, "100", None, "1"), line(2, "50", "20", "2")])
    assert column("finance-lines", "actual", record)[-1] == "Not known"
    assert column("finance-lines", "forecast", record)[-1] == "£3"


def test_options_choose_the_year_and_the_initiative():
    lines = [line(1, "1", None, None), line(2, "2", None, None, financial_year="2018/19", initiative=None)]
    record = snapshot(finance=lines)
    assert column("finance-lines", "title", record, financial_year="2018/19") == ["Line 2\nSpending"]
    assert column("finance-lines", "plan", record, initiative="urgent-care") == ["£1"]


# --- Measures


@pytest.mark.parametrize(
    ("changes", "readings", "said"),
    [
        (
            {},
            [("2017-11-01", "4"), ("2017-12-01", "3.8")],
            "Better than the reading before. Target not reached.",
        ),
        ({}, [("2017-11-01", "3"), ("2017-12-01", "3.2")], "Worse than the reading before. Target reached."),
        ({}, [("2017-12-01", "5")], "The same as the baseline. Target not reached."),
        ({"direction": "increase"}, [("2017-12-01", "6")], "Better than the baseline. Target reached."),
        ({"direction": "neither"}, [("2017-12-01", "6")], "Higher than the baseline."),
        ({"baseline": None, "target": None}, [("2017-12-01", "6")], "Down is better."),
        ({}, [], "Down is better."),
    ],
)
def test_the_direction_is_told_in_words(changes, readings, said):
    (words,) = column("measures", "direction", snapshot(measures=[measure(1, *readings, **changes)]))
    assert words.endswith(said)


def test_a_measure_prints_its_figures_with_unit_and_day():
    record = snapshot(
        measures=[measure(1, ("2017-12-01", "3.8")), measure(2, unit="£", baseline="1490", gap="")]
    )
    text = printed("measures", record)
    assert "Care and quality Measure 1 Urgent care 5% 2016/17 3.5% March 2018 3.8% December 2017" in text
    assert (
        "Other measures Measure 2 Urgent care £1,490 2016/17 £3.5 March 2018 No reading Down is better."
        in text
    )
    assert column("measures", "target", snapshot(measures=[measure(1, target=None)])) == ["Not set"]


def test_measures_stand_under_their_gap_or_their_initiative():
    rows = [measure(1, gap="finance"), measure(2, gap="health", initiative=None)]
    assert column("measures", "title", snapshot(measures=rows)) == ["Measure 2", "Measure 1\nUrgent care"]
    text = printed("measures", snapshot(measures=rows), group_by="initiative")
    assert "Urgent care Measure 1" in text
    assert "Of the whole area Measure 2" in text


# --- Actions


def actions(**changes: Any) -> Row:
    given = [
        action("Late.", number=3, due=fuzzy("December 2017", "2017-12-31"), lead={"name": "Ann", "post": ""}),
        action("Soon.", number=1, due=fuzzy("March 2018", "2018-03-31"), updates=[update("Begun.")]),
        action("Done.", number=2, status="complete", ended_on="2018-01-20", ended_reason="All signed."),
        action("Long done.", number=4, status="complete", ended_on="2017-05-01"),
    ]
    values = {
        "risks": [logged_risk(1, actions=given)],
        "issues": [issue(1, actions=[action("Of an issue.", number=5)])],
        "asks": [ask("beds", actions=[action("Of an ask.", number=6)])],
    }
    return snapshot(**values | changes)


def test_actions_stand_by_how_they_stand():
    text = printed("actions", actions())
    overdue, rest = text.split(" Open ", 1)
    still, ended = rest.split(" Ended in the period ", 1)
    assert "Overdue 3 Late. Risk 1: Risk 1 Ann December 2017 No update recorded. New, overdue" in overdue
    assert "1 Soon. Risk 1: Risk 1 Not recorded March 2018 Begun. New" in still
    assert "5 Of an issue. Issue 1: Issue 1" in still
    assert "6 Of an ask. Ask of January 2018: Urgent care" in still
    assert "2 Done." in ended
    assert "All signed." in ended
    assert "Long done." not in text


def test_options_choose_whose_actions_and_which_columns():
    assert column("actions", "number", actions(), about=["issues"]) == ["5"]
    assert column("actions", "text", actions(), columns=["text"])[0] == "Late."


def test_a_risk_whose_text_is_not_published_has_no_action_in_a_public_paper():
    record = snapshot(risks=[logged_risk(1, is_published=False, actions=[action("Tell.", number=1)])])
    assert printed("actions", record) == "No action is recorded."
    assert column("actions", "text", record, session="private") == ["Tell."]


def test_an_action_past_its_day_or_without_a_lead_is_found():
    assert rules("actions", actions(), about=["risks"]) == ["due-before-report", "lead-missing"]
    assert rules("actions", snapshot()) == ["nothing-recorded"]


# --- Timeline: as at 31 January 2018


def milestones() -> list[Row]:
    return [
        milestone(1, title="Strategic outline case", gate="soc", baseline=day("1 March 2018", "2018-03-01")),
        milestone(
            2, baseline=fuzzy("December 2017", "2017-12-31"), forecast=fuzzy("February 2018", "2018-02-28")
        ),
        milestone(
            3, baseline=day("1 January 2018", "2018-01-01"), actual=day("20 January 2018", "2018-01-20")
        ),
        milestone(4, baseline=fuzzy("June 2017", "2017-06-30")),
        milestone(5, baseline=fuzzy("On-going")),
        milestone(6, baseline=day("1 March 2020", "2020-03-01")),
        milestone(7, actual=day("1 May 2017", "2017-05-01")),
    ]


def test_milestones_in_view_stand_in_the_order_of_their_days():
    record = snapshot(milestones=milestones())
    assert column("timeline", "title", record) == [
        "Milestone 4\nUrgent care",
        "Milestone 3\nUrgent care",
        "Milestone 2\nUrgent care",
        "Strategic outline case\nUrgent care, Strategic outline case",
    ]
    assert column("timeline", "state", record) == [
        "Overdue by 215 days",
        "Met, 19 days late",
        "Slipped by 59 days",
        "On plan",
    ]
    assert "1 milestone without a day is not drawn." in printed("timeline", record)


def test_options_choose_gates_and_how_far_ahead():
    record = snapshot(milestones=milestones())
    assert len(column("timeline", "title", record, gates=True)) == 1
    assert len(column("timeline", "title", record, months=60)) == 5
    assert printed("timeline", snapshot()) == "No milestone is recorded."
    far = snapshot(milestones=milestones()[5:6])
    assert printed("timeline", far).startswith("No milestone was met in the period, is overdue")


def test_the_drawing_says_all_of_it_in_words():
    svg = document_html(compose(snapshot(milestones=milestones()), paper(section("timeline", title="Ahead"))))
    (words,) = re.findall(r"<title>(Ahead\..*?)</title>", svg)
    assert "4 in order of their days, as at 31 January 2018." in words
    assert "Milestone 3: planned 1 January 2018, met 20 January 2018." in words


def test_many_milestones_are_drawn_on_several_pages():
    rows = [milestone(number, baseline=day("1 March 2018", "2018-03-01")) for number in range(1, 31)]
    text = page(snapshot(milestones=rows), paper(section("timeline", title="Ahead")))
    assert re.findall(r'chart__title">(.*?)<', text) == ["Ahead, 1 to 18", "Ahead, 19 to 30"]


# --- Risk summary


def test_risks_are_counted_and_the_highest_are_listed():
    risks = [
        logged_risk(1, score(2, 2, band=MINOR)),
        logged_risk(2, score(5, 4, band=MAJOR)),
        logged_risk(3, score(4, 4, band=MAJOR), is_published=False),
        logged_risk(4, scores={}),
    ]
    text = printed("risk-summary", snapshot(risks=risks), highest=2)
    assert "Ma Major 2 (50%) Mi Minor 1 (25%) No band recorded 1 (25%) Total 4" in text
    listed = text.split("Highest risks")[1]
    assert "There is a risk of delay number 2. Tracey Lee 20" in listed
    assert "The text of this risk is not published. Tracey Lee 16" in listed
    assert "number 1" not in listed
    assert "Highest risks" not in printed("risk-summary", snapshot(risks=risks))


def test_it_says_that_private_risks_are_left_out():
    record = snapshot(risks=[logged_risk(1), logged_risk(2, **PRIVATE)])
    assert "Only public risks are counted; there are others." in printed("risk-summary", record)


# --- All of them


def everything() -> Row:
    return actions(
        initiatives=[initiative("urgent-care")],
        milestones=[
            *milestones(),
            milestone(8, title="Zanzibar signs", baseline=day("1 March 2018", "2018-03-01"), **PRIVATE),
        ],
        measures=[measure(1, ("2017-12-01", "3.8")), measure(2, title="Zanzibar", **PRIVATE)],
        finance=[line(1, "100", "50", "135"), line(2, "1", "1", "1", title="Zanzibar", **PRIVATE)],
    )


KEYS = ("risk-summary", "timeline", "measures", "finance-lines", "actions")


def test_private_rows_are_in_none_of_them_and_the_paper_says_so():
    text = page(everything(), paper(*(section(key) for key in KEYS)))
    assert "Zanzibar" not in text
    for noun in ("measures", "finance lines"):
        assert f"Only public {noun} are listed; there are others." in text
    assert "Only public milestones are shown; there are others." in text
    private = page(everything(), paper(*(section(key) for key in KEYS), session="private"))
    assert private.count("Zanzibar") >= 3
    assert PRIVATE["private_reason"] in private


def test_a_record_of_an_earlier_version_prints_that_there_is_nothing():
    text = page(snapshot(), paper(*(section(key) for key in KEYS[1:])))
    for noun in ("milestone", "measure", "finance line", "action"):
        assert f"No {noun} is recorded." in text


def test_figures_lead_to_their_rows():
    html_twin = document_html(compose(everything(), paper(*(section(key) for key in KEYS))), styles="/**/")
    rows = re.findall(r'data-label="Record"><a href="([^"]+)">([^<]+)<', html_twin)
    assert ("/northmere/actions/3/", "Action 3") in rows
    assert ("/northmere/initiatives/urgent-care/?period=2018-01", "Measure 1: Measure 1") in rows
    assert set(re.findall(r'href="#(source-\d+)"', html_twin)) <= set(
        re.findall(r'id="(source-\d+)"', html_twin)
    )


@pytest.mark.slow
def test_the_file_passes_the_gate_and_has_a_sheet_of_each_table():
    compiled = compile_paper(everything(), paper(*(section(key, title=key.capitalize()) for key in KEYS)))
    assert problems(compiled.pdf) == []
    text = pdf_text(compiled.pdf)
    for words in ("£35 adverse", "Better than the baseline", "Overdue by 215 days", "New, overdue"):
        assert words in text
    assert compiled.xlsx
