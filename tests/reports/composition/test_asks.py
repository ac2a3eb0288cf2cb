"""Asks: which are printed, in which order, and the risks raised in them."""

from tests.papers.records import ask, risk, section, snapshot
from tests.reports.composition.text import words


def test_an_ask_that_was_answered_since_the_period_before_is_no_ask_any_more():
    answered = ask("staffing", state="answered", is_carried_over=True, outcome="Decided")
    text = words(section("asks-discussion"), record=snapshot(asks=[answered, ask("estates")]))
    assert "discuss estates." in text
    assert "staffing" not in text


def test_asks_are_grouped_by_heading_in_printed_order():
    record = snapshot(
        asks=[
            ask("one", heading="B"),
            ask("two", heading="A", context="First.\n\nSecond."),
            ask("three", heading="B"),
            ask("decide", purpose="decision"),
            ask("gone", state="withdrawn"),
        ]
    )
    text = words(section("asks-discussion", "These:"), record=record).split("1. Asks-discussion ")[-1]
    assert text.startswith(
        "1.1 These: B 1.2 SLT have been asked to discuss one. 1.3 SLT have been asked to discuss three. "
        "A 1.4 SLT have been asked to discuss two. 1.5 First. 1.6 Second."
    )
    assert "decide" not in text
    assert "gone" not in text


def test_asks_of_one_body_only_where_the_paper_says_so():
    record = snapshot(asks=[ask("one"), ask("two", body="board")])
    text = words(section("asks-discussion", options={"body": "board"}), record=record)
    assert "discuss two." in text
    assert "discuss one." not in text


def test_no_asks_is_said():
    assert "No items were raised." in words(section("asks-decision"))


def test_carried_over_and_answered_asks_say_so():
    record = snapshot(
        asks=[
            ask("old", is_carried_over=True, period="2017-12", period_label="December 2017"),
            ask("new", state="answered", outcome="Decided", outcome_text="The money is there."),
        ]
    )
    text = words(section("asks-discussion"), record=record)
    assert "discuss old. First asked in December 2017; not answered yet." in text
    assert "discuss new. Answer: Decided: The money is there." in text


def test_a_risk_raised_in_an_ask_is_a_paragraph_of_its_own():
    raised = {"period": "2018-01", "key": "one"}
    record = snapshot(asks=[ask("one"), ask("two")], risks=[risk(1, ask=raised), risk(2)])
    text = words(section("asks-discussion"), record=record)
    assert "1.1 SLT have been asked to discuss one. 1.2 There is a risk of delay number 1. 1.3 SLT" in text
    assert "number 2" not in text


def test_a_risk_that_is_not_published_gives_its_reference_and_nothing_else():
    record = snapshot(
        asks=[ask("one")], risks=[risk(1, ask={"period": "2018-01", "key": "one"}, is_published=False)]
    )
    text = words(section("asks-discussion"), record=record)
    assert "1.2 The text of this risk (R1) is not published." in text
    assert "delay" not in text
    assert "1.2 There is a risk of delay" in words(
        section("asks-discussion"), record=record, session="private"
    )
