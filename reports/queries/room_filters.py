"""Narrowing and sorting the returns of a period: what the period room and chasing choose from. Asks nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from portfolios.models import InitiativeKind, ReportState, Someone
from portfolios.queries.returns import Return, Step

NOT_RETURNED = "not-returned"
STATES = ((NOT_RETURNED, "Not returned"), *ReportState.choices)

LATE, SILENT, MINE = "late", "silent", "mine"
ONLY = ((LATE, "Late"), (SILENT, "Silent"), (MINE, "Yours to do"))

PMO, NOBODY = "pmo", "nobody"

# People in a filter: a list of hundreds helps nobody.
OFFERED = 60


@dataclass(frozen=True)
class Filters:
    """What the returns are narrowed to, in the words of an address; an empty word leaves a filter out.

    ``branch`` is the slug of an initiative, ``who`` the key of an account, ``pmo`` or ``nobody``.
    """

    state: str = ""
    only: str = ""
    branch: str = ""
    who: str = ""
    q: str = ""
    sort: str = ""


def query(address: Mapping[str, str]) -> str:
    """“?state=draft&who=7”; a bare “?”, which is the page without filters, for no words."""
    return f"?{urlencode(address)}"


@dataclass(frozen=True)
class Tally:
    """How many returns a link leads to; ``address`` are the words of the link."""

    label: str
    count: int
    address: Mapping[str, str]
    is_chosen: bool

    @property
    def query(self) -> str:
        """The words as the end of an address."""
        return query(self.address)


@dataclass(frozen=True)
class Choice:
    """The returns of a period as ``user``, who works in the PMO, looks at them."""

    returns: Sequence[Return]
    user: Someone

    def left_by(self, filters: Filters) -> list[Return]:
        """Those the filters leave, in the order asked for."""
        left = (one for one in self.returns if self._has(one, filters))
        return sorted(left, key=SORTS[filters.sort or ATTENTION][1])

    def tallies(self, chosen: Filters) -> tuple[Tally, ...]:
        """The ways to narrow them with one press, each with how many it leaves of the whole period."""
        offered: list[tuple[str, dict[str, str]]] = [
            ("All", {}),
            *((label, {"only": only}) for only, label in ONLY),
            *((label, {"state": state}) for state, label in ReportState.choices),
        ]
        return tuple(self._tally(label, address, chosen) for label, address in offered)

    def holders(self, chosen: str) -> list[tuple[str, str]]:
        """Who has any of them now: the PMO, nobody, and people by name, as a filter offers them.

        Of many people, those with the most of them, and the one that is ``chosen``: the others are found by name.
        """
        counts = Counter((str(person.pk), str(person)) for one in self.returns for person in one.people)
        most = {person for person, _ in counts.most_common(OFFERED)}
        people = [person for person in counts if person in most or person[0] == chosen]
        return [(PMO, "PMO"), (NOBODY, "Nobody"), *sorted(people, key=lambda person: person[1])]

    def branches(self) -> list[tuple[str, str]]:
        """The portfolios and programmes that they are or are part of, as a filter offers them."""
        kinds = (InitiativeKind.PORTFOLIO, InitiativeKind.PROGRAMME)
        known = {place.slug: place for one in self.returns for place in reversed(one.branch)}
        return [(place.slug, place.name) for place in known.values() if place.kind in kinds]

    def _tally(self, label: str, address: Mapping[str, str], chosen: Filters) -> Tally:
        alone = Filters(**address)
        count = sum(self._has(one, alone) for one in self.returns)
        return Tally(label, count, address, is_chosen=alone == replace(chosen, sort=""))

    def _has(self, one: Return, filters: Filters) -> bool:
        return (
            (not filters.state or _is_in(one, filters.state))
            and (not filters.only or self._is(one, filters.only))
            and (not filters.branch or any(place.slug == filters.branch for place in one.branch))
            and (not filters.who or _is_with(one, filters.who))
            and (not filters.q or _holds(one, filters.q))
        )

    def _is(self, one: Return, only: str) -> bool:
        if only == MINE:
            return one.waits_for(self.user, assures=True)
        return one.is_late if only == LATE else one.is_silent


def _is_in(one: Return, state: str) -> bool:
    return not one.has_returned if state == NOT_RETURNED else one.state == state


def _is_with(one: Return, who: str) -> bool:
    if who == PMO:
        return one.step == Step.ASSURANCE
    if who == NOBODY:
        return one.is_stuck
    return any(str(person.pk) == who for person in one.people)


def _holds(one: Return, words: str) -> bool:
    """Whether all the words stand in the names of the initiative, of what it is part of, and of who has it now."""
    names = " ".join([*(place.name for place in one.branch), one.who]).casefold()
    return all(word in names for word in words.casefold().split())


# What the PMO can do at once comes first, what needs nobody any more last.
_PRESSING = {
    step: place for place, step in enumerate((Step.ASSURANCE, Step.WRITING, Step.SIGN_OFF, Step.NOTHING))
}
_STATES = {state: place for place, state in enumerate(ReportState.values)}


def _attention(one: Return) -> tuple[object, ...]:
    """The latest, then what nobody can move on, then the silent, then by what it waits for, the unreturned first."""
    return (-one.late_days, not one.is_stuck, not one.is_silent, _PRESSING[one.step], one.has_returned)


ATTENTION = "attention"
SORTS: Mapping[str, tuple[str, Callable[[Return], tuple[object, ...]]]] = {
    ATTENTION: ("What needs attention first", _attention),
    "name": ("Name", lambda one: (one.name.casefold(),)),
    "programme": ("Programme", lambda one: (one.programme.name.casefold() if one.programme else "",)),
    "who": ("Who has it now", lambda one: (not one.who, one.who.casefold())),
    "state": ("State", lambda one: (_STATES[one.state],)),
    "age": ("Longest in its state", lambda one: (one.days is None, -(one.days or 0))),
}
