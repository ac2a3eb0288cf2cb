"""Scheduled papers while things break: one paper, one compilation, one mail to each reader. Never twice, never silently
not. Real workers, beats, a real mail server; the two minutes that notices wait are cut short.
"""

import signal
import subprocess
import sys
import time as clock
from datetime import time, timedelta

import pytest
from django.utils import timezone

from portfolios.actions.notices import local_moment
from portfolios.models import Mail, MailAttachment, MailState, Notice, PeriodState
from reports.actions import approval, snapshots
from reports.models import (
    Delivery,
    DeliveryKind,
    Paper,
    PaperFile,
    PaperState,
    Publication,
    Run,
    RunState,
    ScheduledPaper,
    ScheduledState,
    SetPoint,
    SnapshotKind,
)
from stp_portal.accounts.roles import Role
from stp_portal.core.models import AuditEvent
from tests.factories import (
    BodyFactory,
    DistributionListFactory,
    MeetingFactory,
    PaperFactory,
    PaperScheduleFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    RecipientFactory,
    UserFactory,
)
from tests.faults.conftest import LONG_ENOUGH
from tests.faults.live import LONG_TEXT, until
from tests.processes import PATIENCE, ROOT
from tests.reports.publishing.way import finish
from tests.services import RedisServer

pytestmark = [pytest.mark.fault, pytest.mark.slow]

CELERY = ("celery", "--app", "stp_portal")
WORKER = (*CELERY, "worker", "--beat", "--concurrency", "1")
READERS = [f"reader{number}@example.org" for number in range(4)]
# Runs a command of the portal that is killed, as by lack of memory, when it comes to a step for the given time.
KILLED_AT = """
import os, signal, sys
import django
django.setup()
from importlib import import_module
from django.core.management import call_command
module, name, times = sys.argv[1:]
module = import_module(module)
real, left = getattr(module, name), [int(times)]
def step(*args, **kwargs):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(module, name, step)
call_command("runs", once=True)
"""


def killed_at(portal, module, name, number=1):
    """Do what is due once, and be killed as ``module``'s step ``name`` is taken for the time ``number``."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT, module, name, str(number)],
        cwd=ROOT, env=portal.environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


@pytest.fixture
def author(footprint):
    user = UserFactory(name="Ann Author", email="ann@example.org", role=Role.PMO_ANALYST, footprint=footprint)
    return PersonFactory(footprint=footprint, name="Ann Author", post="Analyst", user=user)


@pytest.fixture
def paper_type(footprint):
    group = DistributionListFactory(footprint=footprint, name="Governing Body members")
    for address in READERS:
        RecipientFactory(distribution=group, name=address, address=address, kind=DeliveryKind.ATTACHMENT)
    return PaperTypeFactory(footprint=footprint, distribution=group)


@pytest.fixture
def schedule(portal, footprint, paper_type, author):
    """One that was due this morning, for a paper that takes seconds to compile."""
    today = timezone.localdate()
    before = today.replace(day=1) - timedelta(days=40)
    meeting = MeetingFactory(body=BodyFactory(footprint=footprint), date=today + timedelta(days=5))
    PeriodFactory(
        footprint=footprint,
        month=(today.year, today.month),
        meeting=meeting,
        returns_due=today,
        data_cut_off=today,
    )
    PaperFactory(
        paper_type=paper_type,
        period=PeriodFactory(
            footprint=footprint, month=(before.year, before.month), state=PeriodState.PLANNED
        ),
        texts={"introduction": LONG_TEXT},
    )
    return PaperScheduleFactory(
        paper_type=paper_type,
        set_point=SetPoint.RETURNS_DUE,
        time_of_day=time(0),
        author=author,
        starts_at=local_moment(today, time(0)) - timedelta(days=1),
    )


@pytest.fixture
def approved(portal, footprint, paper_type, author, sam):
    """A paper that is to be published by itself, since yesterday."""
    period = PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
    snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
    paper = PaperFactory(
        paper_type=paper_type,
        period=period,
        author=author,
        publish_on=timezone.localdate() - timedelta(days=1),
        texts={"introduction": "The first words."},
    )
    for step, by in ((approval.submit, author.user), (approval.approve, sam)):
        step(paper=paper, by=by)
        finish(paper)
    Notice.objects.all().delete()
    return paper


def pdfs_of(paper):
    return PaperFile.objects.filter(run__paper=paper, file_format="pdf").count()


def made():
    """The one row of the schedule with its one paper; fails where there are more, or none."""
    row = ScheduledPaper.objects.get()
    assert row.state == ScheduledState.MADE
    assert Paper.objects.exclude(pk=row.paper_id).filter(period=row.period).count() == 0
    assert AuditEvent.objects.filter(event="schedule.made").count() == 1
    assert Run.objects.filter(paper=row.paper).count() == 1
    return row


def compiled_once(row):
    run = Run.objects.get(paper=row.paper)
    assert (run.state, pdfs_of(row.paper)) == (RunState.DONE, 1)
    return run


def in_the_middle():
    return Run.objects.filter(state=RunState.RUNNING, percent__gte=30).first()


def readers_of(sink):
    """Who took a mail of the distribution list; the author's notices are not among them."""
    return [address for address in sink.readers if address in READERS]


