"""What the PMO has to do beside assuring reports: people to find, mail that failed, periods to open and to lock."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse

from portfolios.models import Footprint, MailState, ReportingPeriod, ReportState
from portfolios.queries.mails import failed_mails
from portfolios.queries.period_calendar import next_to_open
from portfolios.queries.returns import Return, Step
from reports.queries.room_filters import NOBODY, query
from reports.queries.tasks import THIS_WEEK, Task, TaskKind
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted

NAMED = 3


def stuck_tasks(found: Iterable[Return]) -> Iterator[Task]:
    """One line for the reports of a period that nobody can write, and one for those that nobody can sign off."""
    stuck = [one for one in found if one.is_stuck]
    for step, what in (
        (Step.WRITING, "Find a lead with an account for"),
        (Step.SIGN_OFF, "Find who can sign off"),
    ):
        some = [one for one in stuck if one.step == step]
        if not some:
            continue
        period = some[0].period
        room = reverse("reports:period-room", args=[period.footprint.slug, period.slug])
        yield Task(
            TaskKind.OFFICE,
            f"{what} {listed((one.name for one in some), most=NAMED)} ({period})",
            room + query({"who": NOBODY}),
            some[0].due,
            "Give somebody the role under “People”; a deputy will do as well.",
        )


def mail_task(footprint: Footprint, today: date) -> Iterator[Task]:
    """A line about mail that could not be delivered and still matters. One query."""
    failed = failed_mails(footprint)
    if failed:
        page = reverse("reports:mails", args=[footprint.slug])
        yield Task(
            TaskKind.OFFICE,
            f"Look at {counted(failed, 'mail')} that could not be delivered",
            page + query({"state": MailState.FAILED}),
            today,
        )


def period_tasks(
    periods: Sequence[ReportingPeriod], found: Collection[Return], today: date
) -> Iterator[Task]:
    """The period to open next, once it begins within a week, and those to lock: soon due, or with all signed off.

    ``periods`` are in the order of their days; ``found`` are the returns of the open ones.
    """
    soon = today + timedelta(days=THIS_WEEK)
    planned = next_to_open(periods)
    if planned and planned.first_day <= soon:
        yield Task(TaskKind.OFFICE, f"Open {planned}", _page("open", planned), planned.first_day)
    for period in periods:
        of_period = [one for one in found if one.period.pk == period.pk]
        if not period.is_open or not of_period:
            continue
        signed = sum(one.state == ReportState.SIGNED_OFF for one in of_period)
        due = period.despatch_on or period.sign_off_due or period.returns_due
        if signed == len(of_period) or (due and due <= soon):
            note = f"{signed} of {counted(len(of_period), 'report')} signed off"
            yield Task(TaskKind.OFFICE, f"Lock {period}", _page("lock", period), due, note)


def _page(kind: str, period: ReportingPeriod) -> str:
    return reverse(f"reports:period-{kind}", args=[period.footprint.slug, period.slug])
