"""What locking a period would do: which reports are not signed off, what stands for those that were not returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from portfolios.models import (
    HighlightReport,
    Initiative,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportingRhythm,
    ReportState,
)
from portfolios.queries.returns import Return, returns
from stp_portal.core.numbers import for_days

# The record's own judgements; of two of one period the first counts.
JUDGED = (RatingSource.PMO, RatingSource.LEAD)


@dataclass(frozen=True)
class Standing:
    """What stands for an initiative that returned nothing.

    ``last`` is its last signed-off rating and ``days`` how much older its data are; ``pmo`` the PMO's rating of this
    period, beside which nothing is carried forward.
    """

    last: Rating | None
    days: int
    pmo: Rating | None

    @property
    def is_carried(self) -> bool:
        """Whether a rating is carried forward."""
        return self.last is not None and self.pmo is None

    @property
    def in_words(self) -> str:
        """What happens at the lock, as a sentence."""
        if self.last is None:
            silent = "Nothing to carry forward: no earlier report of it was signed off with a rating."
            return f"{silent} The PMO’s rating of this period stands." if self.pmo else silent
        age = f"not updated{for_days(self.days)}"
        if self.pmo:
            return f"The PMO’s rating of this period stands, marked {age}."
        return f"Carried forward from {self.last.period}, marked {age}."

    @property
    def rating(self) -> Rating | None:
        """What will be shown."""
        return self.pmo or self.last


@dataclass(frozen=True)
class Awaited:
    """A report that is not signed off; ``standing`` where it was not returned either."""

    expected: Return
    standing: Standing | None

    @property
    def state_words(self) -> str:
        return ReportState(self.expected.state).label

    @property
    def who(self) -> str:
        """Who has it now, in words: “Alice Lead has it”, or why nobody has."""
        return self.expected.who if self.expected.is_stuck else f"{self.expected.who} has it"


@dataclass(frozen=True)
class LockPreview:
    """The reports of a period by state, and those that the lock would pass over."""

    counts: tuple[tuple[str, int], ...]
    unsigned: tuple[Awaited, ...]
    missing: tuple[Awaited, ...]

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        """Everything that has to be accepted knowingly."""
        return (*self.missing, *self.unsigned)


def lock_preview(period: ReportingPeriod, today: date) -> LockPreview:
    """What locking ``period`` would do. Eight queries at any size. The caller has seen to it that the person may."""
    expected = returns([period], today)
    standing = standing_at_lock(period)
    not_signed_off = [one for one in expected if one.state != ReportState.SIGNED_OFF]
    return LockPreview(
        counts=tuple(
            (str(state.label), sum(one.state == state for one in expected)) for state in ReportState
        ),
        unsigned=tuple(Awaited(one, None) for one in not_signed_off if one.has_returned),
        missing=tuple(Awaited(one, standing[one.pk]) for one in not_signed_off if not one.has_returned),
    )


def standing_at_lock(period: ReportingPeriod) -> Mapping[int, Standing]:
    """What stands for each report of ``period`` that was not returned, by the report (DESIGN 5.5). Three queries."""
    missing = list(
        HighlightReport.objects.outstanding()
        .filter(period=period)
        .annotate(last=Subquery(_last_signed_off(period, "initiative")))
        .values_list("pk", "initiative_id", "last")
    )
    lasts = Rating.objects.select_related("period", "level").in_bulk([last for _, _, last in missing if last])
    given = Rating.objects.current().overall().filter(period=period, source=RatingSource.PMO)
    pmo = {rating.initiative_id: rating for rating in given.select_related("level")}
    return {
        pk: Standing(last=lasts.get(last), days=_days(lasts.get(last), period), pmo=pmo.get(initiative))
        for pk, initiative, last in missing
    }


def standing_between_turns(period: ReportingPeriod) -> Sequence[Rating]:
    """The last signed-off rating of each initiative that reports every second period and has no report in ``period``.

    Left out is what the PMO rated for ``period`` itself: that stands. Two queries.
    """
    reports = HighlightReport.objects.filter(initiative=OuterRef("pk"), period=period)
    rated = Rating.objects.current().overall().filter(period=period, source=RatingSource.PMO)
    lasts = (
        Initiative.objects.alive_in(period)
        .filter(
            ~Exists(reports),
            ~Exists(rated.filter(initiative=OuterRef("pk"))),
            footprint=period.footprint_id,
            reporting=ReportingRhythm.SECOND,
        )
        .annotate(last=Subquery(_last_signed_off(period, "pk")))
        .exclude(last=None)
    )
    found = Rating.objects.in_bulk(list(lasts.order_by("pk").values_list("last", flat=True)))
    return list(found.values())


def _last_signed_off(period: ReportingPeriod, initiative: str) -> QuerySet[Any, Any]:
    """The key of the last signed-off rating before ``period``, for a query in which ``initiative`` names its column."""
    signed_off = HighlightReport.objects.filter(
        initiative=OuterRef("initiative"), period=OuterRef("period"), state=ReportState.SIGNED_OFF
    )
    first_judged = Case(
        *(When(source=source, then=Value(place)) for place, source in enumerate(JUDGED)),
        output_field=IntegerField(),
    )
    return (
        Rating.objects.current()
        .overall()
        .filter(Exists(signed_off), initiative=OuterRef(initiative), source__in=JUDGED)
        .filter(period__first_day__lt=period.first_day)
        .order_by("-period__first_day", first_judged)
        .values("pk")[:1]
    )


def _days(last: Rating | None, period: ReportingPeriod) -> int:
    """Between the days that the data of the two periods are as at."""
    return max(0, (period.data_as_at - last.period.data_as_at).days) if last else 0
