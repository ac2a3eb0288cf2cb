"""Changing how a footprint runs its reporting cycle."""

from collections.abc import Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.actions.period_rules import require_in_bounds
from portfolios.models import Body, Cadence, Cycle, Footprint
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

# Working days before a meeting, in the order in which the steps follow one another.
STEPS = ("data_cut_off", "returns_due", "assurance", "sign_off", "despatch")
# The most that each number may be: three months of working days, a year of days.
LIMITS: Mapping[str, int] = {
    **dict.fromkeys(STEPS, 60),
    "sponsor_after": 60,
    **dict.fromkeys(("stale_after_days", "slip_days", "overdue_days"), 366),
    "red_risks": 100,
}


class Settings(TypedDict, total=False):
    """The settings of a cycle, named as its columns."""

    cadence: str
    first_day: date | None
    body: Body | None
    data_cut_off: int
    returns_due: int
    assurance: int
    sign_off: int
    despatch: int
    reminder_days: list[int]
    sponsor_after: int
    reminder_time: time
    dimensions: list[str]
    stale_after_days: int
    slip_days: int
    overdue_days: int
    red_risks: int


@transaction.atomic
def change(*, footprint: Footprint, version: int, by: User, **settings: Unpack[Settings]) -> Cycle:
    """Change the settings of the footprint's cycle; what is not given stays. Periods that are planned keep their dates.

    Raises Conflict if somebody else changed it since ``version`` was read (1 for a cycle never set up), and
    ValidationError by field: steps out of order (both are named), four weeks without a first day, a number out of
    bounds, a sponsor who would hear before the last reminder.
    """
    # The footprint is locked because there may be no row of the cycle yet.
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    cycle = Cycle.of(footprint)
    before = as_record(cycle)
    for name, value in settings.items():
        setattr(cycle, name, value)
    cycle.reminder_days = sorted(cycle.reminder_days)
    after = as_record(cycle)
    if cycle.pk and after == before:
        return cycle
    check_version(cycle, version)
    check(cycle)
    cycle.version += 1
    cycle.save()
    audit.record_changed("cycle.changed", on=cycle, by=by, before=before, after=after)
    return cycle


def check(cycle: Cycle) -> None:
    """ValidationError by field unless ``cycle`` may be saved."""
    if cycle.first_day:
        require_in_bounds(cycle.first_day, "first_day")
    if cycle.cadence == Cadence.FOUR_WEEKLY and cycle.first_day is None:
        raise ValidationError({"first_day": "Give the first day of any one of the four-week periods."})
    if cycle.body and cycle.body.footprint_id != cycle.footprint_id:
        raise ValidationError({"body": "This body is of another footprint. Choose one of your own."})
    wrong = {
        name: f"{_label(name)} can be {limit} at most."
        for name, limit in LIMITS.items()
        if getattr(cycle, name) > limit
    }
    if wrong:
        raise ValidationError(wrong)
    wrong = {
        later: f"{_label(later)} is {getattr(cycle, later)} working days before the meeting, so it comes before "
        f"{_label(earlier).lower()}, at {getattr(cycle, earlier)}. Give it {getattr(cycle, earlier)} or fewer."
        for earlier, later in pairwise(STEPS)
        if getattr(cycle, later) > getattr(cycle, earlier)
    }
    if wrong:
        raise ValidationError(wrong)
    cycle.full_clean()
    last = max(cycle.reminder_days, default=0)
    if cycle.sponsor_after < last:
        raise ValidationError(
            {
                "sponsor_after": f"The sponsor hears last, so not before the last reminder: give {last} or more."
            }
        )


def _label(name: str) -> str:
    label = str(Cycle._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column of our own
    return label[0].upper() + label[1:]


def as_record(cycle: Cycle) -> dict[str, Any]:
    """A cycle as the audit trail keeps it."""
    plain = ["cadence", "first_day", *STEPS, "reminder_days", "sponsor_after", "reminder_time", "dimensions"]
    plain += ["stale_after_days", "slip_days", "overdue_days", "red_risks"]
    return {name: getattr(cycle, name) for name in plain} | {"body": str(cycle.body) if cycle.body else ""}
