"""What beat starts and what an administrator types: the same work, with a broker and without."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.core.management import call_command
from django.utils import timezone

from portfolios import reminders, tasks
from portfolios.actions import mails
from portfolios.models import Mail, MailState, Notice
from stp_portal import celery_app
from tests.factories import HighlightReportFactory, MailFactory, NoticeFactory, PeriodFactory


@pytest.fixture
def nudged(monkeypatch):
    """Ids of the mails that workers were told of."""
    asked = []
    monkeypatch.setattr(tasks.send_mail, "apply_async", lambda args, expires: asked.extend(args))
    return asked


@pytest.fixture
def overdue(footprint, initiative, alice):
    """A report that was due a fortnight ago, so that a reminder of it is."""
    day = timezone.localdate() - timedelta(days=14)
    period = PeriodFactory(footprint=footprint, returns_due=day)
    return HighlightReportFactory(initiative=initiative, period=period)


def manage(*arguments):
    out = StringIO()
    call_command("mails", *arguments, stdout=out)
    return out.getvalue()


def test_the_tick_makes_mails_and_tells_workers_of_those_that_are_due(footprint, alice, nudged):
    NoticeFactory(footprint=footprint, user=alice)
    tasks.mail_tick()
    assert nudged == [Mail.objects.get().pk]
    assert outgoing.outbox == []


def test_the_tick_tells_reminders(overdue, nudged):
    tasks.mail_tick()
    assert Notice.objects.get().initiative == overdue.initiative
    assert nudged == []  # it waits shortly, so that several things become one mail


def test_the_tick_gives_up_what_is_lost(footprint, alice, nudged):
    mail = MailFactory(footprint=footprint, user=alice)
    mails.hand_over(mail.pk, mails.claim(mail.pk))
    Mail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    tasks.mail_tick()
    assert Mail.objects.get().state == MailState.FAILED
    assert nudged == []


def test_trouble_with_reminders_keeps_no_mail_back(footprint, alice, nudged):
    NoticeFactory(footprint=footprint, user=alice)
    with patch.object(reminders, "due_reminders", side_effect=RuntimeError), pytest.raises(RuntimeError):
        tasks.mail_tick()
    assert len(nudged) == 1


def test_a_long_queue_does_not_fill_the_broker(footprint, nudged, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_AT_ONCE", 3)
    for _ in range(5):
        MailFactory(footprint=footprint)
    tasks.mail_tick()
    assert len(nudged) == 3


def test_a_worker_that_is_told_sends_it(footprint, alice):
    mail = MailFactory(footprint=footprint, user=alice)
    tasks.send_mail(mail.pk)
    tasks.send_mail(mail.pk)
    assert len(outgoing.outbox) == 1


def test_beat_starts_the_tick_and_drops_old_ones():
    entry = settings.CELERY_BEAT_SCHEDULE["mail"]
    assert entry["task"] in celery_app.tasks
    assert entry["options"]["expires"] <= entry["schedule"] == settings.MAIL_TICK_SECONDS


def test_whoever_holds_a_mail_has_ended_before_it_is_anothers():
    assert tasks.send_mail.soft_time_limit < tasks.send_mail.time_limit < settings.MAIL_LEASE_SECONDS


def test_the_command_does_the_work_without_a_broker(overdue, alice, footprint):
    assert "Nothing is due." in manage("--once")
    assert Notice.objects.count() == 1
    Notice.objects.update(held_until=timezone.now())
    assert "Northmere (made up), to alice@example.org: sent" in manage("--once")
    assert outgoing.outbox[0].to == ["alice@example.org"]
    assert "Nothing is due." in manage("--once")


def test_the_command_lists_what_was_not_sent(footprint, alice, sam):
    assert "No mail is waiting, and none has failed." in manage()
    failed, waiting = (MailFactory(footprint=footprint, user=user) for user in (alice, sam))
    mails.fail(failed.pk, mails.claim(failed.pk), "There is nobody of this name.", is_certain=True)
    listed = manage()
    assert f"Mail {failed.pk}, Northmere (made up), to alice@example.org: failed: There is nobody" in listed
    assert f"Mail {waiting.pk}, Northmere (made up), to sam@example.org: waiting to be sent" in listed
