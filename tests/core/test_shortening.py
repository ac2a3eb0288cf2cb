"""Words that must fit."""

import pytest

from stp_portal.core.shortening import shortened


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("", ""),
        ("Nine here", "Nine here"),
        ("Eleven here", "Eleven h…"),
        ("Cut at a space", "Cut at a…"),
        ("Cut at  a space", "Cut at…"),
    ],
)
def test_what_is_longer_ends_in_dots_within_its_room(words: str, fits: str):
    assert shortened(words, 9) == fits
    assert len(fits) <= 9
