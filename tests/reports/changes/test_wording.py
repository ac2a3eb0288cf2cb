"""Words that several sentences share."""

import pytest

from reports.changes.wording import LONGEST_REASON, first_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("  \n", ""),
        ("No stop", "No stop."),
        ("One. Two.", "One."),
        ("Is it? Yes.", "Is it?"),
        ("**Bold** and [a link](https://example.org). More.", "Bold and a link."),
        ("Costs rose by 1.5 per cent. More.", "Costs rose by 1.5 per cent."),
        ("Staff, e.g. Nurses, left. More.", "Staff, e.g. Nurses, left."),
        ("Dr. Smith left. More.", "Dr. Smith left."),
        ("He said “No.” They went.", "He said “No.”"),
        ("A first line\n\nAnother paragraph.", "A first line."),
        ("- one\n- two", "one."),
        ("£2m is missing. £3m was planned.", "£2m is missing."),
    ],
)
def test_the_first_sentence(text: str, sentence: str):
    assert first_sentence(text) == sentence


def test_a_sentence_without_end_is_cut_at_a_word():
    cut = first_sentence("word " * 1000)
    assert len(cut) <= LONGEST_REASON + 2
    assert cut.endswith("word …")
