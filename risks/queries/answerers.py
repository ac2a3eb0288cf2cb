"""Who may answer escalations: all of them at once, where ``risks.access.may_answer`` asks for one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from portfolios.models import Deputy, Footprint, RoleAssignment
from portfolios.queries.holders import WRITING, accounts_with, accounts_with_any
from risks.ladder import Ladder
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.lists import listed

MOST_NAMED = 6


@dataclass(frozen=True)
class Move:
    """A proposed move, as far as it matters to who may answer it."""

    initiative_id: int | None
    to_level: str
    proposed_by_id: int | None


@dataclass(frozen=True)
class Answerers:
    """The accounts of a footprint that answer escalations: the PMO any, others those to an initiative of theirs.

    By role only: administrators of the portal may too, but nobody waits for them.
    """

    ladder: Ladder
    pmo: tuple[User, ...]
    by_initiative: Mapping[int, tuple[User, ...]]

    @classmethod
    def read(cls, footprint: Footprint, moves: Iterable[Move]) -> Self:
        """For these moves. Five queries at any number of them."""
        ladder = Ladder.of(footprint.pk)
        places = {pk for move in moves for pk in ladder.places(move.initiative_id, move.to_level)}
        keepers = {user.pk: user for user in accounts_with(Permission.EDIT_RISKS, footprint)}
        found: defaultdict[int, set[int]] = defaultdict(set)
        # As reports_written_by has it: who holds a role whose account may write, and who stands in for one of them.
        held = RoleAssignment.objects.current().filter(
            initiative__in=places, person__user__in=accounts_with_any(WRITING, footprint).order_by()
        )
        holders: defaultdict[int, set[int]] = defaultdict(set)
        for place, person, account in held.values_list("initiative_id", "person_id", "person__user_id"):
            found[place].add(account)
            holders[person].add(place)
        deputies = Deputy.objects.current().filter(
            footprint=footprint,
            principal__in=list(holders),
            deputy__user__in=accounts_with(Permission.VIEW_PRIVATE, footprint).order_by(),
        )
        for principal, account in deputies.values_list("principal_id", "deputy__user_id"):
            for place in holders[principal]:
                found[place].add(account)
        return cls(
            ladder=ladder,
            pmo=tuple(accounts_with(Permission.ACCEPT_ESCALATIONS, footprint)),
            by_initiative={
                place: tuple(keepers[pk] for pk in accounts if pk in keepers)
                for place, accounts in found.items()
            },
        )

    def of(self, move: Move) -> tuple[User, ...]:
        """Who may answer it, by name: never who proposed it."""
        places = self.ladder.places(move.initiative_id, move.to_level)
        able = [*self.pmo, *(user for place in places for user in self.by_initiative.get(place, ()))]
        once = {user.pk: user for user in able if user.pk != move.proposed_by_id}
        return tuple(sorted(once.values(), key=lambda user: (user.name, user.pk)))


def in_words(able: Iterable[User]) -> str:
    """Who can answer an escalation, in a sentence; where nobody can, how to put that right."""
    names = list(able)
    if names:
        return f"It can be answered by {listed(names, most=MOST_NAMED, last='or')}."
    return (
        "Nobody can answer it, because nobody answers their own proposal: ask the PMO lead to give somebody else a "
        "role in the PMO, or in the initiative that looks after that level. Or take it back, and let somebody else "
        "propose it."
    )
