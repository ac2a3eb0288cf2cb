"""Dependencies as lines of a list, and one of them with what was said of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from portfolios.models import Footprint, Someone
from risks.due_dates import slip
from risks.models import Dependency, DependencyStatus, DependencyUpdate
from risks.models.dependencies import DependencyQuerySet
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.numbers import counted
from stp_portal.core.sheets import Cell, Column, Sheet

SORTS: dict[str, list[Any]] = {
    "needed": ["needed_by", "number"],
    "number": ["number"],
    "-number": ["-number"],
}


@dataclass(frozen=True)
class DependencyLine:
    """One dependency, and how it stands on a day."""

    number: int
    text: str
    giver: str
    giver_slug: str
    taker: str
    taker_slug: str
    needed_by: FuzzyDate
    promised: FuzzyDate
    status: str
    met_on: date | None
    giver_confirmed: bool
    taker_confirmed: bool
    private_reason: str
    today: date

    @property
    def status_words(self) -> str:
        return DependencyStatus(self.status).label

    @property
    def is_open(self) -> bool:
        return self.status == DependencyStatus.OPEN

    @property
    def days_late(self) -> int:
        """By how many days what is promised comes after it is needed; of one without a promise, days past the date."""
        if self.promised:
            return slip(self.promised, self.needed_by)
        last = self.needed_by.last
        return max(0, (self.today - last).days) if last else 0

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.needed_by.is_overdue(self.today)

    @property
    def warnings(self) -> list[str]:
        """What whoever reads the line has to know: late, overdue, not confirmed. Nothing of one that is closed."""
        if not self.is_open:
            return []
        found = []
        if self.promised and self.days_late:
            found.append(f"Comes {counted(self.days_late, 'day')} after it is needed")
        if self.is_overdue:
            found.append("Overdue")
        if not self.giver_confirmed:
            found.append(f"Not confirmed by {self.giver}")
        if not self.taker_confirmed:
            found.append(f"Not confirmed by {self.taker}")
        return found


@dataclass(frozen=True)
class DependencyFilters:
    """What a list of dependencies is narrowed to; an empty word leaves a filter out."""

    q: str = ""
    branch: Collection[int] | None = None
    state: str = ""
    status: str = DependencyStatus.OPEN.value
    sort: str = "needed"


def narrowed(
    footprint: Footprint, user: Someone, filters: DependencyFilters, today: date
) -> DependencyQuerySet:
    """The dependencies of ``footprint`` that ``user`` may see and ``filters`` leave, in their order."""
    rows: DependencyQuerySet = Dependency.objects.visible_to(user).filter(footprint=footprint)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.branch is not None:
        rows = rows.filter(Q(giver__in=filters.branch) | Q(taker__in=filters.branch))
    for word in filters.q.split():
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else Q()
        rows = rows.filter(
            number | Q(text__icontains=word) | Q(giver__name__icontains=word) | Q(taker__name__icontains=word)
        )
    if filters.state == "unconfirmed":
        rows = rows.filter(Q(giver_confirmed_at=None) | Q(taker_confirmed_at=None))
    elif filters.state == "late":
        rows = rows.filter(promised__last__gt=F("needed_by__last"))
    elif filters.state == "overdue":
        rows = rows.open().filter(needed_by__last__lt=today)
    return rows.select_related("giver", "taker").order_by(*SORTS[filters.sort])


def lines(rows: Iterable[Dependency], today: date) -> list[DependencyLine]:
    """``rows``, read with giver and taker, as lines. One query."""
    return [line_of(row, today) for row in rows]


@dataclass(frozen=True)
class Said:
    """A change: when, by whom, why, and what became of the dates."""

    on: date
    by: str
    reason: str
    words: tuple[str, ...]


def changes(row: Dependency, user: Someone) -> list[Said]:
    """What was changed, newest first. One query."""
    found = DependencyUpdate.objects.visible_to(user).filter(dependency=row).select_related("recorded_by")
    return [
        Said(update.on, str(update.recorded_by or "The portal"), update.reason, tuple(_moved(update)))
        for update in found
    ]


def _moved(update: DependencyUpdate) -> list[str]:
    pairs = (
        ("Needed by", update.needed_before, update.needed_after),
        ("Promised for", update.promised_before, update.promised_after),
    )
    return [
        f"{name} {after or 'no date'}, before {before or 'no date'}{_days(before, after)}"
        for name, before, after in pairs
        if before != after
    ]


def _days(before: FuzzyDate, after: FuzzyDate) -> str:
    if before.last is None or after.last is None:
        return ""
    moved: timedelta = after.last - before.last
    if not moved.days:
        return ""
    return f" ({counted(abs(moved.days), 'day')} {'later' if moved.days > 0 else 'earlier'})"


def line_of(row: Dependency, today: date) -> DependencyLine:
    """One dependency as a line; reads its giver and taker."""
    return DependencyLine(
        number=row.number,
        text=row.text,
        giver=row.giver.name,
        giver_slug=row.giver.slug,
        taker=row.taker.name,
        taker_slug=row.taker.slug,
        needed_by=row.needed_by,
        promised=row.promised,
        status=row.status,
        met_on=row.met_on,
        giver_confirmed=row.giver_confirmed_at is not None,
        taker_confirmed=row.taker_confirmed_at is not None,
        private_reason=row.private_reason if row.is_private else "",
        today=today,
    )


def as_sheet(lines: Iterable[DependencyLine], *, sees_private: bool) -> Sheet:
    """Dependencies, one a row; why one is private only for those who see private ones."""
    columns = [
        Column("Number", "number"),
        Column("What is given", "wrapped"),
        Column("Given by"),
        Column("Needed by"),
        Column("Date needed", "fuzzy"),
        Column("Promised for", "fuzzy"),
        Column("Days late", "number"),
        Column("Status"),
        Column("Received on", "date"),
        Column("Confirmed by giver"),
        Column("Confirmed by taker"),
    ]
    rows: list[list[Cell]] = [
        [
            line.number,
            line.text,
            line.giver,
            line.taker,
            line.needed_by,
            line.promised,
            line.days_late if line.is_open else None,
            line.status_words,
            line.met_on,
            "Yes" if line.giver_confirmed else "No",
            "Yes" if line.taker_confirmed else "No",
            *([line.private_reason] if sees_private else []),
        ]
        for line in lines
    ]
    return Sheet("Dependencies", [*columns, Column("Why it is private")] if sees_private else columns, rows)
