"""Several things in one sentence."""

import pytest

from stp_portal.core.lists import listed


@pytest.mark.parametrize(
    ("things", "words"),
    [
        ("", ""),
        ("A", "A"),
        ("AB", "A and B"),
        ("ABC", "A, B and C"),
    ],
)
def test_things_are_listed_as_in_a_sentence(things, words):
    assert listed(things) == words


def test_of_many_the_first_are_named_and_the_others_counted():
    assert listed("ABCD", most=4) == "A, B, C and D"
    assert listed("ABCDE", most=3) == "A, B, C and 2 more"


def test_the_last_of_a_choice_comes_after_or():
    assert listed(["Ann", "Ben", "Cal"], last="or") == "Ann, Ben or Cal"
