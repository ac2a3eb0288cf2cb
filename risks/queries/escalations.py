"""What waits to be taken up or handed down, and what stands at each level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from portfolios.models import Footprint, Someone
from risks.models import Escalation, Issue, Risk, RiskLevel
from risks.queries.answerers import Answerers, Move, in_words
from risks.wording import noun, subject_of
from stp_portal.core.numbers import counted
from stp_portal.core.sheets import Cell, Column, Sheet


@dataclass(frozen=True)
class Waiting:
    """A proposal that nobody has answered. ``nobody`` says how to put it right where nobody can."""

    pk: int
    noun: str
    number: int
    title: str
    private_reason: str
    initiative: str
    from_level: RiskLevel
    to_level: RiskLevel
    reason: str
    proposed_by: str
    proposed_on: date
    days: int
    is_mine_to_answer: bool
    is_mine: bool
    nobody: str

    @property
    def is_up(self) -> bool:
        return self.to_level.rung > self.from_level.rung

    @property
    def age(self) -> str:
        """“today”, “1 day”, “12 days”."""
        return counted(self.days, "day") if self.days else "today"


@dataclass(frozen=True)
class LevelCount:
    """What stands at a level and what waits to come to it, of what one person may see."""

    level: RiskLevel
    risks: int
    issues: int
    waiting: int


def waiting(footprint: Footprint, user: Someone, *, today: date, level: str = "") -> tuple[Waiting, ...]:
    """The proposals to ``level`` (or any) that wait, of what ``user`` may see: theirs to answer first, then the oldest.

    Seven queries at any size.
    """
    found = Escalation.objects.visible_to(user).filter(footprint=footprint).waiting()
    if level:
        found = found.filter(to_level=level)
    rows = list(
        found.order_by("proposed_at", "pk").select_related(
            "risk__initiative", "issue__initiative", "proposed_by"
        )
    )
    if not rows:
        return ()
    moves = {row.pk: _move(row) for row in rows}
    answerers = Answerers.read(footprint, moves.values())
    lines = [_line(row, answerers.of(moves[row.pk]), user, today) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.is_mine_to_answer))


def who_answers(escalation: Escalation) -> str:
    """Who can answer it, in a sentence; where nobody can, how to put that right. Five queries."""
    move = _move(escalation)
    return in_words(Answerers.read(escalation.footprint, [move]).of(move))


def level_counts(footprint: Footprint, user: Someone) -> tuple[LevelCount, ...]:
    """What is open at each level, the highest first: each risk and issue is counted once. Three queries."""
    risks = _by(Risk.objects.visible_to(user).filter(footprint=footprint).open(), "level")
    issues = _by(Issue.objects.visible_to(user).filter(footprint=footprint).open(), "level")
    proposed = _by(Escalation.objects.visible_to(user).filter(footprint=footprint).waiting(), "to_level")
    return tuple(
        LevelCount(level, risks.get(level, 0), issues.get(level, 0), proposed.get(level, 0))
        for level in reversed(RiskLevel)
    )


def as_sheet(lines: Iterable[Waiting]) -> Sheet:
    """What waits as a table of a file."""
    columns = [
        *(Column("Kind"), Column("Number", "number"), Column("Title", "wrapped", 40)),
        *(Column("Initiative", "text", 30), Column("From"), Column("To"), Column("Why", "wrapped")),
        *(Column("Proposed by"), Column("Proposed on", "date"), Column("Days waiting", "number")),
        Column("Private", "text", 30),
    ]
    rows: list[list[Cell]] = [
        [
            *(line.noun.capitalize(), line.number, line.title, line.initiative, line.from_level.label),
            *(line.to_level.label, line.reason, line.proposed_by, line.proposed_on, line.days),
            line.private_reason,
        ]
        for line in lines
    ]
    return Sheet("Escalations", columns, rows)


def _by(rows: QuerySet, column: str) -> dict[str, int]:
    counts = rows.order_by().values(column).annotate(number=Count("pk"))
    return {row[column]: row["number"] for row in counts}


def _move(escalation: Escalation) -> Move:
    return Move(subject_of(escalation).initiative_id, escalation.to_level, escalation.proposed_by_id)


def _line(escalation: Escalation, able: Iterable[object], user: Someone, today: date) -> Waiting:
    row, names = subject_of(escalation), list(able)
    is_mine = escalation.proposed_by_id == user.pk
    proposed_on = timezone.localdate(escalation.proposed_at)
    return Waiting(
        pk=escalation.pk,
        noun=noun(row),
        number=row.number,
        title=row.title,
        private_reason=row.private_reason if row.is_private else "",
        initiative=row.initiative.name if row.initiative else "",
        from_level=RiskLevel(escalation.from_level),
        to_level=RiskLevel(escalation.to_level),
        reason=escalation.reason,
        proposed_by=str(escalation.proposed_by),
        proposed_on=proposed_on,
        days=max((today - proposed_on).days, 0),
        is_mine_to_answer=user in names or bool(getattr(user, "is_superuser", False) and not is_mine),
        is_mine=is_mine,
        nobody="" if names else in_words(()),
    )
