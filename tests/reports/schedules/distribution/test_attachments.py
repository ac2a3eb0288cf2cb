"""The PDF that goes along with a mail, unless it is too large for one."""

import pytest

from portfolios.models import MailAttachment
from reports.actions import distribution
from reports.models import DeliveryKind
from tests.reports.schedules.distribution.deliveries import reader, sent

pytestmark = pytest.mark.django_db


class TestAttachments:
    def test_the_pdf_goes_along_and_is_kept_once(self, publication, group):
        for number in range(3):
            reader(group, address=f"reader{number}@example.org", kind=DeliveryKind.ATTACHMENT)
        for delivery in distribution.send(publication):
            message = sent(delivery)
            assert message.attachments == [("northmere-update.pdf", b"%PDF-1.7 made up", "application/pdf")]
            assert "It is attached: northmere-update.pdf (16 bytes)." in message.body
            assert "/published/r/" in message.body
        assert MailAttachment.objects.count() == 1

    def test_a_file_too_large_for_mail_goes_as_a_link_with_a_note(self, publication, group, monkeypatch):
        monkeypatch.setattr(distribution, "LARGEST_ATTACHMENT", 15)
        reader(group, kind=DeliveryKind.ATTACHMENT)
        delivery = distribution.send(publication)[0]
        message = sent(delivery)
        assert (delivery.kind, message.attachments) == (DeliveryKind.LINK, [])
        assert "too large to be sent by mail" in message.body
