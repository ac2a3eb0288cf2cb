"""Which periods a footprint will have, and the days on which each step of their papers is due. Nothing is written here.

Two rules join periods and meetings, because periods end when months do and meetings are arranged when people can come
(DOMAIN B9: two to eight weeks from the end of a period to the meeting).

- The papers of a period go to the first meeting for which the PMO assures on the period's last day or later. Leads may
  then have to write a few days before the period is over, but nothing is assured of days that are still to come, and
  boards read of the last month rather than of the one before it.
- A meeting takes the papers of one period, the latest in time for it. The periods before it, where a body meets more
  seldom, have dates counted from their own end: data as at the last day, then as many working days between two steps
  as before a meeting.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import TypedDict

from portfolios.calendar import working_days_after, working_days_before
from portfolios.models import Cadence, Cycle, Footprint, Meeting, ReportingPeriod

FOUR_WEEKS = timedelta(days=28)
ONE_DAY = timedelta(days=1)
# A year of periods: twelve months, or thirteen times four weeks.
MONTHS, FOUR_WEEKLY_PERIODS = 12, 13


@dataclass(frozen=True)
class Span:
    """The days of a period, both included."""

    first_day: date
    last_day: date

    @property
    def is_month(self) -> bool:
        return self == month_of(self.first_day)

    @property
    def label(self) -> str:
        """“September 2017” for a month, else “4 September to 1 October 2017”, with both years where they differ."""
        return f"{self.first_day:%B %Y}" if self.is_month else self._from_to

    @property
    def days(self) -> str:
        """“1 to 30 September 2017”; with the month of each day, and the year, where they differ."""
        first, last = self.first_day, self.last_day
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {last.day} {last:%B %Y}"
        return self._from_to

    @property
    def _from_to(self) -> str:
        first, last = self.first_day, self.last_day
        year = f" {first:%Y}" if first.year != last.year else ""
        return f"{first.day} {first:%B}{year} to {last.day} {last:%B %Y}"

    @property
    def slug(self) -> str:
        """“2017-09” for a month, else the first day: “2017-09-04”."""
        return f"{self.first_day:%Y-%m}" if self.is_month else self.first_day.isoformat()

    @property
    def middle(self) -> date:
        """The day in the middle, which says to which month of the NHS year a period belongs that is no month."""
        return self.first_day + (self.last_day - self.first_day) // 2

    def overlaps(self, other: "Span | ReportingPeriod") -> bool:
        """Whether they share more than an edge day (DOMAIN A8 rule 4), as ReportingPeriodQuerySet.overlapping asks."""
        return self.first_day < other.last_day and self.last_day > other.first_day


@dataclass(frozen=True)
class StepDates:
    """The days on which the steps of a period's papers are due, named as the columns of ReportingPeriod."""

    data_cut_off: date
    returns_due: date
    assurance_due: date
    sign_off_due: date
    despatch_on: date


# The columns of a period in the order in which the steps follow one another, and what pages call them.
STEPS = tuple(field.name for field in fields(StepDates))
STEP_WORDS = {
    "data_cut_off": "Data cut-off",
    "returns_due": "Returns due",
    "assurance_due": "PMO assurance",
    "sign_off_due": "Sign-off",
    "despatch_on": "Papers sent out",
    "meeting": "Meeting",
}


def step_in_sentence(name: str) -> str:
    """What a step is called within a sentence: “returns due”, “PMO assurance”."""
    words = STEP_WORDS[name]
    return words if words[:2].isupper() else words[0].lower() + words[1:]


class Details(TypedDict, total=False):
    """What can be said of a period beside its days. The dates are those of the steps, in their order."""

    label: str
    meeting: Meeting | None
    data_cut_off: date | None
    returns_due: date | None
    assurance_due: date | None
    sign_off_due: date | None
    despatch_on: date | None
    note: str


@dataclass(frozen=True)
class Proposal:
    """One period that is being planned: what would be made, or why it is left out."""

    span: Span
    dates: StepDates
    meeting: Meeting | None
    left_out: str = ""

    @property
    def details(self) -> Details:
        """The meeting and the dates, as planning a period takes them."""
        return {
            "meeting": self.meeting,
            "data_cut_off": self.dates.data_cut_off,
            "returns_due": self.dates.returns_due,
            "assurance_due": self.dates.assurance_due,
            "sign_off_due": self.dates.sign_off_due,
            "despatch_on": self.dates.despatch_on,
        }


def month_of(day: date) -> Span:
    """The calendar month that ``day`` is in."""
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY)


