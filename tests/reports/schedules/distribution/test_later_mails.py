"""Mails after the first: to those added later, once more after a failure, to a corrected address."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.actions import mails
from portfolios.models import Mail, MailState
from reports.actions import deliveries, distribution
from reports.models import Delivery, Recipient
from reports.queries.deliveries import sendings, summary
from tests.reports.schedules.distribution.deliveries import failed, reader, sent
from tests.reports.schedules.distribution.publications import published

pytestmark = pytest.mark.django_db


class TestAfterwards:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def test_those_added_later_are_sent_it(self, publication, group, delivery, priya):
        reader(group, "Late", "late@example.org")
        assert distribution.send_to_missing(publication=publication, by=priya) == 1
        assert distribution.send_to_missing(publication=publication, by=priya) == 0
        assert sorted(Mail.objects.values_list("address", flat=True)) == [
            "ann@example.org",
            "late@example.org",
        ]

    @pytest.mark.parametrize("ended", ["superseded_at", "taken_down_at"])
    def test_but_not_an_edition_that_nobody_should_read(self, publication, group, priya, ended):
        other = published(group.footprint, group, paper_type__slug="other")
        publication.taken_down_reason = "It named a patient." if ended == "taken_down_at" else ""
        publication.superseded_by = other if ended == "superseded_at" else None
        setattr(publication, ended, timezone.now())
        publication.save()
        reader(group)
        with pytest.raises(ValidationError):
            distribution.send_to_missing(publication=publication, by=priya)
        assert not Mail.objects.exists()

    def test_a_refused_address_keeps_its_words_and_is_sent_again_by_hand(self, publication, delivery, priya):
        failed(delivery)
        row = sendings(publication, priya)[0]
        assert (row.state, row.words) == ("Failed", "The mail server refused the address: 550 nobody here.")
        deliveries.retry(delivery=delivery, by=priya)
        sent(delivery)
        assert delivery.mail.address == "ann@example.org"
        assert summary(sendings(publication, priya)) == "1 reader: 1 sent; 0 opened"

    def test_all_that_failed_goes_again_but_not_what_may_have_arrived(
        self, publication, group, delivery, priya
    ):
        reader(group, "Ben", "ben@example.org")
        other = distribution.send(publication)[0]
        failed(delivery)
        token = mails.claim(other.mail_id)
        mails.hand_over(other.mail_id, token)
        mails.lose_sight(other.mail_id, token)
        assert deliveries.retry_failed(publication=publication, by=priya) == 1
        assert Mail.objects.get(pk=delivery.mail_id).state == MailState.QUEUED
        assert Mail.objects.get(pk=other.mail_id).state == MailState.FAILED

    def test_a_corrected_address_gets_its_own_mail_and_its_place_on_the_list(
        self, publication, group, delivery, priya
    ):
        failed(delivery)
        made = deliveries.correct(delivery=delivery, address="Ann.Chair@example.org", by=priya)
        assert made.address == "ann.chair@example.org"
        assert sent(made).to == ["ann.chair@example.org"]
        assert list(group.recipients.filter(ended_at=None).values_list("name", "address")) == [
            ("Ann Chair", "ann.chair@example.org")
        ]
        assert Recipient.objects.count() == 2
        delivery.mail.refresh_from_db()
        assert delivery.mail.state == MailState.FAILED

    @pytest.mark.parametrize("address", ["", "nobody", "ann@example.org"])
    def test_a_correction_that_is_none_is_refused(self, delivery, priya, address):
        failed(delivery)
        with pytest.raises(ValidationError) as refused:
            deliveries.correct(delivery=delivery, address=address, by=priya)
        assert "address" in refused.value.message_dict
        assert Delivery.objects.count() == 1

    def test_what_arrived_is_not_corrected(self, delivery, priya):
        sent(delivery)
        with pytest.raises(ValidationError, match="nothing to correct"):
            deliveries.correct(delivery=delivery, address="other@example.org", by=priya)
