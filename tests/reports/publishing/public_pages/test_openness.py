"""The public pages are the same for everybody, whoever is signed in, and say how long they may be kept."""

import pytest
from django.test import Client

from tests.reports.publishing.public_pages.addresses import LIST, PAPER, files

pytestmark = pytest.mark.django_db


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
