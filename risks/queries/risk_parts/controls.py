"""What holds a risk down, and what assures that it does."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from portfolios.models import Someone
from risks.control_wording import reads_like_an_action
from risks.models import Assurance, Control, Risk, RiskStatus
from stp_portal.core.numbers import counted


@dataclass(frozen=True)
class AssuranceLine:
    """Evidence of how well a control works, with how old it is: “8 months old”."""

    assurance: Assurance
    age: str


@dataclass(frozen=True)
class ControlLine:
    """One control with its assurance, newest first."""

    control: Control
    assurances: tuple[AssuranceLine, ...]
    reads_like_an_action: bool


@dataclass(frozen=True)
class ControlsPart:
    """The controls of ``risk`` in their order: those in place, and those that have ended."""

    risk: Risk
    standing: tuple[ControlLine, ...]
    ended: tuple[Control, ...]

    @property
    def is_open(self) -> bool:
        return self.risk.status == RiskStatus.OPEN


def controls(risk: Risk, user: Someone, today: date) -> ControlsPart:
    """For the page of ``risk``, which ``user`` may see. Two queries."""
    given = Assurance.objects.visible_to(user).select_related("recorded_by")
    rows = list(
        Control.objects.visible_to(user)
        .filter(risk=risk)
        .order_by("position", "pk")
        .prefetch_related(Prefetch("assurances", queryset=given, to_attr="given"))
    )
    return ControlsPart(
        risk=risk,
        standing=tuple(
            ControlLine(
                control=row,
                assurances=tuple(AssuranceLine(one, age_of(one.on, today)) for one in row.given),
                reads_like_an_action=reads_like_an_action(row.text),
            )
            for row in rows
            if row.ended_on is None
        ),
        ended=tuple(row for row in rows if row.ended_on is not None),
    )


def age_of(day: date, today: date) -> str:
    """How old something of ``day`` is: in days for two months, in months for two years, then in years."""
    days = (today - day).days
    if days <= 0:
        return "new today"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 2:
        return f"{counted(days, 'day')} old"
    return f"{counted(months, 'month') if months < 24 else counted(months // 12, 'year')} old"
