"""Which period a page is about, and its neighbours."""

from dataclasses import dataclass
from datetime import date

from portfolios.models import Footprint, PeriodState, ReportingPeriod, Someone

HISTORY_LENGTH = 12


class UnknownPeriod(LookupError):
    """No period of the footprint is called that; says which there are."""


@dataclass(frozen=True)
class Period:
    """A reporting period as pages show it."""

    pk: int
    slug: str
    label: str
    first_day: date
    last_day: date
    data_cut_off: date | None
    returns_due: date | None
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def is_locked(self) -> bool:
        return self.state == PeriodState.LOCKED

    @property
    def state_words(self) -> str:
        return PeriodState(self.state).label

    @property
    def data_as_at(self) -> date:
        """The cut-off, or the last day where none was set."""
        return self.data_cut_off or self.last_day

    @property
    def short(self) -> str:
        """“Sep 2017” for a period called “September 2017”; other names stay as they are, for they are not months."""
        return f"{self.last_day:%b %Y}" if self.label == f"{self.last_day:%B %Y}" else self.label


@dataclass(frozen=True)
class PeriodChoice:
    """The chosen period among those of its footprint."""

    chosen: Period
    newest_first: tuple[Period, ...]

    @property
    def _place(self) -> int:
        return self.newest_first.index(self.chosen)

    @property
    def previous(self) -> Period | None:
        """The period immediately before, with which ratings are compared (DOMAIN A8 rule 2)."""
        return self.newest_first[self._place + 1] if self._place + 1 < len(self.newest_first) else None

    @property
    def next(self) -> Period | None:
        return self.newest_first[self._place - 1] if self._place else None

    @property
    def history(self) -> tuple[Period, ...]:
        """Up to twelve periods that end with the chosen one, oldest first."""
        return tuple(reversed(self.newest_first[self._place : self._place + HISTORY_LENGTH]))


def choose_period(footprint: Footprint, user: Someone, slug: str = "") -> PeriodChoice | None:
    """The period called ``slug``, or the one that pages open with. None where no period has begun. One query.

    Planned periods are left out, unless one is asked for by name. Raises UnknownPeriod.
    """
    rows = (
        ReportingPeriod.objects.visible_to(user)
        .filter(footprint=footprint)
        .order_by("-first_day")
        .values("pk", "slug", "label", "first_day", "last_day", "data_cut_off", "returns_due", "state")
    )
    periods = tuple(
        period
        for period in (Period(**row) for row in rows)
        if period.state != PeriodState.PLANNED or period.slug == slug
    )
    if slug:
        chosen = next((period for period in periods if period.slug == slug), None)
        if chosen is None:
            known = ", ".join(period.slug for period in periods[:HISTORY_LENGTH]) or "none yet"
            raise UnknownPeriod(f"{footprint} has no period “{slug[:40]}”. Its latest periods are: {known}.")
    else:
        chosen = _opens_with(periods)
    return PeriodChoice(chosen, periods) if chosen else None


def _opens_with(newest_first: tuple[Period, ...]) -> Period | None:
    """As ReportingPeriodQuerySet.current, without further queries: the latest open one, else the latest locked one."""
    opened = (period for period in newest_first if period.is_open)
    return next(opened, None) or (newest_first[0] if newest_first else None)
