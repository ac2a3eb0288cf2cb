"""The grid of statuses over months: cells of which nothing is on record, and words that the printed key lacks."""

from collections.abc import Sequence
from typing import Any, Protocol

from reports.checks.found import Found, advisory
from stp_portal.core.numbers import counted


class Row(Protocol):
    """An initiative with what its status was in each month."""

    @property
    def name(self) -> str: ...
    @property
    def marks(self) -> Sequence[dict[str, Any] | None]: ...


class Grid(Protocol):
    """What the grid prints."""

    @property
    def rows(self) -> Sequence[Row]: ...


def check_history(grid: Grid, schemes: Sequence[dict[str, Any]], where: str) -> list[Found]:
    """Findings about the months before that of the paper; ``schemes`` are those of the printed key."""
    earlier = [mark for row in grid.rows for mark in row.marks[:-1]]
    return [*_gaps(earlier, where), *_outside_the_key(earlier, schemes, where)]


def _gaps(earlier: Sequence[dict[str, Any] | None], where: str) -> list[Found]:
    """DOMAIN A9 Q4: a history kept as colours is lost when it is copied, and nobody may guess it."""
    missing = sum(mark is None for mark in earlier)
    if not missing:
        return []
    return [
        advisory(
            "rating-history-gaps",
            where,
            f"{missing} of {counted(len(earlier), 'status', 'statuses')} of earlier months "
            f"{'is' if missing == 1 else 'are'} not on record; the paper prints “Not recorded” for each.",
            "Record them from the papers of the time, or ask for fewer months in the paper type.",
        )
    ]


def _outside_the_key(
    earlier: Sequence[dict[str, Any] | None], schemes: Sequence[dict[str, Any]], where: str
) -> list[Found]:
    """DOMAIN A8 rule 1, A9 Q3: words of another key are not compared with those of this one."""
    known = {level["label"] for scheme in schemes for level in scheme["levels"]}
    used = dict.fromkeys(mark["label"] for mark in earlier if mark)
    return [
        advisory(
            "rating-outside-key",
            where,
            f"“{word}” is printed for an earlier month, and the key does not explain it: it is of another scheme.",
            "Say in the text what it meant, or ask for fewer months in the paper type.",
        )
        for word in used
        if word not in known
    ]
