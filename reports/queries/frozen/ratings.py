"""Ratings of a locked period: its own and those it is compared with from the snapshot, older ones from their rows.

Initiatives are known by their place in the snapshot, from 1: a snapshot has no keys of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portfolios.models import Footprint, Rating, RatingSource, Someone
from reports.queries.frozen.record import Record
from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import NOTHING, Judgement, Judgements, Level, Schemes


@dataclass(frozen=True)
class Levels:
    """Levels by scheme and rank, alike whether they come from a snapshot or from rows: those in use never change.

    Their keys are numbers given here as they are met.
    """

    _numbers: dict[Any, int] = field(default_factory=dict)

    def level(self, scheme: str, mark: Mapping[str, Any]) -> Level:
        """The level of the scheme called ``scheme`` that looks as ``mark`` says."""
        return Level(
            pk=self._number((scheme, mark["rank"])),
            scheme_id=self._number(scheme),
            rank=mark["rank"],
            label=mark["label"],
            letter=mark["letter"],
            shape=mark["shape"],
            colour=mark["colour"],
            definition=mark["definition"],
        )

    def rated(self, rating: Mapping[str, Any] | None) -> Level | None:
        """The level of a rating in a snapshot."""
        return self.level(rating["scheme"], rating["level"]) if rating else None

    def _number(self, key: Any) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def places(data: dict[str, Any]) -> dict[str, int]:
    """The place of each initiative by its slug."""
    return {node["slug"]: place for place, node in enumerate(data["initiatives"], start=1)}


def frozen_schemes(data: dict[str, Any], levels: Levels) -> Schemes:
    """The schemes of the snapshot. Where two were in force, the later one holds, as on pages of open periods."""
    by_pk: dict[int, Level] = {}
    name, in_force = "", list[Level]()
    for scheme in data["schemes"]:
        found = [levels.level(scheme["key"], mark) for mark in scheme["levels"]]
        by_pk |= {level.pk: level for level in found}
        if scheme["is_in_force"]:
            name, in_force = scheme["name"], found
    return Schemes(by_pk, name, tuple(in_force))


def frozen_judgements(
    footprint: Footprint,
    user: Someone,
    record: Record,
    levels: Levels,
    period: PeriodChoice,
    nodes: Iterable[dict[str, Any]],
    history_of: Iterable[str],
) -> Judgements:
    """The overall ratings of ``nodes`` for the locked period and the one before, and those of the initiatives called
    ``history_of`` for earlier ones. One query, where there are any.
    """
    of_slug = places(record.data)
    before = _before(record, period)
    earlier = [one.pk for one in period.history if one != period.chosen]
    found = _older(footprint, user, levels, earlier, list(history_of), of_slug)
    for node in nodes:
        place = of_slug[node["slug"]]
        found[place, period.chosen.pk] = _judgement(node["ratings"], levels)
        if before:
            # What it was compared with stays, also where that period was opened again.
            level, key = levels.rated(node["previous_rating"]), (place, before.pk)
            if found.get(key, NOTHING).effective != level:
                found[key] = Judgement(lead=level)
    return Judgements(found)


def _before(record: Record, period: PeriodChoice) -> Period | None:
    """The period that the snapshot was compared with. Version 1 does not name it."""
    named = record.data.get("previous_period", {"slug": period.previous.slug} if period.previous else None)
    return next((one for one in period.newest_first if named and one.slug == named["slug"]), None)


def _judgement(ratings: Mapping[str, dict[str, Any] | None], levels: Levels) -> Judgement:
    given: dict[str, Any] = {}
    for source in RatingSource:
        if rating := ratings.get(source.value):
            given |= {source.value: levels.rated(rating), f"{source.value}_reason": rating["reason"]}
    return Judgement(**given)


def _older(
    footprint: Footprint,
    user: Someone,
    levels: Levels,
    periods: Sequence[int],
    slugs: Sequence[str],
    of_slug: Mapping[str, int],
) -> dict[tuple[int, int], Judgement]:
    """Ratings of earlier periods, from their rows: those of locked periods stay as they are."""
    if not periods or not slugs:
        return {}
    rows = (
        Rating.objects.visible_to(user)
        .current()
        .counting()
        .overall()
        .filter(footprint=footprint, period__in=periods, initiative__slug__in=slugs)
        .values(
            "initiative__slug",
            "period_id",
            "source",
            "level__scheme__key",
            *(f"level__{name}" for name in ("rank", "label", "letter", "shape", "colour", "definition")),
        )
    )
    given: defaultdict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    for row in rows:
        mark = {name.removeprefix("level__"): value for name, value in row.items()}
        place = of_slug[row["initiative__slug"]]
        given[place, row["period_id"]][row["source"]] = levels.level(row["level__scheme__key"], mark)
    return {key: Judgement(**sources) for key, sources in given.items()}
