"""The calculated rating: what milestones, risks and the age of reports say, with the rule that gave it in words.

It stands beside the lead's and the PMO's and replaces neither (DESIGN 5.3). Three steps: the best level where no rule
strikes, the worst where a serious one does, the one in the middle else. Levels are taken by their order in the scheme,
never by their colour, which means different things in different places (DOMAIN B4).

With a ``user`` it counts what that user may see, for a page shown to them. Without one it counts public rows alone:
that is what a snapshot or a paper may hold, because a rating derived from a private risk tells of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from portfolios.models import Cycle, Footprint, PeriodState, ReportingPeriod, Someone
from reports.queries.facts import Facts, Late, Silence, facts
from reports.queries.periods import Period
from reports.queries.ratings import Level, levels_in_force
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted

# More names make no better reason.
NAMED = 3

PRIVATE = " Private rows are counted here; papers for the public are rated without them."


class Weight(IntEnum):
    """What a rule that struck does to the rating."""

    STEP = 1
    SERIOUS = 2


@dataclass(frozen=True)
class Struck:
    """A rule that struck: how hard, and why in words."""

    weight: Weight
    words: str


@dataclass(frozen=True)
class Calculated:
    """A calculated rating; ``level`` is None where no rating scheme is in force."""

    level: Level | None
    words: str
    facts: Facts


def calculated(
    footprint: Footprint,
    period: ReportingPeriod | Period,
    initiatives: Collection[int],
    today: date,
    *,
    user: Someone | None = None,
    cycle: Cycle | None = None,
    levels: Sequence[Level] | None = None,
) -> dict[int, Calculated]:
    """The calculated rating of each of ``initiatives`` (primary keys), with the thresholds of the footprint's cycle.

    Of a locked period it is as at the day of its data, of another as at ``today``; the milestones and risks are those
    that stand now. Three queries, and one each for ``cycle`` and ``levels`` (those in force) where they are not given.
    """
    cycle = cycle or Cycle.of(footprint)
    in_force = levels_in_force(footprint, period.last_day) if levels is None else levels
    on = as_at(period, today)
    known = facts(initiatives, period, on=on, user=user)
    return {pk: _rated(known[pk], cycle, in_force) for pk in initiatives}


def as_at(period: ReportingPeriod | Period, today: date) -> date:
    """The day that a rating of ``period`` is calculated for."""
    return (period.data_cut_off or period.last_day) if period.state == PeriodState.LOCKED else today


def step_of(levels: Sequence[Level], weight: Weight | None) -> Level | None:
    """The level that a rule of ``weight`` gives: the first for None, the last for a serious one.

    The middle is the second of three, the third of four and of five: of two in the middle the more cautious one. A
    scheme of two has nothing between, so anything that strikes gives the worse.
    """
    if not levels:
        return None
    if weight is None:
        return levels[0]
    return levels[-1] if weight is Weight.SERIOUS else levels[len(levels) // 2]


def _rated(known: Facts, cycle: Cycle, levels: Sequence[Level]) -> Calculated:
    struck = sorted(_strikes(known, cycle), key=lambda rule: -rule.weight)
    level = step_of(levels, struck[0].weight if struck else None)
    if level is None:
        return Calculated(None, "Nothing is calculated: no rating scheme is in force.", known)
    if not struck:
        return Calculated(level, f"{level.label}: {_nothing_struck(known, cycle)}.", known)
    words = f"{level.label}, because {'; '.join(rule.words for rule in struck)}."
    return Calculated(level, words + (PRIVATE if _has_private(known, cycle) else ""), known)


def _strikes(known: Facts, cycle: Cycle) -> Iterator[Struck]:
    """The rules in the order in which their words stand among those of the same weight."""
    if known.overdue:
        serious = known.overdue[0].days > cycle.overdue_days
        yield Struck(Weight.SERIOUS if serious else Weight.STEP, _overdue(known.overdue))
    if known.red_risks:
        serious = known.red_risks >= cycle.red_risks
        yield Struck(Weight.SERIOUS if serious else Weight.STEP, _risks(known))
    if slipped := _slipped_too_far(known, cycle):
        yield Struck(Weight.STEP, _slipped(slipped))
    if known.silence and known.silence.days > _stale_after(known.silence, cycle):
        yield Struck(Weight.STEP, _silence(known.silence))


def _slipped_too_far(known: Facts, cycle: Cycle) -> tuple[Late, ...]:
    return tuple(late for late in known.slipped if late.days > cycle.slip_days)


def _stale_after(silence: Silence, cycle: Cycle) -> int:
    """Who reports every second period has twice as long."""
    return cycle.stale_after_days * (2 if silence.every_second else 1)


def _overdue(late: Sequence[Late]) -> str:
    if len(late) == 1:
        return f"the milestone “{late[0].title}” is overdue by {counted(late[0].days, 'day')}"
    return f"{len(late)} milestones are overdue: {_by_days(late)}"


def _slipped(late: Sequence[Late]) -> str:
    if len(late) == 1:
        days = counted(late[0].days, "day")
        return f"the forecast of the milestone “{late[0].title}” is {days} later than its baseline"
    return f"the forecasts of {len(late)} milestones are later than their baselines: {_by_days(late)}"


def _by_days(late: Sequence[Late]) -> str:
    return listed((f"“{one.title}” by {counted(one.days, 'day')}" for one in late), most=NAMED)


def _risks(known: Facts) -> str:
    """“2 risks are in the band Extreme”; a footprint with two matrices may have two worst bands."""
    parts = [
        f"{counted(line.count, 'risk')} {'is' if line.count == 1 else 'are'} in the band {line.band}"
        for line in known.bad_risks
    ]
    return " and ".join(parts)


def _silence(silence: Silence) -> str:
    days = counted(silence.days, "day")
    if silence.ever_returned:
        return f"the last report was returned {days} ago"
    return f"no report was ever returned, the first was expected {days} ago"


def _nothing_struck(known: Facts, cycle: Cycle) -> str:
    parts = [
        "no milestone is overdue",
        f"no forecast has slipped by more than {counted(cycle.slip_days, 'day')}",
        "no risk is in the worst band",
    ]
    if known.silence:
        limit = counted(_stale_after(known.silence, cycle), "day")
        parts.append(
            f"the last report is no older than {limit}"
            if known.silence.ever_returned
            else f"the first report was expected no more than {limit} ago"
        )
    return listed(parts)


def _has_private(known: Facts, cycle: Cycle) -> bool:
    """Whether a private row is among what struck."""
    late = (*known.overdue, *_slipped_too_far(known, cycle))
    return any(one.is_private for one in late) or any(line.private for line in known.bad_risks)
