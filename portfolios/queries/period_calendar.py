"""The calendar of a footprint: the periods of a financial year with all their dates, meetings, and what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from portfolios.calendar import financial_year, month_number, working_days_between
from portfolios.models import Footprint, Meeting, PeriodState, ReportingPeriod, Someone
from portfolios.planning import STEP_WORDS, STEPS, Span
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

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
    """A meeting, and the periods whose papers go to it."""

    pk: int
    body: str
    day: date
    parts: str
    periods: str
    may_be_removed: bool


@dataclass(frozen=True)
class PeriodCalendar:
    """The periods and meetings of one financial year, ``year``; ``years`` are all there are, in order."""

    year: str
    years: tuple[str, ...]
    lines: tuple[PeriodLine, ...]
    sittings: tuple[Sitting, ...]
    next_words: tuple[str, ...]
    next_slug: str
    has_periods: bool
    notice: str

    @property
    def earlier(self) -> str:
        """The financial year before, where there is one."""
        place = self.years.index(self.year)
        return self.years[place - 1] if place else ""

    @property
    def later(self) -> str:
        """The financial year after, where there is one."""
        return next(iter(self.years[self.years.index(self.year) + 1 :]), "")


def period_calendar(footprint: Footprint, user: Someone, today: date, year: str = "") -> PeriodCalendar:
    """The calendar of the financial year called ``year`` (“2017/18”), as it stands on ``today``. Two queries.

    Without ``year``, and with one in which there is nothing, it is that of the period people work on: the one open,
    else the next to open, else the last one.
    """
    periods = list(
        ReportingPeriod.objects.visible_to(user)
        .filter(footprint=footprint)
        .select_related("meeting__body")
        .order_by("first_day", "pk")
    )
    meetings = list(
        Meeting.objects.visible_to(user)
        .filter(footprint=footprint)
        .select_related("body")
        .order_by("date", "body__name")
    )
    coming = _next_step(periods, today)
    first_planned = next((one for one in periods if one.state == PeriodState.PLANNED), None)
    to_open = next_to_open(periods)
    usual = _usual_year(periods, to_open, today)
    years = {usual, *map(_year_of, periods), *(financial_year(one.date) for one in meetings)}
    chosen = year if year in years else usual
    is_unknown = bool(year) and year not in years
    return PeriodCalendar(
        year=chosen,
        years=tuple(sorted(years)),
        lines=tuple(
            _line(one, coming, is_first_planned=one == first_planned)
            for one in periods
            if _year_of(one) == chosen
        ),
        sittings=tuple(
            _sittings((one for one in meetings if financial_year(one.date) == chosen), periods, today)
        ),
        next_words=tuple(_next_words(periods, coming, to_open, today)),
        next_slug=_next_slug(periods, coming, to_open),
        has_periods=bool(periods),
        notice=f"There is nothing in a year “{year[:20]}”: this is {chosen}." if is_unknown else "",
    )


def next_to_open(periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The planned period that comes next, of ``periods`` in the order of their days.

    One that was passed over, because a later one was opened or locked, is nobody's next step any more.
    """
    coming = reversed(list(takewhile(lambda one: one.state == PeriodState.PLANNED, reversed(periods))))
    return next(coming, None)


def _year_of(period: ReportingPeriod) -> str:
    return financial_year(Span(period.first_day, period.last_day).middle)


def _usual_year(periods: Sequence[ReportingPeriod], to_open: ReportingPeriod | None, today: date) -> str:
    opened = [one for one in periods if one.is_open]
    if about := opened[-1] if opened else to_open or next(reversed(periods), None):
        return _year_of(about)
    return financial_year(today)


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
) -> Iterator[str]:
    """What is next in sentences: periods that should be over first, then the next date, or what to open."""
    opened = [period for period in periods if period.is_open]
    for period in opened:
        if max(days_of(period).values(), default=period.last_day) < today:
            yield f"{period} is still open and all its dates have passed. Lock it, or change its dates."
    if coming:
        period, name, day = coming
        ahead = working_days_between(today, day)
        when = f"in {counted(ahead, 'working day')}" if day > today else "today"
        yield f"{STEP_WORDS[name]} for {period}: {nhs_date(day)}, {when}."
    elif not opened and to_open:
        yield f"{to_open} is the next period to open."


def _next_slug(
    periods: Sequence[ReportingPeriod],
    coming: tuple[ReportingPeriod, str, date] | None,
    to_open: ReportingPeriod | None,
) -> str:
    """The period that the words about what is next are about."""
    about = coming[0] if coming else next((one for one in periods if one.is_open), to_open)
    return about.slug if about else ""


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
    meetings: Iterable[Meeting], periods: Iterable[ReportingPeriod], today: date
) -> Iterator[Sitting]:
    papers: dict[int, list[str]] = {}
    for period in periods:
        if period.meeting_id:
            papers.setdefault(period.meeting_id, []).append(period.label)
    for meeting in meetings:
        parts = (("Public", meeting.has_public_part), ("Private", meeting.has_private_part))
        yield Sitting(
            pk=meeting.pk,
            body=meeting.body.name,
            day=meeting.date,
            parts=" and ".join(word for word, is_so in parts if is_so).capitalize(),
            periods=", ".join(papers.get(meeting.pk, [])),
            # What has been is record, though removing it would ask before it refuses.
            may_be_removed=meeting.pk not in papers and meeting.date >= today,
        )
