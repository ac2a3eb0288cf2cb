"""Places that were to be filled in."""

import pytest

from tests.papers.records import section
from tests.reports.checks_of_text.found import found


@pytest.mark.parametrize("text", ["To be confirmed", "see page XX", "when published add in link", "save £XX"])
def test_what_was_to_be_filled_in_is_found(text):
    assert found("placeholder", section("introduction", text))
