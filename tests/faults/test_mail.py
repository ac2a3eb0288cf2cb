"""Mail while things break: each mail arrives once, or is shown as failed. Real workers, beats and a real mail server.

Ten minutes of waiting for a mail server are cut short by moving ``next_attempt_at`` of the rows to now, the two minutes
that notices wait for each other by moving ``held_until``; everything else takes its own time.
"""

import os
import signal
import time as clock
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from portfolios import mailer
from portfolios.actions import mails
from portfolios.actions.notices import tell
from portfolios.models import (
    Cycle,
    Mail,
    MailFrequency,
    MailPreference,
    MailState,
    Notice,
    NoticeKind,
    ReportState,
)
from portfolios.reminders import due_reminders
from stp_portal.accounts.roles import Role
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    MailFactory,
    PeriodFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from tests.faults.conftest import LONG_ENOUGH
from tests.faults.live import until
from tests.faults.mail_sink import MuteServer
from tests.services import RedisServer

pytestmark = [pytest.mark.fault, pytest.mark.slow]

CELERY = ("celery", "--app", "stp_portal")
WORKER = (*CELERY, "worker", "--beat", "--concurrency", "1")


@pytest.fixture
def mail(footprint, alice):
    return MailFactory(footprint=footprint, user=alice)


def states():
    return Counter(Mail.objects.values_list("state", flat=True))


def sent(number):
    return lambda: states() == {MailState.SENT: number}


def test_a_worker_killed_between_claim_and_sending_is_followed_by_one_that_sends(portal, sink, mail):
    sink.stop()
    silent = MuteServer(sink.port)
    worker = portal.start(*WORKER)
    silent.wait_for_caller()
    mail.refresh_from_db()
    assert (mail.state, mail.handing_over_at) == (MailState.SENDING, None)
    portal.kill(worker)
    silent.close()

    sink.start()
    portal.start(*WORKER)
    until(sent(1), "another worker sends the mail")
    clock.sleep(LONG_ENOUGH)
    assert sink.readers == ["alice@example.org"]
    assert Mail.objects.get().attempts == 2


def test_a_worker_killed_while_the_server_has_the_mail_leaves_it_visibly_failed_and_not_doubled(
    portal, sink, mail, priya
):
    sink.answers.clear()
    worker = portal.start(*WORKER)
    until(lambda: sink.taken, "the mail server has the mail")
    portal.kill(worker)
    sink.answers.set()

    portal.start(*WORKER)
    until(lambda: states() == {MailState.FAILED: 1}, "the mail is given up once its lease is over")
    clock.sleep(LONG_ENOUGH)
    assert sink.readers == ["alice@example.org"]
    mail.refresh_from_db()
    assert "may have arrived" in mail.error

    # Only a person sends it again, and whoever gets two can see that they are one.
    mails.retry(mail=mail, by=priya)
    until(sent(1), "it is sent when somebody says so")
    assert [message["Message-ID"] for message in sink.taken] == [mail.message_id] * 2


def test_a_mail_server_that_dies_with_the_mail_leaves_it_visibly_failed(portal, sink, mail):
    sink.answers.clear()
    portal.start(*WORKER)
    until(lambda: sink.taken, "the mail server has the mail")
    sink.stop()
    until(lambda: states() == {MailState.FAILED: 1}, "the worker notices that the server is gone")
    assert "may have arrived" in Mail.objects.get().error
    sink.answers.set()
    sink.start()
    clock.sleep(LONG_ENOUGH)
    assert sink.readers == ["alice@example.org"]


def test_mail_waits_for_a_mail_server_that_is_down_for_ten_minutes(portal, sink, footprint):
    for number in range(5):
        user = UserFactory(email=f"lead{number}@example.org", role=Role.LEAD, footprint=footprint)
        MailFactory(footprint=footprint, user=user)
    sink.stop()
    portal.start(*WORKER)
    # At 0, 1, 3 and 7 minutes; the next attempt is then due at 15.
    for attempt in (1, 2, 3, 4):
        until(
            lambda attempt=attempt: (
                Mail.objects.filter(attempts=attempt, state=MailState.QUEUED).count() == 5
            ),
            f"every mail was tried, time {attempt}",
        )
        assert all("could not be reached" in error for error in Mail.objects.values_list("error", flat=True))
        waits = [row - timezone.now() for row in Mail.objects.values_list("next_attempt_at", flat=True)]
        pause = timedelta(minutes=mails.PAUSES[attempt - 1])
        assert all(pause - timedelta(seconds=30) < wait <= pause for wait in waits)
        if attempt == 4:
            sink.start()
        Mail.objects.update(next_attempt_at=timezone.now())
    until(sent(5), "every mail is sent once the server is back")
    clock.sleep(LONG_ENOUGH)
    assert sink.readers == [f"lead{number}@example.org" for number in range(5)]


def test_an_address_that_is_refused_fails_at_once_and_keeps_no_other_waiting(
    portal, sink, footprint, alice, sam
):
    sink.refused.add("alice@example.org")
    for user in (alice, sam):
        MailFactory(footprint=footprint, user=user)
    portal.start(*WORKER)
    until(lambda: states() == {MailState.FAILED: 1, MailState.SENT: 1}, "both mails have an end")
    failed = Mail.objects.get(state=MailState.FAILED)
    assert (failed.address, failed.attempts) == ("alice@example.org", 1)
    assert "550 5.1.1 There is nobody of this name here" in failed.error
    assert sink.readers == ["sam@example.org"]


