"""The calendar of a footprint's periods: financial years, the dates of every period, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from portfolios.calendar import financial_year, month_number, working_days_between
from portfolios.models import Footprint, Meeting, PeriodState, ReportingPeriod, Someone
from portfolios.planning import STEPS, Span
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

# As the columns of the calendar are headed, and as sentences say it.
STEP_WORDS = {
    "data_cut_off": "Data cut-off",
    "returns_due": "Returns due",
    "assurance_due": "PMO assurance",
    "sign_off_due": "Sign-off",
    "despatch_on": "Papers sent out",
    "meeting": "Meeting",
}
STATE_COLOURS = {PeriodState.PLANNED: "white", PeriodState.OPEN: "blue", PeriodState.LOCKED: "green"}


@dataclass(frozen=True)
class Step:
    """One date of a period; ``day`` is None where none is set."""

    label: str
    day: date | None
    body: str = ""
    is_next: bool = False


@dataclass(frozen=True)
class PeriodLine:
    """One period as the calendar shows it."""

    slug: str
    label: str
    days: str
    month: str
    financial_year: str
    state: str
    state_words: str
    state_colour: str
    steps: tuple[Step, ...]
    may_be_opened: bool

    @property
    def is_planned(self) -> bool:
        return self.state == PeriodState.PLANNED

    @property
    def is_locked(self) -> bool:
        return self.state == PeriodState.LOCKED


@dataclass(frozen=True)
class Sitting:
    """A meeting that is still to come, and the periods whose papers go to it."""

    pk: int
    body: str
    day: date
    parts: str
    periods: str


@dataclass(frozen=True)
class PeriodCalendar:
    """Every period of a footprint by financial year: this year and later ones first, then earlier ones backwards."""

    years: tuple[tuple[str, tuple[PeriodLine, ...]], ...]
    next_words: str
    sittings: tuple[Sitting, ...]


def period_calendar(footprint: Footprint, user: Someone, today: date) -> PeriodCalendar:
    """The calendar as it stands on ``today``. Two queries at any size."""
    periods = list(
        ReportingPeriod.objects.visible_to(user)
        .filter(footprint=footprint)
        .select_related("meeting__body")
        .order_by("first_day", "pk")
    )
    coming = _next_step(periods, today)
    to_open = next((one for one in periods if one.state == PeriodState.PLANNED), None)
    lines = [_line(one, coming, is_first_planned=one == to_open) for one in periods]
    by_year = [(year, tuple(group)) for year, group in groupby(lines, key=lambda line: line.financial_year)]
    this_year = financial_year(today)
    later = [each for each in by_year if each[0] >= this_year]
    earlier = [each for each in by_year if each[0] < this_year]
    return PeriodCalendar(
        years=(*later, *reversed(earlier)),
        next_words=_next_words(periods, coming, to_open, today),
        sittings=tuple(_sittings(footprint, user, today, periods)),
    )


def days_of(period: ReportingPeriod) -> dict[str, date]:
    """The dates of a period by step, its meeting among them, in their order; those not set are left out."""
    days = {name: getattr(period, name) for name in STEPS if getattr(period, name)}
    return days | ({"meeting": period.meeting.date} if period.meeting else {})


def _next_step(periods: Iterable[ReportingPeriod], today: date) -> tuple[ReportingPeriod, str, date] | None:
    """The next date of the periods that are open, which is what people work towards."""
    ahead = [
        (day, place, period, name)
        for period in periods
        if period.is_open
        for place, (name, day) in enumerate(days_of(period).items())
        if day >= today
    ]
    if not ahead:
        return None
    day, _, period, name = min(ahead, key=lambda found: found[:2])
    return period, name, day


def _next_words(
    periods: Sequence[ReportingPeriod],
    coming: tuple[ReportingPeriod, str, date] | None,
    to_open: ReportingPeriod | None,
    today: date,
) -> str:
    if coming:
        period, name, day = coming
        ahead = working_days_between(today, day)
        when = f"in {counted(ahead, 'working day')}" if day > today else "today"
        return f"{STEP_WORDS[name]} for {period}: {nhs_date(day)}, {when}."
    opened = [period for period in periods if period.is_open]
    if opened:
        return f"{opened[0]} is still open and all its dates have passed. Lock it, or change its dates."
    return f"{to_open} is the next period to open." if to_open else ""


def _line(
    period: ReportingPeriod, coming: tuple[ReportingPeriod, str, date] | None, *, is_first_planned: bool
) -> PeriodLine:
    span = Span(period.first_day, period.last_day)
    days = days_of(period)
    is_reopened = period.is_open and period.reopened_at is not None
    return PeriodLine(
        slug=period.slug,
        label=period.label,
        days=span.days,
        month=f"M{month_number(span.middle)}",
        financial_year=financial_year(span.middle),
        state=period.state,
        state_words="Open again" if is_reopened else period.get_state_display(),
        state_colour=STATE_COLOURS[PeriodState(period.state)],
        steps=tuple(
            Step(
                label,
                days.get(name),
                body=period.meeting.body.short if name == "meeting" and period.meeting else "",
                is_next=coming is not None and coming[:2] == (period, name),
            )
            for name, label in STEP_WORDS.items()
        ),
        may_be_opened=is_first_planned,
    )


def _sittings(
    footprint: Footprint, user: Someone, today: date, periods: Iterable[ReportingPeriod]
) -> Iterable[Sitting]:
    papers: dict[int, list[str]] = {}
    for period in periods:
        if period.meeting_id:
            papers.setdefault(period.meeting_id, []).append(period.label)
    meetings = Meeting.objects.visible_to(user).filter(footprint=footprint, date__gte=today)
    for meeting in meetings.select_related("body").order_by("date", "body__name"):
        parts = (("Public", meeting.has_public_part), ("Private", meeting.has_private_part))
        yield Sitting(
            pk=meeting.pk,
            body=meeting.body.name,
            day=meeting.date,
            parts=" and ".join(word for word, is_so in parts if is_so).capitalize(),
            periods=", ".join(papers.get(meeting.pk, [])),
        )
