"""Private papers go as links to accounts that may read them, and to nobody else."""

import pytest
from django.core import mail as outbox

from portfolios import mailer
from portfolios.models import Mail, MailState
from reports.actions import deliveries, distribution
from reports.models import Delivery, DeliveryKind
from reports.queries.deliveries import sendings
from stp_portal.accounts.roles import Role
from stp_portal.core.models import AuditEvent
from tests.factories import UserFactory
from tests.reports.schedules.distribution.deliveries import reader, sent
from tests.reports.schedules.distribution.publications import MARKER

pytestmark = pytest.mark.django_db


class TestPrivatePapers:
    def test_they_go_as_links_to_accounts_that_may_read_them(self, private, group, bea):
        reader(group, "Bea Board", "bea@example.org", kind=DeliveryKind.ATTACHMENT)
        delivery = distribution.send(private)[0]
        assert (delivery.kind, delivery.mail.user, delivery.mail.attachment) == (DeliveryKind.LINK, bea, None)
        message = sent(delivery)
        assert message.attachments == []
        assert MARKER not in message.body + message.subject
        assert "A paper for the private session of Governing Body" in message.body
        assert "after you have signed in" in message.body

    def test_nobody_else_is_sent_them_and_the_page_says_so(self, private, group, bob, charlie, priya):
        for name in ("bob", "charlie", "outsider"):
            reader(group, name, f"{name}@example.org")
        made = distribution.send(private)
        assert [delivery.mail for delivery in made] == [None] * 3
        assert not Mail.objects.exists()
        assert {row.state for row in sendings(private, priya)} == {"Not sent"}
        assert "nobody but accounts that may read private material" in sendings(private, priya)[0].words
        refused = AuditEvent.objects.get(event="publication.sent").after["refused"]
        assert sorted(refused) == ["bob@example.org", "charlie@example.org", "outsider@example.org"]

    def test_the_trail_does_not_name_them(self, private, group, bea, priya):
        reader(group, "Bea", bea.email)
        delivery = distribution.send(private)[0]
        sent(delivery)
        deliveries.came_back(delivery=delivery, words="550 unknown", by=priya)
        deliveries.retry(delivery=delivery, by=priya)
        labels = list(AuditEvent.objects.values_list("subject_label", flat=True))
        assert "private delivery" in labels
        assert MARKER not in str(labels)

    def test_given_the_role_they_are_sent_it(self, private, group, footprint, priya):
        reader(group, "Dee", "dee@example.org")
        distribution.send(private)
        UserFactory(email="dee@example.org", role=Role.BOARD_MEMBER, footprint=footprint)
        assert distribution.send_to_missing(publication=private, by=priya) == 1
        assert Delivery.objects.get().mail is not None

    def test_an_account_that_closed_meanwhile_gets_nothing(self, private, group, bea):
        reader(group, "Bea Board", "bea@example.org")
        delivery = distribution.send(private)[0]
        bea.is_active = False
        bea.save()
        assert not mailer.deliver(delivery.mail_id)
        assert outbox.outbox == []
        assert Mail.objects.get().state == MailState.FAILED