def test_a_frozen_worker_that_comes_back_sends_nothing_twice(portal, sink, settings, mail):
    """It had the mail claimed and not handed over; meanwhile another one sent it."""
    sink.stop()
    silent = MuteServer(sink.port)
    worker = portal.start(*WORKER)
    silent.wait_for_caller()
    os.killpg(worker.pid, signal.SIGSTOP)
    silent.listener.close()
    sink.start()
    until(lambda: mails.due().exists(), "its lease is over")
    use(sink, settings)
    assert mailer.deliver(mail.pk)

    # Its call is answered after all, and what it says would be taken.
    silent.put_through(sink.port)
    os.killpg(worker.pid, signal.SIGCONT)
    log = Path(portal.environment["VAR_DIR"]) / "celery.log"
    until(lambda: "taken over by another worker" in log.read_text(), "it notices that it is too late")
    clock.sleep(1)
    silent.close()
    assert sink.readers == ["alice@example.org"]
    assert states() == {MailState.SENT: 1}


def test_two_beats_and_two_workers_remind_each_lead_once(portal, sink, footprint):
    leads = remindable(footprint, 8, due=timezone.localdate())
    for name in ("first", "second"):
        portal.start(*CELERY, "beat", "--schedule", f"{portal.environment['VAR_DIR']}/beat-{name}")
        portal.start(*CELERY, "worker", "--concurrency", "1", "--hostname", f"{name}@%h")
    until(lambda: Notice.objects.count() == 8, "everybody is told")
    Notice.objects.update(held_until=timezone.now())
    until(sent(8), "everybody gets a mail")
    clock.sleep(LONG_ENOUGH)
    assert sink.readers == sorted(lead.email for lead in leads)
    assert len({message["Message-ID"] for message in sink.taken}) == 8
    assert Notice.objects.count() == 8


def test_a_broker_that_dies_and_forgets_everything_loses_no_mail(portal, sink, footprint, mail):
    with RedisServer() as broker:
        portal.environment["CELERY_BROKER_URL"] = broker.url
        portal.start(*WORKER)
        until(sent(1), "the worker is at work")
        broker.kill()
        other = MailFactory(footprint=footprint)
        clock.sleep(2)
        assert Mail.objects.get(pk=other.pk).state == MailState.QUEUED
        broker.start()
        until(sent(2), "the worker finds its broker again and sends what was due meanwhile")
        clock.sleep(LONG_ENOUGH)
        assert len(sink.taken) == 2


@pytest.mark.parametrize(
    ("night", "hour", "expected"),
    [
        # From 01:00 to 02:00 on 29 March 2026; 01:30 of that night is 02:30 by the new time.
        (date(2026, 3, 29), time(8), datetime(2026, 3, 30, 7, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
        # From 02:00 to 01:00 on 25 October 2026; 01:30 comes twice that night.
        (date(2026, 10, 25), time(8), datetime(2026, 10, 26, 8, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_reminders_over_a_change_of_the_clock_come_once_at_the_hour_on_the_wall(
    portal, sink, settings, footprint, night, hour, expected
):
    """Two beats at once, every half hour from Saturday to Monday night; the reminder is due on the Monday after."""
    use(sink, settings)
    Cycle.objects.create(footprint=footprint, reminder_days=[0], reminder_time=hour)
    leads = remindable(footprint, 2, due=night + timedelta(days=1))
    now = datetime.combine(night - timedelta(days=1), time(22), UTC)
    told_at = None
    with ThreadPoolExecutor(2) as beats:
        while now < datetime.combine(night + timedelta(days=2), time(2), UTC):
            list(beats.map(tick, [now, now]))
            told_at = told_at or (now if Notice.objects.exists() else None)
            now += timedelta(minutes=30)
    assert told_at == expected
    assert sink.readers == sorted(lead.email for lead in leads)


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (time(0, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        (time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (time(8), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (time(0, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (time(8), datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_the_daily_mail_of_a_night_with_a_changed_clock_comes_once(
    portal, sink, settings, footprint, alice, hour, expected
):
    """No working day falls on those nights, but the mail of who wants one a day does."""
    use(sink, settings)
    Cycle.objects.create(footprint=footprint, reminder_time=hour)
    MailPreference.objects.create(footprint=footprint, user=alice, frequency=MailFrequency.DAILY)
    now = expected.replace(hour=21, minute=0) - timedelta(days=expected.hour < 21)
    with patch("django.utils.timezone.now", return_value=now):
        tell(
            user=alice,
            footprint=footprint,
            kind=NoticeKind.CHASE,
            key="chase",
            text="Please send the report.",
            path="/northmere/",
        )
    with ThreadPoolExecutor(2) as beats:
        for _ in range(24):
            list(beats.map(tick, [now, now]))
            assert len(sink.taken) == (now >= expected)
            now += timedelta(minutes=30)


def remindable(footprint, number, *, due):
    """Leads who each have one report due on a day; for a footprint without a cycle of its own, due at midnight."""
    if not Cycle.objects.filter(footprint=footprint).exists():
        Cycle.objects.create(footprint=footprint, reminder_days=[0], reminder_time=time(0), sponsor_after=20)
    period = PeriodFactory(footprint=footprint, month=(due.year, due.month), returns_due=due)
    leads = []
    for name in range(number):
        lead = UserFactory(email=f"lead{name}@example.org", role=Role.LEAD, footprint=footprint)
        initiative = InitiativeFactory(footprint=footprint)
        RoleAssignmentFactory(initiative=initiative, person=PersonFactory(footprint=footprint, user=lead))
        HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)
        leads.append(lead)
    return leads


def tick(now):
    """What beat makes a worker do, as of ``now``, in a thread of its own: tell, make mails, send them."""
    try:
        due_reminders(now)
        mails.compose_due(now + timedelta(minutes=3))
        for mail_id in mails.due().values_list("pk", flat=True):
            mailer.deliver(mail_id)
    finally:
        connection.close()


def use(sink, settings):
    """Send from the test's own process through the sink."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
