"""Mails to an address that is no account's: it is kept when they are tried again, and shown."""

import pytest

from portfolios.actions import mails
from portfolios.models import Mail
from reports.actions import distribution
from tests.reports.schedules.distribution.deliveries import failed, reader

pytestmark = pytest.mark.django_db


class TestMailWithoutAccount:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def test_it_keeps_its_address_through_every_way_of_trying_again(self, footprint, delivery, priya):
        failed(delivery)
        mails.retry(mail=delivery.mail, by=priya)
        failed(delivery)
        assert mails.retry_all(footprint=footprint, by=priya) == 1
        assert Mail.objects.get().address == "ann@example.org"

    def test_its_pages_name_the_address(self, client, delivery, priya):
        client.force_login(priya)
        page = client.get("/northmere/mails/").content.decode()
        assert "ann@example.org" in page
        assert "None (" not in page
        assert client.get(f"/northmere/mails/{delivery.mail_id}/").status_code == 200
