"""Making papers by schedule: begun, compiled and told once for each period, or shown as failed. Never silently not.

The row of a schedule and period is the truth, as a run's is (docs/adr/0004): the tick asks which periods are due and
have no row. Whoever makes one holds the schedule's row, so of two beats the second finds what the first has made;
paper, run, notice and row are one transaction, so a worker killed at any step has made nothing, and the next makes it.
"""

import logging
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portfolios.models import Footprint, ReportingPeriod
from portfolios.planning import step_in_sentence
from reports.actions import composing, moved_meetings, runs, schedule_notices, schedule_setup
from reports.actions.composing import BY_SCHEDULE
from reports.models import WRITABLE, Paper, PaperSchedule, PaperType, ScheduledPaper, ScheduledState
from reports.queries.agenda import BEGUN, agenda
from reports.queries.starting import last_paper
from reports.schedule_moments import is_due, moment
from stp_portal.accounts.models import User
from stp_portal.core import audit

logger = logging.getLogger(__name__)

# In one tick; the next one goes on. A paper takes a tenth of a second to begin, and a tick has fifty seconds.
MOST_AT_ONCE = 50
# After each failure, until it is tried again by itself: ten days in all. After that only the button tries.
PAUSES = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    *[timedelta(days=1)] * 10,
)
UNEXPECTED = (
    "The paper could not be begun, because of an error in the portal and not in what you set up. Try again; if it "
    "fails again, tell your administrator the number of the schedule, {schedule}: the log says more under it."
)


def make_due(now: datetime | None = None) -> list[int]:
    """Make the papers that are due at ``now``, try again what failed, and tell of meetings that moved. Keys of rows.

    One query where there is nothing to do. Safe to call twice and at the same time. An error with one schedule is
    logged and keeps no other from its papers.
    """
    now = now or timezone.now()
    todo = agenda(now)
    touched: list[int] = []
    for step, keys in (
        (_make_due_of, todo.due),
        (_try_again, todo.again),
        (moved_meetings.note_move, todo.moved),
        (schedule_notices.note_failed_run, todo.uncompiled),
    ):
        for pk in keys[:MOST_AT_ONCE]:
            try:
                touched += step(pk, now)
            except SoftTimeLimitExceeded:
                raise
            except Exception:
                logger.exception("Schedules: %s of %s went wrong", step.__name__, pk)
    return touched


def _make_due_of(schedule_id: int, now: datetime) -> list[int]:
    schedule = PaperSchedule.objects.get(pk=schedule_id)
    made = ScheduledPaper.objects.filter(schedule=schedule).values("period")
    periods = ReportingPeriod.objects.filter(footprint=schedule.footprint_id, state__in=BEGUN)
    waiting = periods.exclude(pk__in=made).select_related("meeting").order_by("first_day")
    return [
        make(schedule=schedule, period=period, by=None, now=now).pk
        for period in waiting
        if is_due(schedule, period, now)
    ]


def _try_again(made_id: int, now: datetime) -> list[int]:
    made = ScheduledPaper.objects.select_related("schedule", "period__meeting").get(pk=made_id)
    at = moment(made.schedule, made.period)
    if at and at > now:
        _put_off(made_id)
        return []
    return [make(schedule=made.schedule, period=made.period, by=None, now=now).pk]


@transaction.atomic
def _put_off(made_id: int) -> None:
    """Forget a failure whose period has got a moment to come: it is due then, as if it had never been tried."""
    made = ScheduledPaper.objects.select_for_update(of=("self",)).get(pk=made_id)
    if made.state == ScheduledState.FAILED:
        before = {"period": str(made.period), "error": made.error}
        audit.record("schedule.put_off", on=made.schedule, by=BY_SCHEDULE, before=before)
        made.delete()


@transaction.atomic
def make(
    *, schedule: PaperSchedule, period: ReportingPeriod, by: User | None, now: datetime | None = None
) -> ScheduledPaper:
    """Make the paper of ``schedule`` for ``period``, or fail with words that say what to do; once, however often asked.

    A paper that somebody began already is adopted: it is compiled if it still may be. ``by`` is who pressed the button,
    None for the clock. Raises ValidationError for a period that has not begun.
    """
    now = now or timezone.now()
    schedule = PaperSchedule.objects.select_for_update(of=("self",), no_key=True).get(pk=schedule.pk)
    _hold(schedule, period)
    period = ReportingPeriod.objects.select_related("meeting__body", "footprint").get(pk=period.pk)
    if period.state not in BEGUN:
        raise ValidationError(f"{period} has not been opened yet. Its paper is made after that.")
    row = _row(schedule, period, now)
    if row.state == ScheduledState.MADE:
        return row
    try:
        with transaction.atomic():
            return _make(row, by)
    except ValidationError as refused:
        words = " ".join(refused.messages)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("Schedule %s, %s: the paper could not be begun", schedule.pk, period)
        words = UNEXPECTED.format(schedule=schedule.pk)
    # The row anew: what was put in it was undone in the database, but not in memory.
    return _fail(_row(schedule, period, now), words, now, by)


