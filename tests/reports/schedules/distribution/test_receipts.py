"""The link of a reader's own: that it was opened is noted once, and by the reader only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.actions import distribution
from reports.models import Delivery
from tests.reports.schedules.distribution.deliveries import reader

pytestmark = pytest.mark.django_db


class TestReceipts:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def address(self, delivery):
        return f"/published/r/{delivery.token}/"

    def opened(self):
        return Delivery.objects.get().first_opened_at

    def test_the_link_leads_to_the_public_page_and_is_noted_once(self, client, publication, delivery):
        before = timezone.now()
        response = client.get(self.address(delivery))
        assert (response.status_code, response.url) == (302, f"/published/northmere/{publication.slug}/")
        first = self.opened()
        assert before - timedelta(seconds=2) < first
        client.get(self.address(delivery))
        assert self.opened() == first

    def test_asking_for_the_head_alone_is_not_opening(self, client, delivery):
        assert client.head(self.address(delivery)).status_code == 302
        assert self.opened() is None

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Purpose": "prefetch;prerender"},
            {"Purpose": "prefetch"},
            {"X-Moz": "prefetch"},
            {"X-Purpose": "preview"},
            {"Sec-Fetch-Mode": "no-cors"},
        ],
    )
    def test_neither_is_fetching_it_in_advance(self, client, delivery, headers):
        assert client.get(self.address(delivery), headers=headers).status_code == 302
        assert self.opened() is None

    def test_nor_a_colleague_who_finds_the_link_among_the_mails(self, client, delivery, priya):
        client.force_login(priya)
        client.get(self.address(delivery))
        assert self.opened() is None

    def test_it_is_never_kept_by_a_cache_nor_posted_to(self, client, delivery):
        assert "no-store" in client.get(self.address(delivery))["Cache-Control"]
        assert client.post(self.address(delivery)).status_code == 405

    def test_an_unknown_link_is_404(self, client, delivery):
        assert client.get("/published/r/6f1c9f0e-0000-4000-8000-000000000000/").status_code == 404

    def test_a_private_one_leads_behind_the_sign_in_and_says_nothing(self, client, private, group, bea):
        reader(group, "Bea Board", "bea@example.org")
        delivery = distribution.send(private)[0]
        response = client.get(self.address(delivery))
        assert response.url == f"/northmere/papers/{private.paper_id}/"
        assert client.get(response.url).url.startswith("/accounts/login/")
