"""The public page of a paper: its facts, files and editions."""

import hashlib
import re

import pytest

from reports.actions import publishing
from tests.factories import PaperFactory, PublicationFactory
from tests.pages import shown, words
from tests.reports.publishing.public_pages.addresses import LIST, PAPER, files
from tests.reports.publishing.way import whole_way

pytestmark = pytest.mark.django_db


class TestPaper:
    def test_it_is_the_html_file_with_the_files_beside_it(self, client, publication):
        page = shown(client.get(PAPER))
        assert "The first words." in page
        assert re.search(r"PDF \(1\d\sbytes\)", page)
        for one in publication.manifest:
            assert one["sha256"] in page

    def test_each_file_is_there_byte_for_byte(self, client, publication):
        contents = {file.sha256: bytes(file.content) for file in publication.run.files.all()}
        addresses = files(client)
        assert len(addresses) == 2
        for address in addresses:
            response = client.get(address)
            digest = address.split("/")[-2]
            assert response.content == contents[digest]
            assert hashlib.sha256(response.content).hexdigest() == digest
            assert response["Content-Disposition"] == f'attachment; filename="{address.split("/")[-1]}"'

    def test_a_superseded_edition_says_by_which_when_and_why(self, client, publication, second):
        page = client.get(PAPER).content.decode()
        assert "Superseded by edition 2 on" in words(page)
        assert "because: The sum was wrong." in words(page)
        assert f'href="{PAPER[:-1]}-edition-2/"' in page
        assert "The first words." in page
        later = shown(client.get(f"{PAPER[:-1]}-edition-2/"))
        assert "This is edition 2, which corrects the one before: The sum was wrong." in later
        assert "Edition 1, published on" in later

    def test_taken_down_it_says_when_and_why_and_so_do_its_files(self, client, publication, priya):
        addresses = files(client)
        publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        for address in (PAPER, *addresses):
            response = client.get(address)
            assert response.status_code == 410
            assert "Names a patient." in shown(response)
            assert "The first words." not in response.content.decode()
        assert "What was published has been taken down." in shown(client.get(LIST))
        assert "northmere" not in client.get("/published/").content.decode()

    def test_private_and_unpublished_papers_are_as_nothing(self, client, publication, ann, sam, priya):
        nothing = client.get("/published/northmere/nothing-2018-01/")
        private = PaperFactory(
            paper_type=publication.paper.paper_type,
            period=publication.paper.period,
            session="private",
            is_private=True,
            private_reason="Commercial",
            title="Land sale",
        )
        made = whole_way(private, author=ann, approver=sam, publisher=priya)
        file = made.run.files.first()
        for address in (
            f"/published/northmere/{made.slug}/",
            f"/published/northmere/{made.slug}/files/{file.sha256}/{file.name}",
            f"{PAPER}files/{file.sha256}/{file.name}",
            "/published/southmere/",
        ):
            there = client.get(address)
            assert there.status_code == 404
            assert there.content == client.get("/published/northmere/nothing-2018-01/").content
        assert nothing.status_code == 404
        for address in (LIST, PAPER, "/published/", f"{LIST}feed.atom", "/published/feed.atom"):
            assert "Land sale" not in client.get(address).content.decode()

    def test_a_footprint_that_published_nothing_for_the_public_is_not_there(self, client, footprint):
        PublicationFactory(paper__paper_type__footprint=footprint, is_private=True, private_reason="No.")
        assert client.get(LIST).status_code == 404
        assert client.get(f"{LIST}feed.atom").status_code == 404
