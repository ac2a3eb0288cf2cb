"""Those on a list, and what becomes of the mails to them."""

from django.core import mail as outbox

from portfolios import mailer
from portfolios.actions import mails
from tests.factories import RecipientFactory


def reader(group, name="Ann Chair", address="ann@example.org", **more):
    return RecipientFactory(distribution=group, name=name, address=address, **more)


def sent(delivery):
    assert mailer.deliver(delivery.mail_id)
    delivery.mail.refresh_from_db()
    return outbox.outbox[-1]


def failed(delivery, words="The mail server refused the address: 550 nobody here."):
    mails.fail(delivery.mail_id, mails.claim(delivery.mail_id), words, is_certain=True)
    delivery.mail.refresh_from_db()
    return delivery
