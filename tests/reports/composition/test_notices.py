"""What a paper says on its cover about itself: what it is not, what it corrects, for whom it is."""

import pytest

from reports.composition import compose
from tests.papers.records import paper, snapshot
from tests.reports.composition.text import words


@pytest.mark.parametrize(
    ("state", "is_made_up", "notice"),
    [
        ("draft", False, "Draft: not approved."),
        ("in_review", False, "Draft in review: not approved."),
        ("approved", False, ""),
        ("published", False, ""),
        ("superseded", False, "Superseded by a later edition."),
        ("draft", True, "Made-up data: this paper describes nobody real. Draft: not approved."),
        ("published", True, "Made-up data: this paper describes nobody real."),
    ],
)
def test_the_cover_says_what_the_paper_is_not(state: str, is_made_up: bool, notice: str):
    record = snapshot(footprint={"slug": "northmere", "name": "Northmere", "is_made_up": is_made_up})
    assert compose(record, paper(state=state)).notice == notice
    assert (notice in words(record=record, state=state)) or not notice


def test_a_correction_says_on_its_cover_what_it_corrects_and_that_is_checked_as_all_text_is():
    told = words(edition=2, correction_reason="The sum was 33.", state="approved")
    assert "Edition 2, which corrects the one before: The sum was 33." in told
    careless = paper(edition=2, correction_reason="The sum was £XX.")
    assert "Reason for the correction" in {one.where for one in compose(snapshot(), careless).findings}


def test_a_paper_for_the_private_session_says_so():
    assert (
        compose(snapshot(), paper(session="private")).notice
        == "For the private session: not for publication."
    )
