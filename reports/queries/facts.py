"""What is known of initiatives beside what their leads say: late milestones, bad risks, old reports.

Everything is read in bulk: the number of queries does not grow with the number of initiatives.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, DateField, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce, TruncDate

from portfolios.models import (
    RETURNED,
    HighlightReport,
    Milestone,
    ReportingPeriod,
    ReportingRhythm,
    Someone,
)
from portfolios.models.scoped import MarkedQuerySet
from reports.queries.periods import Period
from risks.models import Risk, RiskBand
from risks.queries.lines import with_current
from stp_portal.core.fuzzy_dates import FuzzyDate

M = TypeVar("M", bound=MarkedQuerySet)


@dataclass(frozen=True)
class Late:
    """A milestone that was not met, and by how many days it is overdue or has slipped."""

    title: str
    days: int
    is_private: bool = False


@dataclass(frozen=True)
class BadRisks:
    """How many open risks stand in the worst band of their matrix, and how many of those are private."""

    band: str
    count: int
    private: int = 0


@dataclass(frozen=True)
class Silence:
    """How many days ago the last report came in; where none ever did, how long ago the first was expected."""

    days: int
    ever_returned: bool
    every_second: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of one initiative: the latest milestones first. ``silence`` is None where no report is expected."""

    overdue: tuple[Late, ...] = ()
    slipped: tuple[Late, ...] = ()
    bad_risks: tuple[BadRisks, ...] = ()
    silence: Silence | None = None

    @property
    def red_risks(self) -> int:
        """How many open risks stand in the worst band."""
        return sum(line.count for line in self.bad_risks)


def facts(
    initiatives: Collection[int], period: ReportingPeriod | Period, *, on: date, user: Someone | None
) -> Mapping[int, Facts]:
    """The facts of ``initiatives`` (primary keys) as they stand on the day ``on``, of the rows ``user`` may see.

    Without a user: of public rows alone, as they may stand in any record. Reports of periods after ``period`` do not
    count. Three queries.
    """
    overdue, slipped = _milestones(initiatives, on, user)
    risks = _risks(initiatives, user)
    silences = dict(_silences(initiatives, period, on))
    return {
        pk: Facts(
            overdue=_longest_first(overdue[pk]),
            slipped=_longest_first(slipped[pk]),
            bad_risks=tuple(risks[pk]),
            silence=silences.get(pk),
        )
        for pk in initiatives
    }


def _seen(rows: M, user: Someone | None) -> M:
    return rows.public() if user is None else rows.visible_to(user)


def _longest_first(found: list[Late]) -> tuple[Late, ...]:
    return tuple(sorted(found, key=lambda late: (-late.days, late.title)))


def _milestones(
    initiatives: Collection[int], on: date, user: Someone | None
) -> tuple[Mapping[int, list[Late]], Mapping[int, list[Late]]]:
    """Those overdue and those that slipped. Words that are no date are neither (DOMAIN A8 rule 13)."""
    rows = _seen(Milestone.objects.filter(initiative__in=initiatives), user)
    overdue: defaultdict[int, list[Late]] = defaultdict(list)
    slipped: defaultdict[int, list[Late]] = defaultdict(list)
    for pk, title, baseline, forecast, actual, is_private in rows.values_list(
        "initiative_id", "title", "baseline", "forecast", "actual", "is_private"
    ):
        if _was_met(actual, on):
            continue
        due = forecast or baseline
        if due.last and due.last < on:
            overdue[pk].append(Late(title, (on - due.last).days, is_private))
        if baseline.last and forecast.last and forecast.last > baseline.last:
            slipped[pk].append(Late(title, (forecast.last - baseline.last).days, is_private))
    return overdue, slipped


def _was_met(actual: FuzzyDate, on: date) -> bool:
    """Met on the day ``on``: met later, it was still awaited then. “September 2017” is any day of that month."""
    return bool(actual) and (actual.first is None or actual.first <= on)


def _risks(initiatives: Collection[int], user: Someone | None) -> Mapping[int, list[BadRisks]]:
    """Open risks that no band of their matrix is worse than."""
    worse = RiskBand.objects.filter(
        matrix=OuterRef("current__matrix"), rank__gt=OuterRef("current__band__rank")
    )
    risks = with_current(_seen(Risk.objects.open().filter(initiative__in=initiatives), user))
    rows = (
        risks.filter(~Exists(worse), current__band__isnull=False)
        .order_by()
        .values("initiative_id", "current__band__label")
        .annotate(count=Count("pk"), private=Count("pk", filter=Q(is_private=True)))
        .order_by("initiative_id", "current__band__label")
        .values_list("initiative_id", "current__band__label", "count", "private")
    )
    found: defaultdict[int, list[BadRisks]] = defaultdict(list)
    for pk, band, count, private in rows:
        found[pk].append(BadRisks(band, count, private))
    return found


def _silences(
    initiatives: Collection[int], period: ReportingPeriod | Period, on: date
) -> Iterator[tuple[int, Silence]]:
    """A report that came from elsewhere has no day on which it was handed in: its data are as old as its period."""
    as_at = Coalesce(
        TruncDate("submitted_at"), F("period__data_cut_off"), F("period__last_day"), output_field=DateField()
    )
    rows = (
        HighlightReport.objects.filter(initiative__in=initiatives, period__first_day__lte=period.first_day)
        .exclude(initiative__reporting=ReportingRhythm.NEVER)
        .order_by()
        .values("initiative_id", "initiative__reporting")
        .annotate(last=Max(as_at, filter=Q(state__in=RETURNED)), first=Min("period__first_day"))
        .values_list("initiative_id", "initiative__reporting", "last", "first")
    )
    for pk, rhythm, last, first in rows:
        days = max(0, (on - (last or first)).days)
        yield pk, Silence(days, last is not None, rhythm == ReportingRhythm.SECOND)
