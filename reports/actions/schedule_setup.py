"""Setting up schedules of papers, changing them, pausing and resuming them."""

from datetime import time
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Person
from portfolios.queries.holders import accounts_with
from reports.models import PaperSchedule, PaperType
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit
from stp_portal.core.base import check_version


class Settings(TypedDict):
    """The settings of a schedule, named as its columns."""

    set_point: str
    time_of_day: time
    author: Person | None
    sponsor: Person | None
    publishes: bool


@transaction.atomic
def add(*, paper_type: PaperType, session: str, by: User, **settings: Unpack[Settings]) -> PaperSchedule:
    """Have papers of ``paper_type`` made by themselves for one session, from now on.

    Raises ValidationError by field: a type that is no longer offered, a type and session that have a schedule, an
    author who cannot write papers.
    """
    # Locked, so that of two who add one at once the second finds the first.
    paper_type = PaperType.objects.select_for_update(of=("self",), no_key=True).get(pk=paper_type.pk)
    schedule = PaperSchedule(
        footprint_id=paper_type.footprint_id, paper_type=paper_type, session=session, **settings
    )
    if paper_type.is_retired:
        raise ValidationError({"paper_type": f"“{paper_type}” is no longer offered. Choose another type."})
    if PaperSchedule.objects.filter(paper_type=paper_type, session=session).exists():
        raise ValidationError(
            {
                "paper_type": f"“{paper_type}” has a schedule for the {session} session already. Change that one."
            }
        )
    _check(schedule)
    schedule.save()
    audit.record("schedule.added", on=schedule, by=by, after=as_record(schedule))
    return schedule


@transaction.atomic
def change(*, schedule: PaperSchedule, version: int, by: User, **settings: Unpack[Settings]) -> PaperSchedule:
    """Change when and in whose name papers are made. What was made already stays as it is.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field as ``add``
    does.
    """
    schedule = PaperSchedule.objects.select_for_update(of=("self",), no_key=True).get(pk=schedule.pk)
    before = as_record(schedule)
    for name, value in settings.items():
        setattr(schedule, name, value)
    after = as_record(schedule)
    if after == before:
        return schedule
    check_version(schedule, version)
    _check(schedule)
    schedule.version += 1
    schedule.save()
    audit.record_changed("schedule.changed", on=schedule, by=by, before=before, after=after)
    return schedule


@transaction.atomic
def pause(*, schedule: PaperSchedule, by: User) -> None:
    """Make no papers until it is resumed. Paused twice, it is paused once."""
    schedule = PaperSchedule.objects.select_for_update(of=("self",), no_key=True).get(pk=schedule.pk)
    if schedule.is_active:
        schedule.is_active = False
        schedule.version += 1
        schedule.save()
        audit.record("schedule.paused", on=schedule, by=by)


@transaction.atomic
def resume(*, schedule: PaperSchedule, by: User) -> None:
    """Make papers again, from now on: moments that passed meanwhile are not made up for."""
    schedule = PaperSchedule.objects.select_for_update(of=("self",), no_key=True).get(pk=schedule.pk)
    if not schedule.is_active:
        schedule.is_active, schedule.starts_at = True, timezone.now()
        schedule.version += 1
        schedule.save()
        audit.record("schedule.resumed", on=schedule, by=by)


def as_record(schedule: PaperSchedule) -> dict[str, object]:
    """A schedule as the audit trail keeps it."""
    return {
        "type": schedule.paper_type.slug,
        "session": schedule.session,
        "set_point": schedule.set_point,
        "time_of_day": f"{schedule.time_of_day:%H:%M}",
        "author": str(schedule.author or ""),
        "sponsor": str(schedule.sponsor or ""),
        "publishes": schedule.publishes,
    }


def may_write(person: Person) -> bool:
    """Whether ``person`` has an account that may write papers of their footprint today. One query."""
    writers = accounts_with(Permission.EDIT_PAPERS, person.footprint)
    return person.user_id is not None and writers.filter(pk=person.user_id).exists()


def _check(schedule: PaperSchedule) -> None:
    """ValidationError by field unless ``schedule`` may be saved."""
    wrong = {
        name: f"Choose the {name} from the people of this footprint."
        for name in ("author", "sponsor")
        if (person := getattr(schedule, name)) and person.footprint_id != schedule.footprint_id
    }
    author = schedule.author
    if author is None:
        wrong["author"] = "Choose who writes these papers: they are told when one is made."
    elif "author" not in wrong and not may_write(author):
        wrong["author"] = (
            f"{author} has no account that may write papers here. Choose somebody else, or give them a role first."
        )
    if wrong:
        raise ValidationError(wrong)
    schedule.full_clean(exclude=["paper_type"])
