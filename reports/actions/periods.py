"""Locking a period, with its snapshot, and opening it again."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portfolios.actions import notices
from portfolios.actions.notices import Telling
from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    NoticeKind,
    PeriodState,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from portfolios.queries.holders import leads_of
from reports.actions import snapshots
from reports.calculated import calculated
from reports.models import Snapshot, SnapshotKind
from reports.queries.lock import Awaited, Standing, lock_preview, standing_between_turns
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.templatetags.text_tags import nhs_date

BATCH = 1000
# What a lock adds, and opening again takes away.
OF_THE_LOCK = (RatingSource.CARRIED, RatingSource.CALCULATED)


@transaction.atomic
def lock(
    *, period: ReportingPeriod, version: int, by: User, accept: Collection[str] = frozenset()
) -> Snapshot:
    """Close ``period`` and freeze its record, all or nothing; gives the snapshot (DESIGN 5.5).

    Where nothing was returned, the last signed-off rating is carried forward and marked with its age; where none was
    due, it is carried forward too. Calculated ratings are recorded beside the others. Reports that are not signed off
    are locked so only knowingly: ``accept`` has the slugs of their initiatives. Raises ValidationError under
    ``accept``, one message for each that is not in it, or for a period that is not open; Conflict if it was changed
    since ``version`` was read. About 50 queries at any size,
    and the rows that are added.
    """
    period = _held(period)
    _require_state(period, PeriodState.OPEN)
    check_version(period, version)
    preview = lock_preview(period, timezone.localdate())
    refused = [one for one in preview.awaited if one.expected.slug not in accept]
    if refused:
        raise ValidationError({"accept": [_refusal(one) for one in refused]})
    standing = {one.expected.pk: one.standing for one in preview.missing if one.standing}
    carried = _carry_forward(period, standing, by) + _carry_between_turns(period, by)
    period.state = PeriodState.LOCKED
    period.locked_at, period.locked_by = timezone.now(), by
    period.version += 1
    period.save()
    _record_calculated(period)
    snapshot = snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=by)
    audit.record(
        "period.locked",
        on=period,
        by=by,
        after={
            "sha256": snapshot.sha256,
            "not_returned": [one.expected.slug for one in preview.missing],
            "not_signed_off": [one.expected.slug for one in preview.unsigned],
            "carried_forward": carried,
        },
    )
    return snapshot


@transaction.atomic
def reopen(*, period: ReportingPeriod, version: int, reason: str, by: User) -> ReportingPeriod:
    """Open a locked period again; its snapshots and papers stay as they are (DESIGN 5).

    What the lock carried forward no longer stands. The leads whose report is not signed off are told. Raises
    ValidationError under ``reason`` without one, or for a period that is not locked; Conflict if it was changed since
    ``version`` was read.
    """
    period = _held(period)
    _require_state(period, PeriodState.LOCKED)
    check_version(period, version)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": f"Say why {period} is opened again: it is kept on record."})
    added = Rating.objects.current().filter(period=period, source__in=OF_THE_LOCK)
    added.update(superseded_at=timezone.now())
    HighlightReport.objects.filter(period=period, carried_from__isnull=False).update(
        carried_from=None, not_updated_days=None
    )
    period.state = PeriodState.OPEN
    period.reopened_at, period.reopened_by, period.reopened_reason = timezone.now(), by, reason
    period.version += 1
    period.save()
    notices.tell_many(footprint=period.footprint, tellings=_tellings(period, by))
    frozen = Snapshot.objects.locked().filter(period=period).first()
    audit.record(
        "period.reopened",
        on=period,
        by=by,
        before={"sha256": frozen.sha256} if frozen else None,
        reason=reason,
    )
    return period


def _held(period: ReportingPeriod) -> ReportingPeriod:
    """The period under a lock, once everybody who is writing in it has finished; who comes later finds it changed.

    Rows are locked in the order in which those who write take them: reports, initiatives, footprint, period.
    """
    reports = HighlightReport.objects.filter(period=period).order_by("pk")
    list(reports.select_for_update(of=("self",)).values_list("pk"))
    initiatives = Initiative.objects.filter(footprint=period.footprint_id).order_by("pk")
    list(initiatives.select_for_update(of=("self",), no_key=True).values_list("pk"))
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=period.footprint_id)
    period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    period.footprint = footprint
    return period


def _require_state(period: ReportingPeriod, wanted: PeriodState) -> None:
    """ValidationError that says who came first, where it was somebody."""
    if period.state == wanted:
        return
    done = {
        PeriodState.LOCKED: ("locked", period.locked_at, period.locked_by),
        PeriodState.OPEN: ("opened again", period.reopened_at, period.reopened_by),
    }
    verb, at, by = done.get(PeriodState(period.state), ("", None, None))
    if at and by:
        moment = timezone.localtime(at)
        raise ValidationError(f"{period} was {verb} by {by} on {nhs_date(moment.date())} at {moment:%H:%M}.")
    state = period.get_state_display().lower()
    raise ValidationError(
        f"{period} is {state}: only a period that is {wanted.label.lower()} can be changed so."
    )


def _refusal(awaited: Awaited) -> ValidationError:
    """Its code is the slug of the initiative."""
    expected = awaited.expected
    return ValidationError(
        f"{expected.name} is not signed off ({awaited.state_words}; {awaited.who}). "
        "Wait for it, or choose to lock the period without it.",
        code=expected.slug,
    )


def _carry_forward(period: ReportingPeriod, standing: Mapping[int, Standing], by: User) -> int:
    """Write what stands for the reports that were not returned; how many ratings were carried forward."""
    silent, ratings = [], []
    for report in HighlightReport.objects.outstanding().filter(period=period):
        one = standing[report.pk]
        if one.last is None:
            continue
        report.carried_from, report.not_updated_days = one.last.period, one.days
        silent.append(report)
        if one.is_carried:
            ratings.append(_carried(period, one.last, by))
    HighlightReport.objects.bulk_update(silent, ["carried_from", "not_updated_days"], batch_size=BATCH)
    Rating.objects.bulk_create(ratings, batch_size=BATCH)
    return len(ratings)


def _carry_between_turns(period: ReportingPeriod, by: User) -> int:
    """Write what stands for those that report every second period and not in this one; how many ratings that is."""
    ratings = [_carried(period, last, by) for last in standing_between_turns(period)]
    Rating.objects.bulk_create(ratings, batch_size=BATCH)
    return len(ratings)


def _carried(period: ReportingPeriod, last: Rating, by: User) -> Rating:
    return Rating(
        footprint_id=last.footprint_id,
        initiative_id=last.initiative_id,
        period=period,
        source=RatingSource.CARRIED,
        level_id=last.level_id,
        as_printed=last.as_printed,
        reason=last.reason,
        carried_from=last,
        recorded_by=by,
    )


def _record_calculated(period: ReportingPeriod) -> None:
    """Keep the calculated rating of every initiative that was to report, with the rule that gave it."""
    initiatives = HighlightReport.objects.filter(period=period).values_list("initiative_id", flat=True)
    found = calculated(period.footprint, period, list(initiatives), timezone.localdate())
    Rating.objects.bulk_create(
        (
            Rating(
                footprint_id=period.footprint_id,
                initiative_id=initiative,
                period=period,
                source=RatingSource.CALCULATED,
                level_id=one.level.pk,
                reason=one.words,
            )
            for initiative, one in found.items()
            if one.level
        ),
        batch_size=BATCH,
    )


def _tellings(period: ReportingPeriod, by: User) -> Iterable[Telling]:
    """To each lead whose report is not signed off. The reason stays on the portal: a mail is read by anybody."""
    unsigned = HighlightReport.objects.filter(period=period).exclude(state=ReportState.SIGNED_OFF)
    initiatives = [report.initiative for report in unsigned.select_related("initiative")]
    leads = leads_of(initiative.pk for initiative in initiatives)
    place = period.footprint
    for initiative in initiatives:
        for lead in leads[initiative.pk]:
            if lead == by:
                continue
            yield Telling(
                user=lead,
                kind=NoticeKind.REOPENED,
                key=f"reopened:{period.pk}:{period.version}:{initiative.pk}:{lead.pk}",
                text=f"{period} was opened again by {by}: the report of {initiative} is not signed off yet.",
                path=reverse("reports:report-edit", args=[place.slug, initiative.slug, period.slug]),
                period=period,
                initiative=initiative,
            )
