"""The milestones of an initiative, with how each stands in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portfolios.models import Footprint, Gate, Milestone, Someone
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted


@dataclass(frozen=True)
class MilestoneLine:
    """One milestone; its dates keep the words they were given in."""

    title: str
    detail: str
    heading: str
    gate: str
    baseline: FuzzyDate
    forecast: FuzzyDate
    actual: FuzzyDate
    state: str
    private_reason: str

    @property
    def gate_words(self) -> str:
        return Gate(self.gate).label if self.gate else ""


def milestones(footprint: Footprint, user: Someone, initiative: int, on: date) -> tuple[MilestoneLine, ...]:
    """The milestones of ``initiative`` that ``user`` may see, as they stand on the day ``on``. One query."""
    rows = (
        Milestone.objects.visible_to(user)
        .filter(footprint=footprint, initiative=initiative)
        .order_by("position", "pk")
        .values(
            *("title", "detail", "heading", "gate", "baseline", "forecast", "actual", "financial_years"),
            *("is_private", "private_reason"),
        )
    )
    return tuple(
        MilestoneLine(
            title=row["title"],
            detail=row["detail"],
            heading=row["heading"],
            gate=row["gate"],
            baseline=row["baseline"],
            forecast=row["forecast"],
            actual=row["actual"],
            state=state_of(row["baseline"], row["forecast"], row["actual"], on, row["financial_years"]),
            private_reason=row["private_reason"] if row["is_private"] else "",
        )
        for row in rows
    )


def state_of(
    baseline: FuzzyDate, forecast: FuzzyDate, actual: FuzzyDate, on: date, years: Sequence[str] = ()
) -> str:
    """How a milestone stands, in words: “Overdue by 12 days”, “Slipped by 31 days”, “Met”.

    Dates are compared by their last day; words that are no date are neither late nor slipped (DOMAIN A8 rule 13).
    Without any date, the financial ``years`` it is to be delivered in say when.
    """
    slipped = _days(baseline.last, (actual or forecast).last)
    if actual:
        return f"Met, {counted(slipped, 'day')} late" if slipped > 0 else "Met"
    due = forecast or baseline
    if not due:
        return f"Due in {listed(years)}" if years else "No date given"
    late = _days(due.last, on)
    if late > 0:
        return f"Overdue by {counted(late, 'day')}"
    if slipped > 0:
        return f"Slipped by {counted(slipped, 'day')}"
    return "On plan" if due.last else "No fixed date"


def _days(first: date | None, last: date | None) -> int:
    """Days from ``first`` to ``last``; 0 where either is not known."""
    return (last - first).days if first and last else 0
