"""The editions of a paper on the public pages, whichever of them was taken down."""

import pytest

from reports.actions import publishing
from reports.queries.published import editions, places
from tests.reports.publishing.way import whole_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def correct(ann, sam, priya):
    """Publishes the edition that corrects another."""

    def publish(publication):
        edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=priya)
        return whole_way(edition, author=ann, approver=sam, publisher=priya)

    return publish


def listed(footprint):
    return [(one.edition, [before.edition for before in one.earlier]) for one in editions(footprint)]


def take_down(publication, by):
    publishing.take_down(paper=publication.paper, reason="Names a patient.", by=by)


def test_what_corrects_an_edition_that_was_taken_down_is_the_same_paper(
    footprint, publication, correct, priya
):
    second = correct(publication)
    take_down(second, priya)
    correct(second)
    assert listed(footprint) == [(3, [1])]
    assert [place.papers for place in places()] == [1]


def test_with_its_correction_taken_down_the_edition_before_counts_as_the_paper(
    footprint, publication, correct, priya
):
    take_down(correct(publication), priya)
    assert listed(footprint) == [(1, [])]
    assert [place.papers for place in places()] == [1]


def test_with_every_edition_taken_down_there_is_no_paper(footprint, publication, correct, priya):
    second = correct(publication)
    take_down(second, priya)
    take_down(publication, priya)
    assert listed(footprint) == []
    assert places() == []
