"""At which level a risk or an issue stands, what waits to move it, and how it moved before."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from portfolios.models import Someone
from risks.models import (
    Assessment,
    AssessmentKind,
    Escalation,
    EscalationState,
    Issue,
    Risk,
    RiskLevel,
    RiskReference,
)
from risks.queries.answerers import Answerers, Move, in_words
from risks.wording import at_level, noun
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted


@dataclass(frozen=True)
class EscalationsPart:
    """Where ``row`` stands and its moves, newest first; ``waiting`` is among them.

    ``belongs_at`` is the higher level at which its band belongs at least; ``who`` says who can answer what waits.
    """

    row: Risk | Issue
    noun: str
    level: str
    references: tuple[str, ...]
    band: str
    belongs_at: RiskLevel | None
    waiting: Escalation | None
    age: str
    who: str
    may_answer: bool
    is_own: bool
    history: tuple[Escalation, ...]

    @property
    def belongs(self) -> str:
        """“A risk in band Major belongs at system leadership level at least.”; empty where it stands high enough."""
        if self.belongs_at is None:
            return ""
        least = " at least" if self.belongs_at.above else ""
        return f"A risk in band {self.band} belongs at {at_level(self.belongs_at)}{least}."

    @property
    def is_open(self) -> bool:
        return self.row.status == "open"


def escalations(row: Risk | Issue, user: Someone, today: date) -> EscalationsPart:
    """For the page of ``row``, which ``user`` may see. Three queries for a risk; five more while something waits."""
    history = tuple(
        Escalation.objects.visible_to(user)
        .filter(**{noun(row): row})
        .select_related("proposed_by", "answered_by")
    )
    waiting = next((one for one in history if one.state == EscalationState.PROPOSED), None)
    able: tuple[User, ...] = ()
    if waiting:
        move = Move(row.initiative_id, waiting.to_level, waiting.proposed_by_id)
        able = Answerers.read(row.footprint, [move]).of(move)
    is_own = waiting is not None and waiting.proposed_by_id == user.pk
    band, belongs_at = _belongs(row, user) if isinstance(row, Risk) and row.status == "open" else ("", None)
    days = (today - timezone.localdate(waiting.proposed_at)).days if waiting else 0
    return EscalationsPart(
        row=row,
        noun=noun(row),
        level=at_level(row.level),
        references=_references(row, user) if isinstance(row, Risk) else (),
        band=band,
        belongs_at=belongs_at,
        waiting=waiting,
        age=counted(days, "day") if days > 0 else "",
        who=in_words(able) if waiting else "",
        may_answer=waiting is not None and not is_own and (user in able or _is_administrator(user)),
        is_own=is_own,
        history=history,
    )


def _references(risk: Risk, user: Someone) -> tuple[str, ...]:
    return tuple(str(one) for one in RiskReference.objects.visible_to(user).filter(risk=risk))


def _belongs(risk: Risk, user: Someone) -> tuple[str, RiskLevel | None]:
    """The band of its current score, with the level it belongs at where that is higher than where it stands."""
    current = (
        Assessment.objects.visible_to(user)
        .standing()
        .filter(risk=risk, kind=AssessmentKind.CURRENT)
        .select_related("band")
        .first()
    )
    band = current.band if current else None
    if band is None or not band.belongs_at:
        return "", None
    level = RiskLevel(band.belongs_at)
    return str(band), level if level.rung > RiskLevel(risk.level).rung else None


def _is_administrator(user: Someone) -> bool:
    return user.is_authenticated and user.is_superuser
