"""Sums that do not come to what is printed."""

import pytest

from tests.papers.records import section
from tests.reports.checks_of_text.found import found


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
