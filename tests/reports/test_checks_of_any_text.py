"""Checks of text answer whatever people write: a paper is never kept from its files by a check that breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.checks.contacts import check_contacts
from reports.checks.dates import check_told_dates
from reports.checks.diagrams import check_diagrams
from reports.checks.placeholders import check_figures, check_placeholders
from reports.checks.sums import check_sums
from reports.document import Passage

# What the patterns of the checks look for, in pieces, with the figures that sums stumble over.
PIECES = (
    "0 1 10 31 1,490 1e9 999999999999999 £0 £0m £XX £1,490 £4.242m % 0% 45% ( ) = + - x × – per for each admission "
    "admissions savings bn million of out all the 29/02/17 31.13.99 99/99/2099 March 2018 presented approved on until "
    "will . , ; : see below page TBC diagram illustrated {{ }} {{risks.total}} ** • ✓ 01202 a@b.org “ ” …"
)
WORDS = st.lists(
    st.sampled_from([*PIECES.split(), "0 of 0 is 0%", "£0 for each admission", "0 x 0 = 0"]), max_size=25
)
PAPER = {"authored_on": "2017-11-30"}


@settings(max_examples=200)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=4))
def test_every_check_answers_and_says_where(texts):
    passages = [Passage(f"Paragraph 1.{number}", text) for number, text in enumerate(texts, start=1)]
    found = [
        *check_sums(passages),
        *check_told_dates(passages, PAPER, "2017-09-30"),
        *check_contacts(passages),
        *check_diagrams(passages),
        *check_placeholders(passages),
        *check_figures(texts[0], {"risks.total": "31"}, "Paragraph 1.1"),
    ]
    assert {finding.where for finding in found} <= {passage.where for passage in passages}
    assert all(finding.message and finding.cure for finding in found)


@pytest.mark.parametrize("total", ["£0m", "£0.0m"])
def test_a_price_beside_a_total_of_nothing_is_no_sum(total):
    text = f"At £10 for each admission, {total} was saved. There were 300 admissions."
    assert check_sums([Passage("Paragraph 1.1", text)]) == []
