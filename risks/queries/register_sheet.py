"""The register as a sheet: every risk that a filter shows, on all its pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portfolios.models import Footprint, Someone
from risks.axes import Axes
from risks.models import Proximity, RiskResponse
from risks.queries.line_details import with_details
from risks.queries.lines import VALUES, RiskLine, as_lines, axes_of, risk_lines
from risks.queries.narrowing import Filters, narrowed
from stp_portal.core.sheets import Cell, Column, Sheet

COLUMNS = (
    Column("Number", "number"),
    Column("Reference"),
    Column("In other registers"),
    Column("Title", "wrapped", 50),
    Column("Cause", "wrapped", 40),
    Column("Event", "wrapped", 40),
    Column("Effect", "wrapped", 40),
    Column("Description", "wrapped"),
    Column("Initiative", "wrapped", 30),
    Column("Level"),
    Column("Category"),
    Column("Response", width=14),
    Column("Proximity", width=18),
    Column("Likelihood", width=14),
    Column("Impact", width=14),
    Column("Score", "number"),
    Column("Band", width=14),
    Column("Since the score before", width=24),
    Column("Scored on", "date"),
    Column("Owners", "wrapped", 30),
    Column("Logged", "fuzzy"),
    Column("Last reviewed", "date"),
    Column("Review due", "date"),
    Column("Status", width=12),
    Column("Reason for closing", "wrapped", 40),
)
PRIVATE = Column("Why it is private", "wrapped", 40)
FURTHER = (
    "cause",
    "event",
    "effect",
    "description",
    "category__name",
    "response",
    "proximity",
    "logged",
    "closed_reason",
    "current__assessed_on",
)


def register_sheet(
    footprint: Footprint, user: Someone, filters: Filters, *, sees_private: bool, today: date
) -> Sheet:
    """What ``user`` sees of the register with these filters, in their order. Five queries at any size.

    The column “Why it is private” is there for those who may read private material.
    """
    risks = narrowed(footprint, user, filters)
    rows = list(risk_lines(risks, filters.sort).values(*VALUES, *FURTHER))
    lines = with_details(as_lines(rows), user, today, keys=risks.order_by().values("pk"))
    axes = axes_of({row["current__matrix"] for row in rows if row["current__matrix"]})
    columns = (*COLUMNS, PRIVATE) if sees_private else COLUMNS
    return Sheet(
        "Risks",
        columns,
        [
            [*_cells(row, line, axes), *([line.private_reason] if sees_private else [])]
            for row, line in zip(rows, lines, strict=True)
        ],
    )


def _cells(row: Mapping[str, Any], line: RiskLine, axes: Mapping[int, Axes]) -> Iterator[Cell]:
    """The cells of a risk, one for each of ``COLUMNS``."""
    yield from (line.number, line.reference, ", ".join(line.references), line.title)
    yield from (row["cause"], row["event"], row["effect"], row["description"])
    yield from (line.initiative, line.level_words, row["category__name"])
    yield RiskResponse(row["response"]).label if row["response"] else None
    yield Proximity(row["proximity"]).label if row["proximity"] else None
    yield from _factors(row, axes)
    yield from (line.score, line.band.label if line.band else None, line.direction)
    yield from (row["current__assessed_on"], ", ".join(line.owners), row["logged"])
    yield from (line.reviewed_on, line.review_due, line.status_words, row["closed_reason"])


def _factors(row: Mapping[str, Any], axes: Mapping[int, Axes]) -> tuple[Cell, Cell]:
    """Likelihood and impact in words with their figures; empty where the source prints none."""
    likelihood, impact = row["current__cell__likelihood"], row["current__cell__impact"]
    if likelihood is None or impact is None:
        return None, None
    return axes[row["current__matrix"]].each_in_words(likelihood, impact)