def spans(cycle: Cycle, start: date) -> Iterator[Span]:
    """The periods of the cycle's cadence, from the one that ``start`` is in onwards, without end.

    ValueError for dates of one's own, which no rule gives, and for four weeks without a first day.
    """
    if cycle.cadence == Cadence.MONTHLY:
        span = month_of(start)
        while True:
            yield span
            span = month_of(span.last_day + ONE_DAY)
    elif cycle.cadence == Cadence.FOUR_WEEKLY and cycle.first_day:
        # Floor division also counts back where the anchor is later than the start.
        first = cycle.first_day + (start - cycle.first_day) // FOUR_WEEKS * FOUR_WEEKS
        while True:
            yield Span(first, first + FOUR_WEEKS - ONE_DAY)
            first += FOUR_WEEKS
    else:
        raise ValueError(f"No rule gives the periods of {cycle.footprint}: each has dates of its own.")


def counted_back(meeting: date, cycle: Cycle) -> StepDates:
    """The days on which the steps are due for the papers of a meeting on the day ``meeting``."""
    return StepDates(
        data_cut_off=working_days_before(meeting, cycle.data_cut_off),
        returns_due=working_days_before(meeting, cycle.returns_due),
        assurance_due=working_days_before(meeting, cycle.assurance),
        sign_off_due=working_days_before(meeting, cycle.sign_off),
        despatch_on=working_days_before(meeting, cycle.despatch),
    )


def counted_on(last_day: date, cycle: Cycle) -> StepDates:
    """The days on which the steps are due where no meeting takes the papers: counted from the period's last day."""

    def after(step: int) -> date:
        return working_days_after(last_day, cycle.data_cut_off - step)

    return StepDates(
        data_cut_off=last_day,
        returns_due=after(cycle.returns_due),
        assurance_due=after(cycle.assurance),
        sign_off_due=after(cycle.sign_off),
        despatch_on=after(cycle.despatch),
    )


def step_dates(span: Span, meeting: Meeting | None, cycle: Cycle) -> StepDates:
    """The days on which the steps of the period are due: back from its meeting, or on from its end without one."""
    return counted_back(meeting.date, cycle) if meeting else counted_on(span.last_day, cycle)


def meeting_for(
    span: Span, following: Span | None, meetings: Sequence[Meeting], cycle: Cycle
) -> Meeting | None:
    """The meeting that takes the papers of ``span``, out of ``meetings`` in the order of their days; None for none.

    None also where ``following``, the period after it, is in time for the same meeting.
    """

    def first_for(last_day: date) -> Meeting | None:
        later = (one for one in meetings if one.date > last_day)
        return next((one for one in later if counted_back(one.date, cycle).assurance_due >= last_day), None)

    found = first_for(span.last_day)
    if found and following and first_for(following.last_day) == found:
        return None
    return found


def meetings_of(cycle: Cycle, after: date) -> list[Meeting]:
    """The meetings after the day ``after`` of the body whose meetings count, by day. One query; none without a body."""
    if cycle.body_id is None:
        return []
    return list(Meeting.objects.filter(body_id=cycle.body_id, date__gt=after).order_by("date"))


def year(footprint: Footprint, start: date) -> list[Proposal]:
    """A year of periods from the one that ``start`` is in, with their meetings and dates.

    Periods that are there already, or that would overlap one, are among them with the reason why they are left out.
    Three queries. Raises ValueError as ``spans`` does.
    """
    cycle = Cycle.of(footprint)
    number = MONTHS if cycle.cadence == Cadence.MONTHLY else FOUR_WEEKLY_PERIODS
    # One more than a year, to see which meeting the last one leaves to its successor.
    wanted = list(islice(spans(cycle, start), number + 1))
    existing = list(ReportingPeriod.objects.filter(footprint=footprint).order_by("first_day"))
    meetings = meetings_of(cycle, wanted[0].last_day)
    proposals = []
    for span, following in pairwise(wanted):
        meeting = meeting_for(span, following, meetings, cycle)
        proposals.append(
            Proposal(span, step_dates(span, meeting, cycle), meeting, left_out=_why_not(span, existing))
        )
    return proposals


def _why_not(span: Span, existing: Iterable[ReportingPeriod]) -> str:
    for period in existing:
        if (period.first_day, period.last_day) == (span.first_day, span.last_day):
            return "There already"
        if span.overlaps(period):
            return f"Overlaps {period}, which stays as it is"
        if period.slug == span.slug:
            return f"{period} has its address, “{span.slug}”"
    return ""


def one(footprint: Footprint, span: Span) -> Proposal:
    """One period of any days, with its meeting and its dates. Three queries."""
    cycle = Cycle.of(footprint)
    later = ReportingPeriod.objects.filter(footprint=footprint, last_day__gt=span.last_day)
    following = later.order_by("last_day").first()
    after = Span(following.first_day, following.last_day) if following else None
    meeting = meeting_for(span, after, meetings_of(cycle, span.last_day), cycle)
    return Proposal(span, step_dates(span, meeting, cycle), meeting)


def usual_start(footprint: Footprint, today: date) -> date:
    """Where planning goes on: the day after the last period there is; the first of this month before the first one."""
    periods = ReportingPeriod.objects.filter(footprint=footprint)
    last = periods.order_by("-last_day").values_list("last_day", flat=True).first()
    return last + ONE_DAY if last else today.replace(day=1)
