"""The ratings of returns, side by side: the one before, the lead's, the PMO's and the calculated one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portfolios.models import Cycle, ReportingPeriod, Someone
from reports.calculated import calculated
from reports.queries.facts import Silence
from reports.queries.ratings import Judgement, Level, Schemes, judgements


@dataclass(frozen=True)
class RoomRatings:
    """The overall ratings of one initiative in a period; ``why`` is the rule that gave the calculated one.

    ``previous`` is what counted in the period before; ``silence`` says how long ago the last report came in, where the
    period is not locked.
    """

    given: Judgement
    previous: Level | None
    calculated: Level | None
    why: str
    silence: Silence | None

    @property
    def differs(self) -> bool:
        """Whether the calculated rating says something else than the rating that counts."""
        return bool(self.given.effective and self.calculated and self.given.effective != self.calculated)


def room_ratings(
    period: ReportingPeriod,
    before: int | None,
    initiatives: Collection[int],
    user: Someone,
    schemes: Schemes,
    *,
    cycle: Cycle,
    today: date,
) -> dict[int, RoomRatings]:
    """The ratings of ``initiatives`` (primary keys) as ``user`` may see them; ``before`` is the period before (key).

    Until the period is locked the calculated rating is that of today, private rows counted where ``user`` may read
    them; from then on it is the one that was recorded. Four queries, one where it is locked.
    """
    given = judgements(
        period.footprint,
        user,
        schemes.by_pk,
        periods=[period.pk, before] if before else [period.pk],
        initiatives=initiatives,
        with_reasons=True,
    )
    if period.is_locked:
        return {pk: _recorded(given.of(pk, period.pk), given.of(pk, before)) for pk in initiatives}
    live = calculated(
        period.footprint, period, initiatives, today, user=user, cycle=cycle, levels=schemes.in_force
    )
    return {
        pk: RoomRatings(
            given=given.of(pk, period.pk),
            previous=given.of(pk, before).effective,
            calculated=one.level,
            why=one.words,
            silence=one.facts.silence,
        )
        for pk, one in live.items()
    }


def _recorded(now: Judgement, earlier: Judgement) -> RoomRatings:
    return RoomRatings(now, earlier.effective, now.calculated, now.calculated_reason, None)
