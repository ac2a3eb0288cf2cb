"""What keeps a period from being locked with everything signed off, in words. Asks nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portfolios.models import ReportState
from portfolios.queries.returns import Return, Step
from reports.queries.room_filters import LATE, NOBODY, NOT_RETURNED, PMO, SILENT, query
from stp_portal.core.numbers import counted

# People named in one line; the room's own filter lists them all.
NAMED = 5


@dataclass(frozen=True)
class Part:
    """Some of those that an obstacle counts, and the words of the address that shows them."""

    words: str
    address: Mapping[str, str]

    @property
    def query(self) -> str:
        return query(self.address)


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way: what it is, the words of the address that shows it, and whom it is with.

    ``more`` is how many people beside those of ``parts`` have some of it. ``page`` is the name of another page's
    address where it is put right there.
    """

    words: str
    address: Mapping[str, str]
    parts: tuple[Part, ...] = ()
    more: int = 0
    page: str = ""

    @property
    def query(self) -> str:
        return query(self.address)


def obstacles(found: Sequence[Return], failed_mails: int) -> tuple[Obstacle, ...]:
    """Everything that stands in the way, most pressing first; empty where nothing does."""
    late = [one for one in found if one.is_late]
    waiting = [one for one in found if one.step == Step.WRITING]
    unsigned = [one for one in found if one.step == Step.SIGN_OFF]
    lines = [
        _with_people(late, "is late", "are late", {"only": LATE}),
        _not_returned(waiting),
        _line(
            [one for one in waiting if one.is_stuck],
            "has no lead with an account to write it",
            "have no lead with an account to write them",
            {"state": NOT_RETURNED, "who": NOBODY},
        ),
        _line(
            [one for one in found if one.step == Step.ASSURANCE],
            "waits for the PMO",
            "wait for the PMO",
            {"state": ReportState.SUBMITTED},
        ),
        _with_people(
            [one for one in unsigned if not one.is_stuck],
            "waits for sign-off",
            "wait for sign-off",
            {"state": ReportState.ASSURED},
        ),
        _line(
            [one for one in unsigned if one.is_stuck],
            "can be signed off by nobody",
            "can be signed off by nobody",
            {"state": ReportState.ASSURED, "who": NOBODY},
        ),
        _failed(failed_mails),
    ]
    return tuple(line for line in lines if line)


def _line(
    some: Sequence[Return], one: str, many: str, address: Mapping[str, str], parts: Iterable[Part] = ()
) -> Obstacle | None:
    if not some:
        return None
    return Obstacle(counted(len(some), one, many), address, tuple(parts))


def _not_returned(waiting: Sequence[Return]) -> Obstacle | None:
    silent = sum(one.is_silent for one in waiting)
    address = {"state": NOT_RETURNED}
    parts = [Part(f"{silent} silent", address | {"only": SILENT})] if silent else []
    return _line(waiting, "has not been returned", "have not been returned", address, parts)


def _with_people(some: Sequence[Return], one: str, many: str, address: Mapping[str, str]) -> Obstacle | None:
    """A line that says how many of it are with whom; one that waits for two people counts with both."""
    line = _line(some, one, many, address)
    if line is None:
        return None
    counts: Counter[tuple[str, str]] = Counter()
    for each in some:
        if each.step == Step.ASSURANCE:
            counts[PMO, "the PMO"] += 1
        elif each.is_stuck:
            counts[NOBODY, "nobody"] += 1
        else:
            counts.update((str(person.pk), str(person)) for person in each.people)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    parts = tuple(
        Part(f"{number} with {name}", {**address, "who": who}) for (who, name), number in most[:NAMED]
    )
    return Obstacle(line.words, address, parts, more=len(most) - len(parts))


def _failed(mails: int) -> Obstacle | None:
    if not mails:
        return None
    return Obstacle(
        f"{counted(mails, 'mail')} could not be delivered", {"state": "failed"}, page="reports:mails"
    )
