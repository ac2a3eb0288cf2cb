"""Reminders: who is told on which day that a report is due, overdue, or waiting to be signed off (DESIGN 5.4).

Asked again and again by the tick: which step of which open period has passed, and was it told? So nothing is lost
while nothing runs, and nothing is doubled by two beats: a notice's key holds the period, the due day, the step, the
initiative and the person. Of several steps that passed meanwhile only the latest is told.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from portfolios.access import signers
from portfolios.actions.notices import SHORT_WAIT, Telling, local_moment, tell_many
from portfolios.calendar import working_days_after, working_days_before
from portfolios.models import (
    Cycle,
    HighlightReport,
    Notice,
    NoticeKind,
    PeriodState,
    ReportComment,
    ReportingPeriod,
    ReportState,
    ReportStep,
)
from portfolios.queries.holders import Holders, holders_of

logger = logging.getLogger(__name__)


class About(StrEnum):
    """What people are reminded of; the first word of their notices' keys."""

    RETURNS = "reminder"
    OVERDUE = "sponsor"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True)
class Step:
    """One time at which people are reminded of one period: ``about`` what, due on which day, told from when on."""

    about: About
    period: ReportingPeriod
    due: date
    days: int
    at: datetime

    @property
    def key(self) -> str:
        """The beginning of the keys of its notices. Where the due day is moved, its steps come anew."""
        return f"{self.about}:{self.period.pk}:{self.due.isoformat()}{self.days:+d}:"


def due_reminders(now: datetime | None = None) -> int:
    """Tell everybody who is to be reminded by ``now`` and was not. How many notices are new.

    Two queries, three for each period, and a dozen more where a step is told. An error in one period is logged and does
    not keep other footprints from theirs.
    """
    now = now or timezone.now()
    periods = ReportingPeriod.objects.filter(state=PeriodState.OPEN, returns_due__isnull=False)
    waited_for = list(periods.select_related("footprint"))
    cycles = Cycle.objects.in_bulk([period.footprint_id for period in waited_for], field_name="footprint_id")
    told = 0
    for period in waited_for:
        cycle = cycles.get(period.footprint_id) or Cycle(footprint=period.footprint)
        for step in passed(period, cycle, now):
            try:
                told += _remind(step, now)
            except Exception:
                logger.exception("Reminders of %s, %s, could not be made", period.footprint, period)
    return told


def passed(period: ReportingPeriod, cycle: Cycle, now: datetime) -> Iterator[Step]:
    """The latest step of each sort that has passed by ``now``, since the period was opened. No query.

    The steps are working days around the day returns are due, for the leads, and around the day of sign-off, for those
    who sign; the sponsor comes last of all, after every reminder to the leads.
    """
    last = max([cycle.sponsor_after, *cycle.reminder_days])
    sorts = (
        (About.RETURNS, period.returns_due, cycle.reminder_days),
        (About.OVERDUE, period.returns_due, [last]),
        (About.SIGN_OFF, period.sign_off_due, cycle.reminder_days),
    )
    since = max((at for at in (period.opened_at, period.reopened_at) if at), default=None)
    for about, due, days in sorts:
        if due is None:
            continue
        steps = (Step(about, period, due, number, moment(due, number, cycle)) for number in days)
        gone = [step for step in steps if step.at <= now and (since is None or step.at >= since)]
        if gone:
            yield max(gone, key=lambda step: step.at)


def moment(due: date, days: int, cycle: Cycle) -> datetime:
    """When a step comes that is ``days`` working days from ``due``: at the cycle's hour, by the clock on the wall."""
    day = working_days_before(due, -days) if days <= 0 else working_days_after(due, days)
    return local_moment(day, cycle.reminder_time)


@transaction.atomic
def _remind(step: Step, now: datetime) -> int:
    if Notice.objects.filter(period=step.period, key__startswith=step.key).exists():
        return 0
    reports = HighlightReport.objects.filter(period=step.period).select_related("initiative")
    if step.about == About.SIGN_OFF:
        # Those assured since then have just been told.
        waiting = list(reports.filter(state=ReportState.ASSURED, assured_at__lt=step.at))
    else:
        waiting = list(reports.outstanding().exclude(_came_back_after(step.at)))
    if not waiting:
        return 0
    tellings = _tellings(step, waiting, holders_of([report.initiative_id for report in waiting]), now)
    # Not with tomorrow's daily mail: a day later it would be another reminder.
    return len(tell_many(footprint=step.period.footprint, tellings=tellings, held_until=now + SHORT_WAIT))


def _came_back_after(at: datetime) -> Exists:
    """Reports that were handed in when the step came: their authors know, or were told, why they have them again."""
    back = ReportComment.objects.filter(step__in=[ReportStep.RETURNED, ReportStep.RECALLED], at__gt=at)
    return Exists(back.filter(report=OuterRef("pk")))


def _tellings(
    step: Step, reports: Iterable[HighlightReport], holders: Holders, now: datetime
) -> Iterator[Telling]:
    day = format_date(step.due, "l j F Y")
    is_over = timezone.localdate(now) > step.due
    for report in reports:
        leads = holders.leads(report.initiative_id)
        page = "report"
        kind = NoticeKind.REMINDER
        if step.about == About.RETURNS:
            users, page = leads, "report-edit"
            words = f"was due on {day} and has not been submitted." if is_over else f"is due on {day}."
        elif step.about == About.OVERDUE:
            users, kind = holders.signers(report.initiative_id), NoticeKind.SPONSOR
            authors = ", ".join(str(user) for user in leads) or "nobody with an account"
            words = f"was due on {day} and has not been submitted. It is written by {authors}."
        else:
            users = signers(report, holders)
            words = f"waits for your sign-off, which {'was' if is_over else 'is'} due on {day}."
        address = [step.period.footprint.slug, report.initiative.slug, step.period.slug]
        for user in users:
            yield Telling(
                user=user,
                kind=kind,
                key=f"{step.key}{report.initiative_id}:{user.pk}",
                text=f"The report of {report.initiative} for {step.period} {words}",
                path=reverse(f"reports:{page}", args=address),
                period=step.period,
                initiative=report.initiative,
            )
