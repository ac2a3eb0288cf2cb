"""Ratings of periods, and the schemes they are given in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, Value

from portfolios.models import Footprint, Rating, RatingLevel, Someone
from reports.snapshot_content.reading import between_turns


@dataclass(frozen=True)
class Level:
    """A level of a scheme, to be shown as word, letter, shape and colour."""

    pk: int
    scheme_id: int
    rank: int
    label: str
    letter: str
    shape: str
    colour: str
    definition: str


@dataclass(frozen=True)
class Schemes:
    """All levels of a footprint, and the scheme that the chosen period is judged by."""

    by_pk: Mapping[int, Level]
    name: str
    in_force: tuple[Level, ...]


class Movement(StrEnum):
    """How a rating stands against the period before, in the words of the page (DESIGN 5.6)."""

    IMPROVED = "Improved"
    WORSENED = "Worsened"
    UNCHANGED = "Unchanged"
    NEW = "New"
    MISSING = "Missing"
    # Comparisons across schemes need an explicit mapping (DOMAIN A9 Q3), which nobody has given.
    OTHER_SCHEME = "Not comparable"
    NONE = ""


@dataclass(frozen=True)
class Judgement:
    """The ratings that stand for one initiative and period; the reasons only where they were asked for.

    Where nothing was returned by the lock, one may be ``carried`` forward. The ``calculated`` one stands beside the
    others and never counts: its reason says by which rule it came about.
    """

    lead: Level | None = None
    pmo: Level | None = None
    carried: Level | None = None
    calculated: Level | None = None
    lead_reason: str = ""
    pmo_reason: str = ""
    carried_reason: str = ""
    calculated_reason: str = ""

    @property
    def effective(self) -> Level | None:
        """What counts: the PMO's where it gave one, else the one carried forward, else the lead's."""
        return self.pmo or self.carried or self.lead

    @property
    def reason(self) -> str:
        """Why it is what counts."""
        if self.carried and not self.pmo:
            return self.carried_reason
        return self.pmo_reason or self.lead_reason

    @property
    def given_by(self) -> str:
        """Whose it is."""
        if self.pmo:
            return "Lead and PMO" if self.lead else "PMO"
        return "Carried forward" if self.carried else "Lead"

    def between_turns(self, since: str) -> str:
        """What to say of it where no report was due: “From July 2017: it reports every second period”.

        ``since`` is the label of the period of the rating that stands. Empty for a rating of the period itself.
        """
        if self.pmo or self.lead:
            return ""
        words = between_turns(since if self.carried else "")
        return words[:1].upper() + words[1:]

    @property
    def differs(self) -> bool:
        """Whether PMO and lead disagree. A PMO's rating where the lead gave none is no disagreement."""
        return bool(self.pmo and self.lead and self.pmo != self.lead)


NOTHING = Judgement()


@dataclass(frozen=True)
class Judgements:
    """Ratings by initiative and period."""

    found: Mapping[tuple[int, int], Judgement] = field(default_factory=dict)

    def of(self, initiative_id: int, period_id: int | None) -> Judgement:
        return self.found.get((initiative_id, period_id or 0), NOTHING)

    def standing(self, initiatives: Iterable[int], period_id: int, before_id: int) -> "Judgements":
        """These, with what the ``initiatives`` were rated in the period before where they have no rating in this one.

        For those of which no report is due. What was carried forward then is of an earlier period: it is left.
        """
        found = dict(self.found)
        for pk in initiatives:
            now, before = self.of(pk, period_id), self.of(pk, before_id)
            if before.effective and not (before.carried or now.effective):
                found[pk, period_id] = replace(now, carried=before.effective, carried_reason=before.reason)
        return Judgements(found)


def movement(now: Level | None, before: Level | None) -> Movement:
    """Compares two ratings; the better one has the lower rank."""
    if now is None:
        return Movement.MISSING if before else Movement.NONE
    if before is None:
        return Movement.NEW
    if now.scheme_id != before.scheme_id:
        return Movement.OTHER_SCHEME
    if now.rank == before.rank:
        return Movement.UNCHANGED
    return Movement.IMPROVED if now.rank < before.rank else Movement.WORSENED


def schemes(footprint: Footprint, user: Someone, on: date | None) -> Schemes:
    """The levels of every scheme, and the scheme in force on the day ``on`` (the last of a period). One query.

    The scheme is the one that ``portfolios.actions.ratings.scheme_in_force`` finds.
    """
    rows: Iterable[tuple[Any, ...]] = (
        RatingLevel.objects.visible_to(user)
        .filter(footprint=footprint)
        .order_by("scheme__valid_from", "scheme_id", "rank")
        .values_list(
            "pk",
            "scheme_id",
            "rank",
            "label",
            "letter",
            "shape",
            "colour",
            "definition",
            "scheme__name",
            "scheme__valid_from",
            "scheme__valid_to",
        )
    )
    by_pk: dict[int, Level] = {}
    name, scheme_in_force = "", None
    for *mark, scheme, start, end in rows:
        level = Level(*mark)
        by_pk[level.pk] = level
        if on and start <= on and (end is None or end >= on):
            name, scheme_in_force = scheme, level.scheme_id
    return Schemes(
        by_pk, name, tuple(level for level in by_pk.values() if level.scheme_id == scheme_in_force)
    )


def levels_in_force(footprint: Footprint, on: date) -> tuple[Level, ...]:
    """The levels of the scheme in force on the day ``on``, best first. One query."""
    rows = list(
        RatingLevel.objects.filter(footprint=footprint, scheme__valid_from__lte=on)
        .exclude(scheme__valid_to__lt=on)
        .order_by("-scheme__valid_from", "-scheme_id", "rank")
        .values_list("pk", "scheme_id", "rank", "label", "letter", "shape", "colour", "definition")
    )
    return tuple(Level(*row) for row in rows if row[1] == rows[0][1])


def judgements(
    footprint: Footprint,
    user: Someone,
    levels: Mapping[int, Level],
    *,
    periods: Iterable[int],
    initiatives: Iterable[int] | None = None,
    history: Iterable[int] = (),
    history_of: Iterable[int] = (),
    with_reasons: bool = False,
) -> Judgements:
    """The overall ratings that stand in ``periods``, of ``initiatives`` (None: of all), and in the periods ``history``
    of the initiatives ``history_of``; of a locked period none of a draft. One query, by equality of period: its cost
    does not grow with the years.
    """
    wanted = Q(period__in=list(periods))
    if initiatives is not None:
        wanted &= Q(initiative__in=list(initiatives))
    wanted |= Q(period__in=list(history), initiative__in=list(history_of))
    reason = F("reason") if with_reasons else Value("")
    rows = (
        Rating.objects.visible_to(user)
        .current()
        .counting()
        .overall()
        .filter(wanted, footprint=footprint)
        .values_list("initiative_id", "period_id", "source", "level_id", reason)
    )
    given: defaultdict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    for initiative_id, period_id, source, level_id, why in rows:
        if level_id in levels:
            given[initiative_id, period_id] |= {source: levels[level_id], f"{source}_reason": why}
    return Judgements({key: Judgement(**sources) for key, sources in given.items()})
