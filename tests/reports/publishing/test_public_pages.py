"""The public pages: open to anybody, the same for everybody, kept by caches, silent about what is not public."""

import hashlib
import re
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.test import Client

from reports.actions import publishing
from reports.models import Paper, PaperFile, Publication
from tests.factories import FootprintFactory, PaperFactory, PublicationFactory
from tests.pages import shown, words
from tests.reports.publishing.way import whole_way

pytestmark = pytest.mark.django_db

PAPER = "/published/northmere/governing-body-update-2018-01/"
LIST = "/published/northmere/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def second(publication, ann, sam, priya):
    """Edition 2, which supersedes the first."""
    edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=priya)
    edition.sections.update(text="The second words.")
    return whole_way(edition, author=ann, approver=sam, publisher=priya)


def files(client, address: str = PAPER) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'href="(/published/[^"]+/files/[^"]+)"', page)


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


class TestFeed:
    @pytest.mark.parametrize("address", [f"{LIST}feed.atom", "/published/feed.atom"])
    def test_it_is_atom_with_ids_that_stay(self, client, publication, second, address):
        response = client.get(address)
        assert response["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(response.content)  # noqa: S314  our own
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.find(f"{ATOM}title").text for entry in entries] == [
            "Sustainability and Transformation Plan (STP) Update, January 2018 (edition 2)",
            "Sustainability and Transformation Plan (STP) Update, January 2018",
        ]
        ids = [one.find(f"{ATOM}id").text for one in (feed, *entries)]
        assert len(set(ids)) == 3
        assert all(one.startswith("urn:uuid:") for one in ids)
        elsewhere = client.get(address, headers={"host": "localhost"}).content
        again = ElementTree.fromstring(elsewhere)  # noqa: S314  our own
        assert [one.find(f"{ATOM}id").text for one in (again, *again.findall(f"{ATOM}entry"))] == ids
        updated = datetime.fromisoformat(entries[1].find(f"{ATOM}updated").text)
        assert updated == publication.published_at

    def test_an_empty_feed_is_a_feed(self, client, db):
        assert client.get("/published/feed.atom").status_code == 200


class TestOpenness:
    @pytest.fixture
    def addresses(self, client, publication):
        return ["/published/", LIST, PAPER, f"{LIST}feed.atom", "/published/feed.atom", *files(client)]

    def test_at_most_three_queries_and_no_look_at_the_session(
        self, client, priya, addresses, django_assert_max_num_queries
    ):
        client.force_login(priya)
        for address in [*addresses, "/published/check/", "/published/accessibility/"]:
            with django_assert_max_num_queries(3):
                response = client.get(address)
            assert response.status_code == 200
            assert "Cookie" not in response.get("Vary", "")
            assert not response.cookies
            assert not response.wsgi_request.session.accessed

    def test_who_is_signed_in_reads_the_very_same(self, client, priya, addresses):
        signed_in = Client()
        signed_in.force_login(priya)
        for address in addresses:
            assert client.get(address).content == signed_in.get(address).content

    def test_a_reader_who_has_it_is_not_sent_it_again(self, client, addresses):
        for address in addresses:
            response = client.get(address)
            assert "public" in response["Cache-Control"]
            again = client.get(address, headers={"if-none-match": response["ETag"]})
            assert again.status_code == 304
            assert again.content == b""
            if "Last-Modified" in response:
                since = client.get(address, headers={"if-modified-since": response["Last-Modified"]})
                assert since.status_code == 304

    def test_files_are_kept_for_good_and_pages_for_a_minute(self, client, addresses):
        assert client.get(PAPER)["Cache-Control"] == "public, max-age=60"
        kept = client.get(addresses[-1])["Cache-Control"]
        assert "immutable" in kept
        assert "max-age=31536000" in kept

    def test_a_correction_changes_the_page_of_the_edition_before(self, client, publication, request):
        before = client.get(PAPER)["ETag"]
        request.getfixturevalue("second")
        assert client.get(PAPER, headers={"if-none-match": before}).status_code == 200


