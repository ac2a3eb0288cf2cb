"""How the ratings moved since the period before, of what the status page has read already: no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portfolios.models import ReportingRhythm
from reports.changes import Change, Changes, Kind, compare
from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import Judgements, Level
from reports.queries.tree import Node

# The worst ones; the page of changes has the others.
LINES = 5
COUNTED = (
    (Kind.RATING_WORSENED, "worsened"),
    (Kind.RATING_IMPROVED, "improved"),
    (Kind.RATING_NEW, "newly rated"),
    (Kind.RATING_OTHER_SCHEME, "not comparable"),
    (Kind.RATING_MISSING, "without a rating now"),
    (Kind.REPORT_NOT_UPDATED, "not updated"),
)


@dataclass(frozen=True)
class Moves:
    """The ratings of one period against those of the one before it, in words."""

    before: str
    changes: Changes

    @property
    def worst(self) -> list[Change]:
        """The first of those that worsened."""
        return self.changes.of_kind(Kind.RATING_WORSENED)[:LINES]

    @property
    def in_words(self) -> str:
        """“2 worsened, 1 improved, 9 unchanged”; says so where nothing moved."""
        counts = [(len(self.changes.of_kind(kind)), words) for kind, words in COUNTED]
        parts = [f"{count} {words}" for count, words in counts if count]
        if not parts:
            return "No rating changed."
        parts += [f"{len(self.changes.unchanged)} unchanged"] if self.changes.unchanged else []
        return f"Ratings: {', '.join(parts)}."


def moves(nodes: Iterable[Node], ratings: Judgements, period: PeriodChoice) -> Moves | None:
    """How the ratings of ``nodes`` moved; None where there is no period before."""
    if period.previous is None:
        return None
    nodes = list(nodes)
    sides = [_record(nodes, ratings, one) for one in (period.previous, period.chosen)]
    return Moves(period.previous.label, compare(*sides))


def _record(nodes: Iterable[Node], ratings: Judgements, period: Period) -> dict[str, Any]:
    """The ratings of a period in the shape of a snapshot, so that they are compared and worded by the same rules."""
    return {
        "period": {"slug": period.slug, "label": period.label},
        "schemes": [],
        "initiatives": [_node(node, ratings, period) for node in nodes],
    }


def _node(node: Node, ratings: Judgements, period: Period) -> dict[str, Any]:
    judgement = ratings.of(node.pk, period.pk)
    sources = {"pmo": judgement.pmo, "carried": judgement.carried, "lead": judgement.lead}
    return {
        "slug": node.slug,
        "name": node.name,
        "parent": None,
        "kind": node.kind,
        "ratings": {source: _rating(level) for source, level in sources.items()},
        "report": None,
        "reporting": ReportingRhythm.SECOND if node.is_between_turns else ReportingRhythm.EVERY,
        # Not the same in two periods, so that each says so of its own.
        "not_updated": {"in": period.slug} if judgement.carried else None,
    }


def _rating(level: Level | None) -> dict[str, Any] | None:
    if level is None:
        return None
    return {"scheme": str(level.scheme_id), "level": {"label": level.label, "rank": level.rank}, "reason": ""}
