"""Sending one mail: what goes out, and which end each trouble with a mail server gives it."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from unittest.mock import Mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail as outgoing
from django.db import OperationalError
from django.utils import timezone

from portfolios import mailer
from portfolios.actions import mails
from portfolios.models import Mail, MailState
from tests.factories import MailFactory


@pytest.fixture
def mail(footprint, alice):
    return MailFactory(
        footprint=footprint, user=alice, subject="Northmere: 1 reminder", body="Élan – at 8.\n"
    )


class Server:
    """A mail server's side of a connection that does as a test says."""

    def __init__(self, *, opening=None, taking=None, closing=None):
        self.trouble = {"open": opening, "send": taking, "close": closing}
        self.got = []

    def meet(self, name):
        if self.trouble[name]:
            raise self.trouble[name]

    def open(self):
        self.meet("open")

    def send_messages(self, messages):
        self.meet("send")
        self.got += messages

    def close(self):
        self.meet("close")


@pytest.fixture
def server(monkeypatch):
    def made(**trouble):
        it = Server(**trouble)
        monkeypatch.setattr(mailer, "get_connection", lambda: it)
        return it

    return made


def test_a_mail_goes_out_as_it_was_made(mail):
    assert mailer.deliver(mail.pk)
    sent = outgoing.outbox[0].message()
    assert (sent["To"], sent["From"]) == ("alice@example.org", "STP Portal <portal@localhost>")
    assert sent["Subject"] == "Northmere: 1 reminder"
    assert sent["Message-ID"] == mail.message_id
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content_type() == "text/plain"
    assert sent.get_payload(decode=True).decode() == "Élan – at 8.\n"
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.SENT, 1, "")


def test_a_mail_is_delivered_once(mail):
    assert mailer.deliver(mail.pk)
    assert not mailer.deliver(mail.pk)
    assert len(outgoing.outbox) == 1


def test_the_same_number_stands_in_the_head_of_every_attempt(mail, server, priya):
    server(taking=SMTPServerDisconnected("Connection unexpectedly closed"))
    mailer.deliver(mail.pk)
    it = server()
    mails.retry(mail=Mail.objects.get(), by=priya)
    assert mailer.deliver(mail.pk)
    assert it.got[0].message()["Message-ID"] == mail.message_id


@pytest.mark.parametrize(
    ("trouble", "state", "words"),
    [
        (
            {"opening": ConnectionRefusedError(111, "Connection refused")},
            "queued",
            "could not be reached: Connection refused.",
        ),
        ({"opening": TimeoutError("timed out")}, "queued", "could not be reached: timed out."),
        ({"opening": SMTPAuthenticationError(535, b"5.7.8 Bad credentials")}, "queued", "535 5.7.8 Bad"),
        ({"taking": SMTPSenderRefused(451, b"Try later", "portal@localhost")}, "queued", "451 Try later."),
        ({"taking": SMTPSenderRefused(550, b"Not you", "portal@localhost")}, "queued", "550 Not you."),
        ({"taking": SMTPRecipientsRefused({"a@b.c": (450, b"Greylisted")})}, "queued", "450 Greylisted."),
        (
            {"taking": SMTPRecipientsRefused({"a@b.c": (550, b"Nobody\r\nhere")})},
            "failed",
            "550 Nobody here.",
        ),
        ({"taking": SMTPDataError(452, b"Full")}, "queued", "452 Full."),
        ({"taking": SMTPDataError(554, b"Looks like spam")}, "failed", "554 Looks like spam."),
        (
            {"taking": SMTPNotSupportedError("SMTPUTF8 not supported")},
            "queued",
            "could not be sent: SMTPUTF8",
        ),
        ({"taking": SMTPServerDisconnected("closed")}, "failed", "may have arrived"),
        ({"taking": TimeoutError("timed out")}, "failed", "may have arrived"),
        ({"taking": SoftTimeLimitExceeded()}, "failed", "may have arrived"),
        ({"opening": SoftTimeLimitExceeded()}, "queued", "could not be sent"),
        ({"closing": SMTPServerDisconnected("closed")}, "sent", ""),
    ],
)
def test_what_becomes_of_a_mail(mail, server, trouble, state, words):
    """Only what the mail server surely does not have is tried again by itself."""
    server(**trouble)
    assert mailer.deliver(mail.pk) is (state == "sent")
    mail.refresh_from_db()
    assert mail.state == state
    assert words in mail.error
    assert mail.error.isprintable()
    assert mails.give_up() == []


def test_nothing_is_given_to_the_server_by_a_worker_that_was_taken_for_dead(mail, server, monkeypatch):
    it = server()
    real = mails.hand_over

    def too_late(mail_id, token):
        Mail.objects.filter(pk=mail_id).update(lease_until=timezone.now() - timedelta(hours=1))
        assert mails.claim(mail_id)
        return real(mail_id, token)

    monkeypatch.setattr(mails, "hand_over", too_late)
    assert not mailer.deliver(mail.pk)
    assert it.got == []
    assert Mail.objects.get().state == MailState.SENDING


def test_a_database_that_is_away_when_the_server_took_it_leaves_a_doubt_and_no_double(
    mail, server, monkeypatch
):
    it = server()
    with monkeypatch.context() as away, pytest.raises(OperationalError):
        away.setattr(mails, "sent", Mock(side_effect=OperationalError("server closed the connection")))
        mailer.deliver(mail.pk)
    Mail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert not mailer.deliver(mail.pk)
    assert mails.give_up() == [mail.pk]
    assert "may have arrived" in Mail.objects.get().error
    assert len(it.got) == 1


def test_who_left_since_it_was_made_is_not_written_to(mail, alice, priya):
    alice.memberships.update(ended_at=timezone.now(), ended_by=priya)
    assert not mailer.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
    assert "no role in Northmere (made up) any more" in mail.error
    assert outgoing.outbox == []


def test_a_subject_that_would_add_a_head_is_not_sent(mail, server):
    it = server()
    Mail.objects.update(subject="Northmere\r\nBcc: everybody@example.org")
    assert not mailer.deliver(mail.pk)
    assert it.got == []
    assert Mail.objects.get().state == MailState.QUEUED