def notices_go_out_now():
    Notice.objects.update(held_until=timezone.now())


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("reports.actions.composing", "start"),
        ("reports.actions.runs", "request"),
        ("reports.actions.schedule_notices", "tell_author"),
        ("reports.actions.snapshots", "take"),
        ("portfolios.actions.notices", "local_moment"),
        ("reports.actions.schedules", "is_due"),
    ],
)
def test_killed_at_any_step_of_making_it_has_made_nothing_and_the_next_makes_it_once(
    portal, sink, schedule, module, name
):
    killed_at(portal, module, name)
    assert Paper.objects.count() == 1  # last month's
    assert not (ScheduledPaper.objects.exists() or Run.objects.exists() or Notice.objects.exists())

    portal.manage("runs", "--once")
    compiled_once(made())
    assert Notice.objects.count() == 1
    portal.manage("runs", "--once")
    compiled_once(made())


def test_killed_as_it_compiles_the_next_worker_ends_it_and_the_author_hears_once(
    portal, sink, schedule, author
):
    worker = portal.start(*WORKER)
    until(in_the_middle, "a worker compiles the scheduled paper")
    portal.kill(worker)
    assert pdfs_of(made().paper) == 0

    portal.start(*WORKER)
    until(lambda: Run.objects.filter(state=RunState.DONE).exists(), "the next worker ends it")
    notices_go_out_now()
    until(lambda: sink.taken, "the author gets a mail")
    clock.sleep(LONG_ENOUGH)
    assert compiled_once(made()).attempts == 2
    assert sink.readers == ["ann@example.org"]
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("module", "name", "number"),
    [
        ("reports.actions.distribution", "send", 1),
        # In the midst of the readers.
        ("portfolios.actions.mails", "queue", 3),
        ("reports.distribution_letter", "body", 2),
        ("reports.actions.publishing", "take", 1),
    ],
)
def test_killed_at_any_step_of_publishing_it_has_sent_nothing_and_the_next_sends_it_once(
    portal, sink, approved, module, name, number
):
    killed_at(portal, module, name, number)
    assert Paper.objects.get(pk=approved.pk).state == PaperState.APPROVED
    for model in (Publication, Delivery, Mail, MailAttachment, Notice):
        assert not model.objects.exists(), model

    portal.manage("runs", "--once")
    portal.manage("runs", "--once")
    assert (Publication.objects.count(), Delivery.objects.count(), MailAttachment.objects.count()) == (
        1,
        4,
        1,
    )
    portal.manage("mails", "--once")
    portal.manage("mails", "--once")
    assert readers_of(sink) == READERS
    assert all(
        part.get_filename() for message in sink.taken for part in message.walk() if part.get_filename()
    )


def test_killed_while_the_mail_server_has_one_the_others_go_out_once_and_that_one_is_shown(
    portal, sink, approved
):
    portal.manage("runs", "--once")
    sink.answers.clear()
    worker = portal.start(*WORKER)
    until(lambda: sink.taken, "the mail server has the first mail")
    portal.kill(worker)
    sink.answers.set()

    portal.start(*WORKER)
    sent = Mail.objects.filter(state=MailState.SENT, delivery__isnull=False)
    until(lambda: sent.count() == 3, "the next worker sends the other three")
    failed = Mail.objects.filter(state=MailState.FAILED)
    until(failed.exists, "the one in doubt is given up")
    clock.sleep(LONG_ENOUGH)
    assert readers_of(sink) == READERS
    assert "may have arrived" in failed.get().error


def test_two_beats_and_two_workers_make_one_paper_and_send_one_mail_to_each_reader(
    portal, sink, schedule, approved
):
    for name in ("first", "second"):
        portal.start(*CELERY, "beat", "--schedule", f"{portal.environment['VAR_DIR']}/beat-{name}")
        portal.start(*CELERY, "worker", "--concurrency", "1", "--hostname", f"{name}@%h")
    until(lambda: len(readers_of(sink)) == 4, "every reader of the published paper has a mail")
    until(lambda: ScheduledPaper.objects.exists(), "the scheduled paper is made")
    until(lambda: pdfs_of(ScheduledPaper.objects.get().paper) == 1, "it is compiled")
    clock.sleep(LONG_ENOUGH)
    compiled_once(made())
    assert readers_of(sink) == READERS
    assert (Publication.objects.count(), Delivery.objects.count()) == (1, 4)
    assert Notice.objects.filter(key__startswith="scheduled:").count() == 1
    # With its file, once, whoever sent it.
    attached = [message for message in sink.taken if message["X-RcptTo"] in READERS]
    assert all(any(part.get_filename() for part in message.walk()) for message in attached)
    assert MailAttachment.objects.count() == 1


def test_a_broker_that_dies_and_forgets_everything_loses_no_paper(portal, sink, schedule, approved):
    with RedisServer() as broker:
        portal.environment["CELERY_BROKER_URL"] = broker.url
        portal.start(*WORKER)
        until(in_the_middle, "a worker compiles the scheduled paper")
        broker.kill()
        clock.sleep(2)
        broker.start()
        until(lambda: len(readers_of(sink)) == 4, "the readers of the published paper have their mails")
        until(lambda: pdfs_of(ScheduledPaper.objects.get().paper) == 1, "the scheduled paper is compiled")
        clock.sleep(LONG_ENOUGH)
        compiled_once(made())
        assert readers_of(sink) == READERS


def test_an_address_that_is_refused_is_shown_and_keeps_no_other_waiting(portal, sink, approved):
    sink.refused.add(READERS[1])
    portal.manage("runs", "--once")
    portal.manage("mails", "--once")
    assert readers_of(sink) == [address for address in READERS if address != READERS[1]]
    refused = Delivery.objects.get(mail__state=MailState.FAILED)
    assert refused.address == READERS[1]
    assert "550 5.1.1 There is nobody of this name here" in refused.mail.error
    assert "Correct it on the page of who was sent the paper." in refused.mail.error
