"""The risk register: the risks of a footprint, filtered, counted, sorted and paged."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from portfolios.models import Footprint, Someone
from risks.queries.bands import BandCounts, count_by_band
from risks.queries.line_details import with_details
from risks.queries.lines import as_lines, risk_lines
from risks.queries.narrowing import Filters, narrowed
from stp_portal.core.paging import page_of

ROWS = 50


@dataclass(frozen=True)
class Register:
    """A page of the register. ``counts`` are of all bands, whichever is chosen; ``page`` is a page of ``RiskLine``;
    ``number`` counts the risks of all pages.
    """

    counts: BandCounts
    page: Page
    number: int
    problem: str


class Counted:
    """Rows whose number is known already, so that no page asks for it again."""

    def __init__(self, rows: QuerySet[Any, dict[str, Any]], number: int) -> None:
        self.rows = rows
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, cut: slice) -> QuerySet[Any, dict[str, Any]]:
        return self.rows[cut]


def register(footprint: Footprint, user: Someone, filters: Filters, *, page: str, today: date) -> Register:
    """The register as ``user`` may see it. Five queries, with risks or without. ``page`` is as typed."""
    counts = count_by_band(narrowed(footprint, user, filters.any_band), footprint, user, today)
    number = counts.total if filters.band is None else counts.number_in(filters.band)
    rows = Counted(risk_lines(narrowed(footprint, user, filters), filters.sort), number)
    shown, problem = page_of(rows, page, ROWS)  # type: ignore[arg-type]  # a sequence as far as pages need one
    shown.object_list = with_details(as_lines(shown.object_list), user, today)
    return Register(counts, shown, number, problem)