def _row(schedule: PaperSchedule, period: ReportingPeriod, now: datetime) -> ScheduledPaper:
    """What became of ``schedule`` in ``period`` so far; a row that is not saved yet, where that is nothing."""
    return ScheduledPaper.objects.filter(schedule=schedule, period=period).first() or ScheduledPaper(
        footprint_id=schedule.footprint_id,
        schedule=schedule,
        period=period,
        due_at=moment(schedule, period) or now,
    )


def _hold(schedule: PaperSchedule, period: ReportingPeriod) -> None:
    """Lock all that making a paper takes before anything is written in the audit trail.

    In the order of the steps of papers: a paper that is there, then the footprint. Compiling takes that too, and those
    who lock periods have it when they come to the trail.
    """
    PaperType.objects.select_for_update(of=("self",), no_key=True).get(pk=schedule.paper_type_id)
    there = Paper.objects.filter(paper_type=schedule.paper_type_id, period=period, session=schedule.session)
    list(there.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    Footprint.objects.select_for_update(no_key=True).get(pk=schedule.footprint_id)


def _make(row: ScheduledPaper, by: User | None) -> ScheduledPaper:
    schedule, period = row.schedule, row.period
    _require_makeable(schedule, period, is_by_itself=by is None)
    try:
        paper = composing.start(
            paper_type=schedule.paper_type,
            period=period,
            session=schedule.session,
            meeting=period.meeting,
            author=schedule.author,
            sponsor=schedule.sponsor,
            started_from=last_paper(schedule.paper_type, schedule.session, period),
            by=by,
        )
    except composing.AlreadyStarted as already:
        paper = already.paper
    except ValidationError as refused:
        if "private_reason" in getattr(refused, "error_dict", {}):
            raise ValidationError(
                f"The first “{schedule.paper_type}” for the private session is begun by hand, with the reason why it "
                "is private; later ones take the reason from it. Begin it on the page of papers."
            ) from refused
        raise
    if schedule.publishes and paper.publish_on is None and paper.state in WRITABLE:
        # With its version, so that somebody who has the details open does not save them without this day.
        Paper.objects.filter(pk=paper.pk).update(publish_on=period.despatch_on, version=F("version") + 1)
    if not runs.refusal(paper):
        runs.request(paper=paper, by=by)
    row.paper, row.state, row.error = paper, ScheduledState.MADE, ""
    row.meets_on = row.seen_on = period.meeting.date if period.meeting else None
    row.attempts, row.next_attempt_at = row.attempts + 1, None
    row.save()
    schedule_notices.tell_author(row)
    audit.record("schedule.made", on=row, by=by or BY_SCHEDULE, after={"paper": paper.pk})
    return row


def _require_makeable(schedule: PaperSchedule, period: ReportingPeriod, *, is_by_itself: bool) -> None:
    """ValidationError, with what to do, where no paper can be made, or none by itself."""
    if schedule.paper_type.is_retired:
        raise ValidationError(
            f"“{schedule.paper_type}” is no longer offered. Pause this schedule, or bring the type back."
        )
    if period.meeting is None:
        raise ValidationError(
            f"No meeting takes the papers of {period}, so no paper was made. If a body meets for it, choose the "
            "meeting in the dates of the period; if none does, there is nothing to do."
        )
    if is_by_itself and moment(schedule, period) is None:
        raise ValidationError(
            f"{period} has no date for {step_in_sentence(schedule.set_point)}, when its paper is compiled. Give it one "
            "in the dates of the period, or make the paper now."
        )
    if is_by_itself and schedule.publishes and period.despatch_on is None:
        raise ValidationError(
            f"{period} has no date on which papers are sent out, so its paper would never be published by itself. Give "
            "it one in the dates of the period, or make the paper now and publish it by hand."
        )
    author = schedule.author
    if author is None:
        raise ValidationError(
            "Nobody is named as author, so nobody could be told. Choose one in the schedule."
        )
    if not schedule_setup.may_write(author):
        raise ValidationError(
            f"{author} has no account that may write papers in {period.footprint} any more. Choose another author in "
            "the schedule, or give them the role again on the People page."
        )


def _fail(row: ScheduledPaper, words: str, now: datetime, by: User | None) -> ScheduledPaper:
    is_new, changed = row.pk is None, row.error != words
    row.paper, row.state, row.error = None, ScheduledState.FAILED, words
    row.attempts += 1
    pause = PAUSES[row.attempts - 1] if row.attempts <= len(PAUSES) else None
    row.next_attempt_at = now + pause if pause else None
    row.save()
    if is_new:
        schedule_notices.tell_office(row)
    if changed:
        audit.record("schedule.failed", on=row, by=by or BY_SCHEDULE, reason=words)
    return row
