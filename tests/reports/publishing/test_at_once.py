"""Steps of papers and of periods that people take at the same moment: one waits for the other, and none is lost.

SQLite lets one transaction write at a time, so there these hold anyway; on Postgres they hold the order of locks.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import time
from types import ModuleType

import pytest
from django.db import connections
from django.utils import timezone

from portfolios.models import PeriodState, ReportingPeriod
from reports.actions import approval, corrections, moved_meetings, periods, publishing, schedules
from reports.models import Paper, ScheduledPaper, ScheduledState
from stp_portal.accounts.models import User
from stp_portal.core import audit
from tests.factories import PaperScheduleFactory
from tests.reports.publishing.way import finish, whole_way

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def at_once(patch: pytest.MonkeyPatch, module: ModuleType, name: str, *acts: Act) -> list[object]:
    """What each of ``acts`` raised, or None; "never ended" of one that did not.

    Each that calls ``name`` of ``module`` then waits for the others to come as far; not for long, as one that waits for
    a lock never comes.
    """
    meet, original = threading.Barrier(len(acts)), getattr(module, name)
    raised: list[object] = ["never ended"] * len(acts)

    def stop(*args: object, **kwargs: object) -> object:
        given = original(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            meet.wait(0.5)
        return given

    def run(place: int, act: Act) -> None:
        try:
            act()
            raised[place] = None
        except Exception as error:
            raised[place] = error
        finally:
            connections.close_all()

    patch.setattr(module, name, stop)
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return raised


@pytest.fixture
def open_period(period: ReportingPeriod) -> ReportingPeriod:
    """The period of the paper before it was locked."""
    ReportingPeriod.objects.filter(pk=period.pk).update(state=PeriodState.OPEN)
    period.refresh_from_db()
    return period


def test_a_paper_is_handed_in_while_its_period_is_locked(monkeypatch, open_period, paper, ann, priya):
    raised = at_once(
        monkeypatch,
        audit,
        "_locked_head",
        lambda: approval.submit(paper=paper, by=ann),
        lambda: periods.lock(period=open_period, version=open_period.version, by=priya),
    )
    assert raised == [None, None]


def test_an_edition_is_published_while_the_one_before_is_taken_down(
    monkeypatch, paper: Paper, ann: User, sam: User, priya: User
):
    whole_way(paper, author=ann, approver=sam, publisher=priya)
    second = corrections.correct(paper=paper, reason="A figure was wrong.", by=ann)
    approval.submit(paper=second, by=ann)
    finish(second)
    approval.approve(paper=second, by=sam)
    finish(second)
    raised = at_once(
        monkeypatch,
        publishing,
        "held",
        lambda: publishing.publish(paper=second, by=priya),
        lambda: publishing.take_down(paper=paper, reason="It named somebody.", by=priya),
    )
    assert raised == [None, None]


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_schedule_makes_its_paper_while_the_period_is_locked(
    monkeypatch, open_period, paper, ann, priya, is_begun
):
    schedule = PaperScheduleFactory(
        paper_type=paper.paper_type, author=paper.author, set_point="despatch_on", time_of_day=time(8)
    )
    ReportingPeriod.objects.filter(pk=open_period.pk).update(meeting=paper.meeting)
    if not is_begun:
        paper.sections.all().delete()
        paper.delete()
    raised = at_once(
        monkeypatch,
        audit,
        "_locked_head",
        lambda: schedules.make(schedule=schedule, period=open_period, by=priya),
        lambda: periods.lock(period=open_period, version=open_period.version, by=priya),
        *([lambda: approval.submit(paper=paper, by=ann)] if is_begun else []),
    )
    assert not any(raised)
    assert ScheduledPaper.objects.get().state == ScheduledState.MADE


def test_a_moved_meeting_is_followed_while_the_period_is_locked(monkeypatch, open_period, paper, priya):
    schedule = PaperScheduleFactory(paper_type=paper.paper_type, author=paper.author)
    ReportingPeriod.objects.filter(pk=open_period.pk).update(meeting=paper.meeting)
    made = ScheduledPaper.objects.create(
        footprint=paper.footprint,
        schedule=schedule,
        period=open_period,
        paper=paper,
        state=ScheduledState.MADE,
        due_at=timezone.now(),
    )
    raised = at_once(
        monkeypatch,
        audit,
        "_locked_head",
        lambda: moved_meetings.follow(made=made, by=priya),
        lambda: periods.lock(period=open_period, version=open_period.version, by=priya),
    )
    assert raised == [None, None]
