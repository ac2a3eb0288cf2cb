"""What changed since last time: which two records are compared for a page or a paper, and what of them may be read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from portfolios.access import standing_or_404
from portfolios.models import Footprint, PeriodState, ReportingPeriod, Someone
from reports.changes import Changes, compare, public_pair
from reports.models import Snapshot
from reports.queries.periods import Period
from reports.snapshot_content import build, newly_private, with_marks
from stp_portal.accounts.roles import Permission


def changes_for(footprint: Footprint, user: Someone, period: Period | ReportingPeriod) -> Changes:
    """What changed in ``period``, of what ``user`` may read. Raises Http404 for a stranger to the footprint.

    A locked period's last snapshot is compared with that of the period before; of one that is open or has no snapshot,
    the record as it stands now. Up to seven queries for a locked period, some thirty for another, at any size.
    """
    is_public = not standing_or_404(user, footprint.slug).may(Permission.VIEW_PRIVATE)
    periods = _periods(footprint)
    it = next(one for one in periods if one.pk == period.pk)
    locked = _last_locked(it) if it.state == PeriodState.LOCKED else None
    if locked is None:
        return _changes(it, build(it), periods, is_public=is_public, today=timezone.localdate())
    after = locked.data
    if is_public:
        after = with_marks(after, newly_private(after, it))
    return _changes(it, after, periods, is_public=is_public)


def changes_in_paper(period: ReportingPeriod, after: dict[str, Any], *, is_public: bool) -> Changes:
    """What a paper of ``period`` tells, drawn from the record ``after``, marked where the paper is public.

    Dates are judged by the data cut-off, not by today: the same record gives the same sentences. Up to four queries.
    """
    return _changes(period, after, _periods(period.footprint), is_public=is_public)


def _changes(
    period: ReportingPeriod,
    after: dict[str, Any],
    periods: Sequence[ReportingPeriod],
    *,
    is_public: bool,
    today: date | None = None,
) -> Changes:
    snapshot = _last_locked_before(period)
    before = snapshot.data if snapshot else None
    if is_public:
        if snapshot:
            before = with_marks(snapshot.data, newly_private(snapshot.data, snapshot.period))
        before, after = public_pair(before, after)
    return compare(before, after, periods=[one.slug for one in periods], today=today)


def _periods(footprint: Footprint) -> list[ReportingPeriod]:
    """The earliest first, each with its footprint."""
    rows = ReportingPeriod.objects.filter(footprint=footprint).select_related("footprint")
    return list(rows.order_by("first_day"))


def _last_locked(period: ReportingPeriod) -> Snapshot | None:
    return Snapshot.objects.locked().filter(period=period).first()


def _last_locked_before(period: ReportingPeriod) -> Snapshot | None:
    """The last snapshot of the latest period before ``period`` that was ever locked."""
    earlier = Snapshot.objects.locked().filter(
        footprint=period.footprint_id, period__first_day__lt=period.first_day
    )
    return earlier.select_related("period").order_by("-period__first_day", "-pk").first()
