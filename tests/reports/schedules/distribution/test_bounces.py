"""Mails that came back: noted with their words, and sent again."""

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Mail
from reports.actions import deliveries, distribution
from reports.models import Delivery
from reports.queries.deliveries import sendings
from stp_portal.core.models import AuditEvent
from tests.reports.schedules.distribution.deliveries import reader, sent

pytestmark = pytest.mark.django_db


class TestBounces:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        delivery = distribution.send(publication)[0]
        sent(delivery)
        return delivery

    def test_a_mail_that_came_back_no_longer_counts_as_sent(self, publication, delivery, priya):
        deliveries.came_back(delivery=delivery, words=" 550 mailbox\n not found ", by=priya)
        row = sendings(publication, priya)[0]
        assert (row.state, row.words) == ("Came back", "It came back: 550 mailbox not found")
        assert AuditEvent.objects.filter(event="delivery.came_back").count() == 1

    def test_it_is_sent_again_as_a_new_mail_or_to_another_address(self, publication, delivery, priya):
        deliveries.came_back(delivery=delivery, words="mailbox full", by=priya)
        deliveries.retry(delivery=delivery, by=priya)
        again = Delivery.objects.get()
        assert (again.bounced_at, Mail.objects.count()) == (None, 2)
        sent(again)
        deliveries.came_back(delivery=again, words="550 not found", by=priya)
        assert deliveries.correct(delivery=again, address="new@example.org", by=priya).mail is not None
        assert Mail.objects.count() == 3

    @pytest.mark.parametrize("words", ["", "  ", "x" * 301])
    def test_it_needs_words_of_a_bearable_length(self, delivery, priya, words):
        with pytest.raises(ValidationError) as refused:
            deliveries.came_back(delivery=delivery, words=words, by=priya)
        assert "words" in refused.value.message_dict

    def test_a_mail_that_waits_cannot_have_come_back(self, publication, group, priya):
        reader(group, "Ben", "ben@example.org")
        waiting = distribution.send(publication)[-1]
        with pytest.raises(ValidationError, match="has not been sent yet"):
            deliveries.came_back(delivery=waiting, words="550", by=priya)
