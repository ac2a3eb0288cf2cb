"""Checks of what the text says: again, by other names, too early, or off its sums."""

from typing import Any

import pytest

from reports.checks.dates import check_written_dates
from reports.checks.references import check_references
from reports.checks.repetition import fingerprint
from reports.composition import compose
from tests.papers.records import AMBER, GREEN, initiative, paper, paragraph, rating, section, snapshot
from tests.papers.register_records import fuzzy, logged_risk, recommendation, review, update

SAID = "The new ward is open and the second one follows in the spring of the year."


def found(
    rule: str, *sections: dict[str, Any], record: dict[str, Any] | None = None, **changes: Any
) -> list[tuple]:
    """Where and what is said by one rule."""
    findings = compose(record or snapshot(), paper(*sections, **changes)).findings
    return [(one.where, one.message) for one in findings if one.rule == rule]


def reported(*texts: str, **changes: Any) -> dict[str, Any]:
    given = {"lead": rating(GREEN)} | changes
    return snapshot(initiatives=[initiative("care", *(paragraph(text) for text in texts), **given)])


def earlier(*months: str) -> list[dict[str, list[str]]]:
    return [{"care": [fingerprint(text)]} if text else {} for text in months]


# --- narrative-repeated


@pytest.mark.parametrize("key", ["progress", "highlight-boxes"])
def test_a_report_that_says_the_same_three_times_running_is_found(key):
    said = f"- {SAID.upper()}"  # capitals and marks make no difference
    ((where, message),) = found(
        "narrative-repeated",
        section(key),
        record=reported(SAID, "And this is new, word for word."),
        earlier_reports=earlier(said, SAID),
    )
    assert where == "Report of Care"
    assert message.startswith("1 of 2 paragraphs say word for word")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        (SAID, (SAID, "")),
        (SAID, ("", SAID)),
        (SAID, (SAID,)),
        (SAID, ()),
        (SAID, (SAID, "Something else was said then, and at length.")),
        ("No change this month.", ("No change this month.", "No change this month.")),
    ],
)
def test_what_was_said_less_often_or_is_short_is_left_alone(text, months):
    record = reported(text)
    assert (
        found("narrative-repeated", section("progress"), record=record, earlier_reports=earlier(*months))
        == []
    )


def test_a_report_that_the_paper_does_not_print_is_not_read():
    record = reported(SAID)
    assert (
        found("narrative-repeated", section("report"), record=record, earlier_reports=earlier(SAID, SAID))
        == []
    )


# --- status-improved-unchanged


def test_a_status_that_improved_under_the_same_text_is_found():
    record = reported(SAID, previous_rating=rating(AMBER))
    ((where, message),) = found(
        "status-improved-unchanged", section("progress"), record=record, earlier_reports=earlier(SAID)
    )
    assert (where, message.split(",")[0]) == ("Report of Care", "The status went from Amber to Green")


@pytest.mark.parametrize(
    ("changes", "before"),
    [
        ({"previous_rating": rating(GREEN)}, SAID),
        ({"previous_rating": rating(GREEN), "lead": rating(AMBER)}, SAID),
        ({"previous_rating": rating(AMBER, scheme="other")}, SAID),
        ({"previous_rating": rating(AMBER)}, "Another text was said then, and at length."),
        ({"previous_rating": None}, SAID),
    ],
)
def test_a_status_that_did_not_improve_or_has_new_words_is_left_alone(changes, before):
    record = reported(SAID, **changes)
    assert (
        found(
            "status-improved-unchanged", section("progress"), record=record, earlier_reports=earlier(before)
        )
        == []
    )


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        (("plan_in_place", "Draft made."), ("on_track", "Draft  made"), True),
        (("plan_in_place", "Draft made."), ("on_track", "Draft agreed."), False),
        (("on_track", "Draft made."), ("plan_in_place", "Draft made."), False),
    ],
)
def test_a_tracked_status_that_improved_under_the_same_update_is_found(first, second, is_found):
    rows = [
        update(text, on=f"2018-01-{day}", status=status)
        for day, (status, text) in ((10, first), (20, second))
    ]
    record = snapshot(reviews=[review(recommendation(1, *rows))])
    assert bool(found("status-improved-unchanged", section("review_tracker"), record=record)) is is_found


