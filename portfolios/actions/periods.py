"""Planning reporting periods, changing their dates, opening them, and taking away those planned in vain."""

from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portfolios import planning
from portfolios.actions import notices
from portfolios.actions.notices import Telling
from portfolios.actions.period_rules import check, require_days, require_in_bounds, require_openable
from portfolios.actions.removal import remove
from portfolios.models import (
    Cadence,
    Cycle,
    Footprint,
    HighlightReport,
    Initiative,
    NoticeKind,
    PeriodState,
    ReportDraft,
    ReportingPeriod,
)
from portfolios.planning import STEPS, Details, Span
from portfolios.queries.expected import Expectations, expectations
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.templatetags.text_tags import nhs_date


class Changes(Details, total=False):
    """What can be changed of a period. Its name in addresses stays, because mails and papers lead there."""

    first_day: date
    last_day: date


@transaction.atomic
def plan(
    *,
    footprint: Footprint,
    first_day: date,
    last_day: date,
    by: User,
    slug: str = "",
    **details: Unpack[Details],
) -> ReportingPeriod:
    """Add a period. Without ``slug`` or ``label`` they follow from its days: “2017-09”, “September 2017”.

    Raises ValidationError by field: days that overlap another period (DOMAIN A8 rule 4), dates out of order. The
    footprint's row is locked, so that two people cannot add overlapping periods at once.
    """
    require_days(first_day, last_day)
    Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    span = Span(first_day, last_day)
    period = ReportingPeriod(
        footprint=footprint,
        first_day=first_day,
        last_day=last_day,
        slug=slug or span.slug,
        state=PeriodState.PLANNED,
        **details,
    )
    period.label = period.label or span.label
    check(period)
    period.save()
    audit.record("period.planned", on=period, by=by, after=_as_record(period))
    return period


@transaction.atomic
def plan_one(
    *, footprint: Footprint, first_day: date, last_day: date, by: User, label: str = ""
) -> ReportingPeriod:
    """Add a period of these days with the meeting and the dates that the footprint's cycle gives it (``planning``).

    Raises ValidationError by field as ``plan`` does.
    """
    require_days(first_day, last_day)
    Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    details = planning.one(footprint, Span(first_day, last_day)).details
    return plan(
        footprint=footprint, first_day=first_day, last_day=last_day, by=by, **details | {"label": label}
    )


@transaction.atomic
def plan_year(*, footprint: Footprint, start: date, by: User) -> list[ReportingPeriod]:
    """Plan the missing periods of the year that begins with the period ``start`` is in, as ``planning.year`` proposes.

    What is there already is never touched; where nothing is missing, nothing is made. Raises ValidationError where the
    footprint's periods have dates of their own, which no rule gives, and for a start out of all bounds.
    """
    Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    if Cycle.of(footprint).cadence == Cadence.OWN_DATES:
        raise ValidationError(
            f"The periods of {footprint} have dates of their own, so they are added one by one. "
            "To plan a year at once, choose calendar months or four weeks in the settings of the cycle."
        )
    require_in_bounds(start, "start")
    return [
        plan(
            footprint=footprint,
            first_day=proposal.span.first_day,
            last_day=proposal.span.last_day,
            **proposal.details,
            by=by,
        )
        for proposal in planning.year(footprint, start)
        if not proposal.left_out
    ]


@transaction.atomic
def change_dates(
    *, period: ReportingPeriod, version: int, by: User, **changes: Unpack[Changes]
) -> ReportingPeriod:
    """Change the days, the dates or the meeting of a period that is not locked; what is not given stays.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field: a locked
    period, dates out of order (both are named), days that overlap another period.
    """
    Footprint.objects.select_for_update(no_key=True).get(pk=period.footprint_id)
    period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    before = _as_record(period)
    for name, value in changes.items():
        setattr(period, name, value)
    after = _as_record(period)
    if after == before:
        return period
    check_version(period, version)
    if period.is_locked:
        raise ValidationError(
            f"{period} is locked: its dates are part of the record. Plan or change a later period instead."
        )
    check(period)
    period.version += 1
    period.save()
    audit.record_changed("period.changed", on=period, by=by, before=before, after=after)
    return period


@transaction.atomic
def remove_planned(*, period: ReportingPeriod, by: User) -> None:
    """Take away a planned period that nothing was written for. Raises ValidationError for any other."""
    Footprint.objects.select_for_update(no_key=True).get(pk=period.footprint_id)
    period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    if period.state != PeriodState.PLANNED:
        raise ValidationError(
            f"{period} is {period.get_state_display().lower()}: only a planned period can be removed."
        )
    # A draft would go with the period, and nobody's text is ever lost.
    if ReportDraft.objects.filter(period=period).exists():
        raise ValidationError(f"Somebody is writing a report for {period}, so it cannot be removed.")
    remove(period, event="period.removed", by=by, before=_as_record(period))


@transaction.atomic
def open_period(*, period: ReportingPeriod, by: User) -> Expectations:
    """Open a planned period: each initiative whose turn it is has an expected report, and its leads are told once.

    Gives who is expected and for whom nobody could be told. A period that is open already stays as it is and nobody is
    expected anew, so two who open it at once open it once. Raises ValidationError for a locked period, while an earlier
    one is still planned, and where anybody is to report and no rating scheme is in force. No query is made for each
    initiative.
    """
    # The footprint first, as planning does: no earlier period is added meanwhile.
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=period.footprint_id)
    period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    if period.is_open:
        return Expectations(period, (), {})
    require_openable(period)
    expected = expectations(period)
    HighlightReport.objects.bulk_create(
        (
            HighlightReport(footprint=footprint, initiative=initiative, period=period)
            for initiative in expected.initiatives
        ),
        ignore_conflicts=True,
    )
    period.state = PeriodState.OPEN
    period.opened_at, period.opened_by = timezone.now(), by
    period.version += 1
    period.save()
    notices.tell_many(
        footprint=footprint,
        tellings=(
            _telling(lead, initiative, period, footprint)
            for initiative in expected.initiatives
            for lead in expected.leads[initiative.pk]
        ),
    )
    audit.record("period.opened", on=period, by=by, after={"expected": len(expected.initiatives)})
    return expected


def _telling(lead: User, initiative: Initiative, period: ReportingPeriod, footprint: Footprint) -> Telling:
    due = f" It is due on {nhs_date(period.returns_due)}." if period.returns_due else ""
    return Telling(
        user=lead,
        kind=NoticeKind.OPENED,
        key=f"opened:{period.pk}:{initiative.pk}:{lead.pk}",
        text=f"The report of {initiative} for {period} can be written now.{due}",
        path=reverse("reports:report-edit", args=[footprint.slug, initiative.slug, period.slug]),
        period=period,
        initiative=initiative,
    )


def _as_record(period: ReportingPeriod) -> dict[str, object]:
    """A period as the audit trail keeps it."""
    return {
        "label": period.label,
        "first_day": period.first_day,
        "last_day": period.last_day,
        **{name: getattr(period, name) for name in STEPS},
        "meeting": str(period.meeting) if period.meeting else "",
        "note": period.note,
    }
