"""The same words again: in reports running, under a better status, in two initiatives."""

from typing import Any

import pytest

from reports.checks.repetition import fingerprint
from tests.papers.records import AMBER, GREEN, initiative, paragraph, rating, section, snapshot
from tests.papers.register_records import recommendation, review, update
from tests.reports.checks_of_text.found import found

SAID = "The new ward is open and the second one follows in the spring of the year."


def reported(*texts: str, **changes: Any) -> dict[str, Any]:
    given = {"lead": rating(GREEN)} | changes
    return snapshot(initiatives=[initiative("care", *(paragraph(text) for text in texts), **given)])


def earlier(*months: str) -> list[dict[str, list[str]]]:
    return [{"care": [fingerprint(text)]} if text else {} for text in months]


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