class TestCheck:
    def ask(self, client, content: bytes, name: str = "got.pdf"):
        file = BytesIO(content)
        file.name = name
        return client.post("/published/check/", {"file": file})

    def pdf(self, publication) -> bytes:
        return bytes(PaperFile.objects.get(run=publication.run, file_format="pdf").content)

    def test_a_published_file_is_told_with_paper_and_edition(self, client, publication):
        response = self.ask(client, self.pdf(publication))
        page = shown(response)
        assert "This is the published file, and it is current" in page
        assert "got.pdf: PDF" in page
        assert "Edition 1, published on" in page
        assert response["Cache-Control"] == "private, no-store"
        assert not response.cookies

    def test_a_superseded_one_says_by_what(self, client, publication, second):
        page = shown(self.ask(client, self.pdf(publication)))
        assert "This is a published file, and it is superseded" in page
        assert "By edition 2 on" in page
        assert "The sum was wrong." in page

    def test_one_that_was_taken_down_says_so(self, client, publication, priya):
        publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        page = shown(self.ask(client, self.pdf(publication)))
        assert "This file was published, and has been taken down" in page
        assert "Names a patient." in page

    def test_another_file_is_unknown_by_its_hash(self, client, publication):
        page = shown(self.ask(client, b"something else"))
        assert "This is not a file that was published here" in page
        assert hashlib.sha256(b"something else").hexdigest() in page

    def test_a_draft_is_no_published_file(self, client, in_review):
        content = bytes(PaperFile.objects.filter(run__paper=in_review).first().content)
        assert "not a file that was published" in shown(self.ask(client, content))

    def test_a_private_one_is_told_to_those_who_may_read_it(self, client, publication, bea, bob, charlie):
        Publication.objects.update(is_private=True, private_reason="Commercial")
        Paper.objects.update(is_private=True, private_reason="Commercial", title="Land sale")
        content = self.pdf(publication)
        for user in (None, bob, charlie):
            if user:
                client.force_login(user)
            assert "not a file that was published" in shown(self.ask(client, content))
        client.force_login(bea)
        page = shown(self.ask(client, content))
        assert "This is the published file, and it is current" in page
        assert "Private" in page

    def test_without_a_file_it_asks_for_one(self, client, db):
        response = client.post("/published/check/", {})
        assert response.status_code == 422
        assert "Choose file to check" in shown(response)

    def test_what_is_too_large_is_said_and_not_kept(self, client, db, monkeypatch, tmp_path, settings):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        monkeypatch.setattr("reports.upload_digest.LARGEST", 1000)
        response = self.ask(client, b"x" * 1001)
        assert response.status_code == 422
        assert "Choose a file of at most 30 MB" in shown(response)
        assert "not a file that was published" in shown(self.ask(client, b"x" * 1000))

    def test_a_large_file_never_reaches_the_disk(self, client, db, tmp_path, settings, monkeypatch):
        """Larger than what Django holds in memory: its own handlers would write it to a file."""
        made = []
        monkeypatch.setattr(
            "django.core.files.uploadedfile.TemporaryUploadedFile.__init__", lambda *args: made.append(args)
        )
        content = b"y" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
        assert hashlib.sha256(content).hexdigest() in shown(self.ask(client, content))
        assert made == []

    def test_it_needs_no_token_and_no_cookie(self, db, publication):
        strict = Client(enforce_csrf_checks=True)
        assert "it is current" in shown(self.ask(strict, self.pdf(publication)))


def test_words_that_are_addresses_here_are_no_footprints(db):
    from django.core.exceptions import ValidationError

    for word in ("check", "accessibility", "look", "r"):
        with pytest.raises(ValidationError):
            FootprintFactory.build(slug=word).full_clean()
