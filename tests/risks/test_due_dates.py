"""How long something has been overdue, in words."""

import pytest

from risks.due_dates import overdue_by


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (1, "Overdue by 1 day"),
        (729, "Overdue by 729 days"),
        (730, "Overdue by 2 years"),
        (3217, "Overdue by 8 years"),
    ],
)
def test_what_was_due_years_ago_is_counted_in_years(days: int, words: str):
    assert overdue_by(days) == words
