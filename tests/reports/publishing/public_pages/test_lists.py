"""Public lists: footprints that have published, and their papers."""

import pytest

from reports.actions import publishing
from tests.factories import FootprintFactory, PublicationFactory
from tests.pages import shown
from tests.reports.publishing.public_pages.addresses import LIST, PAPER

pytestmark = pytest.mark.django_db


class TestLists:
    def test_places_say_how_much_and_when(self, client, publication, second, other_footprint):
        page = shown(client.get("/published/"))
        assert "Northmere (made up) 1 paper, the last published on" in page
        assert "Southmere" not in page

    def test_with_nothing_published_it_says_so(self, client, db):
        assert "Nothing is published yet." in shown(client.get("/published/"))

    def test_current_papers_come_newest_meeting_first_with_the_editions_before(
        self, client, footprint, publication, second
    ):
        PublicationFactory(
            footprint=footprint,
            paper__paper_type=publication.paper.paper_type,
            paper__period=publication.paper.period,
            paper__edition=7,
            title="Newer one",
            meeting_date="2019-03-20",
            slug="newer",
        )
        page = shown(client.get(LIST))
        assert page.index("Newer one") < page.index("Sustainability")
        assert page.count("Sustainability and Transformation Plan (STP) Update, January 2018 Governing") == 1
        assert "Superseded: edition 1" in page
        narrowed = shown(client.get(f"{LIST}?year=2019"))
        assert "Sustainability" not in narrowed
        assert "Newer one" in narrowed

    def test_an_address_typed_wrong_is_told_and_left_out(self, client, publication):
        page = shown(client.get(f"{LIST}?year=1066&page=9"))
        assert "“1066” is not a year of papers here" in page
        assert "There is no page 9" in page
        assert "Sustainability" in page

    def test_a_taken_down_correction_leaves_the_edition_before_in_the_list(
        self, client, publication, second, priya
    ):
        publishing.take_down(paper=second.paper, reason="Names a patient.", by=priya)
        page = client.get(LIST).content.decode()
        assert f'href="{PAPER}"' in page
        assert "-edition-2" not in page

    def test_long_lists_have_pages(self, client, footprint, publication):
        paper = publication.paper
        for number in range(2, 30):
            PublicationFactory(
                footprint=footprint,
                paper__paper_type=paper.paper_type,
                paper__period=paper.period,
                paper__edition=number,
                slug=f"paper-{number}",
            )
        assert "page=2" in client.get(LIST).content.decode()
        assert "paper-2/" in client.get(f"{LIST}?page=2").content.decode()


def test_words_that_are_addresses_here_are_no_footprints(db):
    from django.core.exceptions import ValidationError

    for word in ("check", "accessibility", "look", "r"):
        with pytest.raises(ValidationError):
            FootprintFactory.build(slug=word).full_clean()
