"""Other names of an initiative."""

from typing import Any

import pytest

from tests.papers.records import initiative, section, snapshot
from tests.reports.checks_of_text.found import found


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
