"""Who is told of what schedules do: the author of a paper that was made, and the PMO of what went wrong.

Notices name the type of paper and the period, never a title or a word of a section: those may be private.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from portfolios.actions.notices import Telling, tell_many
from portfolios.models import NoticeKind, Session
from portfolios.queries.holders import accounts_with
from reports.actions.composing import BY_SCHEDULE
from reports.models import RunState, ScheduledPaper
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_date

LONGEST_REASON = 250


def about(row: ScheduledPaper) -> str:
    """What is spoken of: “The Governing Body update for October 2026, private session,”."""
    session = ", private session," if row.schedule.session == Session.PRIVATE else ""
    return f"The {row.schedule.paper_type} for {row.period}{session}"


def tell_author(row: ScheduledPaper) -> None:
    """Tell its author that the paper was begun and is being compiled."""
    meeting = row.period.meeting
    when = f" for the meeting of {meeting.body} on {nhs_date(meeting.date)}" if meeting else ""
    tell(
        row, author_of(row), f"scheduled:{row.pk}", f"was begun by its schedule and is being compiled{when}."
    )


def tell_office(row: ScheduledPaper) -> None:
    """Tell those who keep the schedules that a paper was not made, and why."""
    why = row.error if len(row.error) <= LONGEST_REASON else f"{row.error[:LONGEST_REASON].rstrip()}…"
    tell(row, office_of(row), f"schedule-failed:{row.pk}", f"was not made by its schedule. {why}")


@transaction.atomic
def note_failed_run(made_id: int, now: datetime) -> list[int]:
    """Tell author and PMO once that a paper made by its schedule could not be compiled. Its key, where that is news."""
    row = ScheduledPaper.objects.select_for_update(of=("self",), no_key=True).get(pk=made_id)
    run = row.paper.runs.last_asked_first().first() if row.paper else None
    if row.error or run is None or run.state != RunState.FAILED:
        return []
    row.error = run.error or "The paper could not be compiled."
    row.save(update_fields=["error"])
    readers = {user.pk: user for user in [*author_of(row), *office_of(row)]}
    words = "was made by its schedule and could not be compiled. Its page says why."
    tell(row, list(readers.values()), f"schedule-run-failed:{run.pk}", words)
    audit.record("schedule.not_compiled", on=row, by=BY_SCHEDULE, after={"run": run.pk}, reason=row.error)
    return [row.pk]


def tell(row: ScheduledPaper, users: list[User], key: str, words: str) -> None:
    """Tell ``users`` something about what the schedule did in one period, once per ``key``."""
    place = row.period.footprint.slug
    path = (
        reverse("reports:paper", args=[place, row.paper_id])
        if row.paper_id
        else reverse("reports:schedules", args=[place])
    )
    tellings = [
        Telling(user, NoticeKind.PAPER, f"{key}:{user.pk}", f"{about(row)} {words}", path, row.period)
        for user in users
    ]
    tell_many(footprint=row.period.footprint, tellings=tellings)


def office_of(row: ScheduledPaper) -> list[User]:
    """Those who keep the schedules of the footprint. One query."""
    return list(accounts_with(Permission.MANAGE_FOOTPRINT, row.period.footprint))


def author_of(row: ScheduledPaper) -> list[User]:
    """The account of whoever writes the paper: an adopted one may have another author than the schedule names."""
    person = (row.paper.author if row.paper else None) or row.schedule.author
    return [person.user] if person and person.user else []