# --- duplicate-text


def two(one: str, other: str) -> dict[str, Any]:
    nodes = [initiative("care", paragraph(one)), initiative("digital", paragraph(other))]
    return snapshot(initiatives=nodes)


def test_the_same_sentence_under_two_initiatives_is_found():
    record = two(f"One. {SAID}", f"Two. {SAID.rstrip('.')}")
    ((where, message),) = found("duplicate-text", section("progress"), record=record)
    assert where == "Care, Digital"
    assert "stands under each of them" in message


def test_short_sentences_and_those_of_one_initiative_are_left_alone():
    assert found("duplicate-text", section("progress"), record=two("Work goes on.", "Work goes on.")) == []
    assert found("duplicate-text", section("progress"), record=reported(SAID, SAID)) == []
    assert found("duplicate-text", section("report"), record=two(SAID, SAID)) == []  # not printed


def test_a_phrase_that_all_use_and_one_short_sentence_are_no_copies():
    nodes = [initiative(name, paragraph(SAID)) for name in ("care", "digital", "estates", "people")]
    assert found("duplicate-text", section("progress"), record=snapshot(initiatives=nodes)) == []
    short = "The business case was agreed by all of the partners."
    assert found("duplicate-text", section("progress"), record=two(short, short)) == []
    assert found("duplicate-text", section("progress"), record=two(f"{short} {SAID}", f"{short} {SAID}"))


# --- name-drift


def named(*aliases: str) -> dict[str, Any]:
    return snapshot(initiatives=[initiative("one-acute-network", aliases=list(aliases))])


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Work on One Acute goes on.", True),
        ("Work on ONE ACUTE goes on.", True),
        ("Work on One Acute Network goes on.", False),
        ("Work on One Acuteness goes on.", False),
        ("OAN goes on.", False),  # a short form: the abbreviations look after it
        ("The One Acute Network programme goes on.", False),
        ("One-Acute network goes on.", False),
    ],
)
def test_another_name_of_an_initiative_is_found(text, is_found):
    record = named("One Acute", "OAN", "One Acute Network programme", "One-acute Network")
    assert bool(found("name-drift", section("introduction", text), record=record)) is is_found


def test_a_name_that_drifts_is_told_once_with_the_number_of_places():
    text = "One Acute.\n\nOne Acute.\n\nOne Acute."
    ((where, message),) = found("name-drift", section("introduction", text), record=named("One Acute"))
    assert where == "Paragraph 1.1"
    assert "and in 2 other places; the record calls it “One acute network”" in message


# --- date-ambiguous


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("01/06", True),
        ("01.07", True),
        ("03/17", True),
        ("01/06/2017", False),
        ("17/18 Q3", False),
        ("June 2017", False),
    ],
)
def test_a_date_that_can_be_two_things_is_found(words, is_found):
    assert bool(check_written_dates([("risk 1", fuzzy(words))], "Risks log")) is is_found


def test_ambiguous_dates_of_a_register_are_one_finding_where_they_are_printed():
    record = snapshot(risks=[logged_risk(number, logged=fuzzy("01/06")) for number in range(1, 12)])
    ((_, message),) = found("date-ambiguous", section("risk_log"), record=record)
    assert "risk 8 “01/06” and 3 more" in message
    hidden = section("risk_log", options={"columns": ["statement", "score"]})
    assert found("date-ambiguous", hidden, record=record) == []
    tracked = snapshot(reviews=[review(recommendation(1, due=fuzzy("03/17")))])
    assert found("date-ambiguous", section("review_tracker"), record=tracked)


