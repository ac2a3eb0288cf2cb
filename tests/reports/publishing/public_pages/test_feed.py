"""Published papers as a feed."""

from datetime import datetime
from xml.etree import ElementTree

import pytest

from tests.reports.publishing.public_pages.addresses import ATOM, LIST

pytestmark = pytest.mark.django_db


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
