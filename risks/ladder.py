"""Which initiatives look after what stands at a level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from portfolios.models import Initiative, InitiativeKind
from risks.models import RiskLevel

# The kinds of initiative that look after what stands at a level. The highest levels are of no initiative.
KINDS: Mapping[RiskLevel, tuple[InitiativeKind, ...]] = {
    RiskLevel.WORKSTREAM: (InitiativeKind.WORKSTREAM, InitiativeKind.PROJECT),
    RiskLevel.PROGRAMME: (InitiativeKind.PROGRAMME,),
    RiskLevel.PORTFOLIO: (InitiativeKind.PORTFOLIO,),
}


def level_of(initiative: Initiative | None) -> RiskLevel:
    """The level at which a risk or an issue of ``initiative`` is born, or one of none: moving it is an escalation."""
    kind = initiative.kind if initiative else InitiativeKind.PORTFOLIO
    return next(level for level, kinds in KINDS.items() if kind in kinds)


@dataclass(frozen=True)
class Ladder:
    """The tree of a footprint, by keys: what kind each initiative is, and what it is part of."""

    kinds: Mapping[int, str]
    parents: Mapping[int, int | None]

    @classmethod
    def of(cls, footprint_id: int) -> Self:
        """One query."""
        rows = list(
            Initiative.objects.filter(footprint=footprint_id)
            .values_list("pk", "kind", "parent_id")
            .order_by()
        )
        return cls({pk: kind for pk, kind, _ in rows}, {pk: parent for pk, _, parent in rows})

    def places(self, initiative_id: int | None, level: str) -> frozenset[int]:
        """The initiatives that look after what stands at ``level`` and belongs to ``initiative_id`` or is of none."""
        wanted = KINDS.get(RiskLevel(level), ())
        return frozenset(pk for pk in line_of(initiative_id, self.parents) if self.kinds.get(pk) in wanted)


def line_of(pk: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    """An initiative and all above it. The database cannot rule out a ring of parents: it is gone round once."""
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        yield pk
        pk = parents.get(pk)