# --- text-after-cut-off: the cut-off is 31 January 2018, the date of the paper 7 February


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Options presented to Scrutiny Nov 2018.", "the date of the paper"),
        ("The bid was approved by the board on 13th of March 2018.", "the date of the paper"),
        ("It was approved on 25.03.18.", "the date of the paper"),
        ("Interviews were held on 2 February 2018.", "the data cut-off"),
    ],
)
def test_what_is_told_as_done_before_its_day_is_found(text, said):
    ((where, message),) = found("text-after-cut-off", section("introduction", text))
    assert where == "Paragraph 1.1"
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "Options presented to Scrutiny in November 2017.",
        "Options will be presented to Scrutiny in November 2018.",
        "A workshop is planned and is to be held on 5 October 2018.",
        "Work is to be completed by December 2018.",
        "All posts completed by December 2018.",
        "The board was appointed until March 2019.",
        "The plan was agreed. The next meeting is on 3 March 2018.",
        "It was approved on 31.02.18.",  # no day at all
        "It was approved in May.",
        "What happened in March 2018 nobody knows.",
    ],
)
def test_what_lies_behind_or_is_told_as_ahead_is_left_alone(text):
    assert found("text-after-cut-off", section("introduction", text)) == []


# --- sum-wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("18 of 110 actions are overdue and 19% outstanding.", "18 of 110 is 16%"),
        ("Of these, 3 of 10 (33%) are late.", "3 of 10 is 30%"),
        ("3,048 x £1,490 = £4.242m", "it is 4.542m"),
        ("12 + 30 = 44", "it is 42"),
        ("£100 - £30 = £60", "it is 70"),
        ("In all £4.2m (Dorset £2.3m, Poole £1.7m).", "the parts come to £4.000m"),
        (
            "86,300 admissions compared to 83,252 admissions. At £1,490 for each admission savings are £4.242m.",
            "86,300 - 83,252 = 3,048 at £1,490 is £4.542m",
        ),
    ],
)
def test_a_sum_that_does_not_come_to_what_is_printed_is_found(text, said):
    ((where, message),) = found("sum-wrong", section("introduction", text))
    assert where == "Paragraph 1.1"
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "18 of 110 actions (16%) are overdue.",
        "18 of the 110 actions are overdue. Growth is 19%.",
        "3,048 x £1,490 = £4.54m",
        "12 + 30 = 42",
        "In all £4.242m (Dorset £2.315m, Poole £1.927m).",
        "In all £4.2m (of which £1m is new and £2m old).",
        "It fell from £4.2m (£3m in 2016, £2m less in 2017 than £5m).",
        "3,048 fewer admissions. At £1,490 for each admission savings are £4.542m.",
        "At £1,490 for each admission savings are £4.242m.",
        "2017/18 = the second year.",
        "1 of 5 workstreams was reviewed in 2017, 20% more than planned.",
    ],
)
def test_a_sum_that_comes_to_it_or_cannot_be_done_is_left_alone(text):
    assert found("sum-wrong", section("introduction", text)) == []


# --- reference-repeated


def references(*written: str) -> list[str]:
    risks = [
        logged_risk(number, reference="", references=[{"register_name": "CRR", "reference": one}])
        for number, one in enumerate(written, start=1)
    ]
    return [one.message for one in check_references(risks, "Risks log")]


def test_a_reference_of_several_risks_is_found():
    (message,) = references("S02", "s 02", "S03")
    assert message == "The reference S02 stands for several risks: risk 1 and risk 2."


def test_a_nought_beside_a_letter_is_found():
    (message,) = references("025", "O31", "CDG4.1, CDG 4.2")
    assert message.startswith("025 begins with a nought and O31 with the letter O")


def test_references_that_tell_risks_apart_are_left_alone():
    assert references("S01", "S02", "O31", "O36", "", "") == []
    assert references("S02, FIN21") == []


# --- schemes-mixed


@pytest.mark.parametrize(("scheme", "is_found"), [("other", True), ("rag", False)])
@pytest.mark.parametrize("key", ["report", "highlight-boxes"])
def test_ratings_of_two_schemes_side_by_side_are_found(key, scheme, is_found):
    nodes = [initiative("care", lead=rating()), initiative("team", lead=rating(scheme=scheme))]
    assert bool(found("schemes-mixed", section(key), record=snapshot(initiatives=nodes))) is is_found


# --- placeholder


@pytest.mark.parametrize("text", ["To be confirmed", "see page XX", "when published add in link", "save £XX"])
def test_what_was_to_be_filled_in_is_found(text):
    assert found("placeholder", section("introduction", text))
