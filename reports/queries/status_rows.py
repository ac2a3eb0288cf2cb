"""The rows of the status grid, and the ratings counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import Judgement, Judgements, Level, Movement, Schemes, movement
from reports.queries.tree import Node, subtree
from stp_portal.core.numbers import count_and_share

NOT_RECORDED = "Not recorded"
NOT_RECORDED_SLUG = "none"


@dataclass(frozen=True)
class RatingCount:
    """How many rated initiatives have a rating; ``level`` is None for those without one."""

    level: Level | None
    count: int
    of: int

    @property
    def label(self) -> str:
        return self.level.label if self.level else NOT_RECORDED

    @property
    def slug(self) -> str:
        return slugify(self.label) if self.level else NOT_RECORDED_SLUG

    @property
    def words(self) -> str:
        """As papers print it: “4 (80%)”."""
        return count_and_share(self.count, self.of)


@dataclass(frozen=True)
class Below:
    """What a row stands for that is not listed: how many initiatives, and the ratings of those that are rated."""

    number: int
    counts: tuple[RatingCount, ...]

    @property
    def in_words(self) -> str:
        """“9 below: 7 Green, 1 Amber, 1 Not recorded”."""
        parts = [f"{line.count} {line.label}" for line in self.counts if line.count]
        return f"{self.number} below" + (f": {', '.join(parts)}" if parts else "")


@dataclass(frozen=True)
class StatusRow:
    """One initiative in the status grid: ``indent`` is its depth on this page, ``parent`` what it is part of."""

    node: Node
    indent: int
    parent: str
    judgement: Judgement
    before: Level | None
    movement: Movement
    report: str
    history: tuple[Level | None, ...]
    below: Below | None

    @property
    def between_turns(self) -> str:
        """Since when its rating stands, where no report was due: “From July 2017: it reports every second period”."""
        return self.judgement.between_turns(self.node.stands_since) if self.node.is_between_turns else ""

    @property
    def change(self) -> str:
        """How the rating moved, in words: “Worsened, was Green”."""
        if self.movement in (Movement.UNCHANGED, Movement.NEW, Movement.NONE) or self.before is None:
            return str(self.movement)
        return f"{self.movement}, was {self.before.label}"


def count_ratings(
    nodes: Iterable[Node], ratings: Judgements, levels: Schemes, period: Period
) -> tuple[RatingCount, ...]:
    """The rated initiatives by rating, best first: every level in force, any other given, the unrecorded last."""
    given = Counter(ratings.of(node.pk, period.pk).effective for node in nodes if node.is_rated)
    other = sorted((one for one in given if one and one not in levels.in_force), key=lambda one: one.rank)
    total = sum(given.values())
    return tuple(RatingCount(level, given[level], total) for level in (*levels.in_force, *other, None))


@dataclass(frozen=True)
class RowMaker:
    """Makes rows of nodes: holds what all rows of a page have in common."""

    period: PeriodChoice
    nodes: tuple[Node, ...]
    ratings: Judgements
    schemes: Schemes
    today: date

    def row(self, node: Node, *, indent: int = 0, listed: Sequence[Node] = ()) -> StatusRow:
        """``listed`` is the list the row stands in; what is below the node and not in the list is summed up."""
        chosen, previous = self.period.chosen, self.period.previous
        now = self.ratings.of(node.pk, chosen.pk)
        before = self.ratings.of(node.pk, previous.pk).effective if previous else None
        is_compared = previous and (now.effective or not node.is_between_turns)
        return StatusRow(
            node=node,
            indent=indent,
            parent=next((one.name for one in self.nodes if one.pk == node.parent_id), ""),
            judgement=now,
            before=before,
            movement=movement(now.effective, before) if is_compared else Movement.NONE,
            report=node.report_words(chosen, self.today),
            history=tuple(self.ratings.of(node.pk, one.pk).effective for one in self.period.history),
            below=self._below(node, listed),
        )

    def _below(self, node: Node, listed: Sequence[Node]) -> Below | None:
        children = [one for one in listed if one.parent_id == node.pk]
        hidden = subtree(self.nodes, node.slug)[1:] if listed and not children else ()
        if not hidden:
            return None
        return Below(len(hidden), count_ratings(hidden, self.ratings, self.schemes, self.period.chosen))
