"""The editions of a paper on the public pages, whichever of them was taken down."""

import pytest

from reports.actions import publishing
from reports.queries.published import editions, places
from tests.pages import read, shown
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


def test_the_edition_before_is_said_to_be_superseded_wherever_it_is_read(
    client, footprint, publication, correct, priya
):
    """It stands alone in the list, and what was put right in the correction is wrong in it."""
    take_down(correct(publication), priya)
    in_list = shown(client.get(f"/published/{footprint.slug}/"))
    assert "Superseded on" in in_list
    assert "by an edition that was taken down." in in_list
    page = shown(client.get(f"/published/{footprint.slug}/{publication.slug}/"))
    assert "because: The sum was wrong. Edition 2 was taken down on" in page
    assert "Read edition 2" not in page


def test_a_superseded_edition_leads_to_the_one_that_is_current(
    client, footprint, publication, correct, priya
):
    second = correct(publication)
    third = correct(second)
    address = f"/published/{footprint.slug}/{publication.slug}/"
    leads = f'<a href="/published/{footprint.slug}/{third.slug}/">Read edition 3</a>'
    assert leads in client.get(address).content.decode()
    take_down(second, priya)
    assert leads in client.get(address).content.decode()
    take_down(third, priya)
    assert "Read edition" not in client.get(address).content.decode()


def test_who_takes_an_edition_down_reads_which_others_stay(client, publication, correct, priya):
    second = correct(publication)
    steps = f"/{publication.footprint.slug}/papers/{{}}/review/".format
    stays = "The public can still read edition {}: what should not stand there either".format
    assert stays(1) in read(client, priya, steps(second.paper_id))
    assert stays(2) in read(client, priya, steps(publication.paper_id))
    take_down(second, priya)
    alone = read(client, priya, steps(publication.paper_id))
    assert "Take this edition down" in alone
    assert "can still read" not in alone


def test_with_every_edition_taken_down_there_is_no_paper(footprint, publication, correct, priya):
    second = correct(publication)
    take_down(second, priya)
    take_down(publication, priya)
    assert listed(footprint) == []
    assert places() == []
