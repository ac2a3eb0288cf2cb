"""The period room: every expected return of a period, who has it now, and what keeps the period from being locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from portfolios.models import Cycle, Footprint, Mail, MailState, ReportingPeriod, ReportState, Someone
from portfolios.queries.returns import Return, returns
from reports.queries.blocking import Obstacle, obstacles
from reports.queries.ratings import schemes
from reports.queries.room_filters import Choice, Filters, Tally
from reports.queries.room_ratings import RoomRatings, room_ratings
from stp_portal.core.numbers import counted
from stp_portal.core.paging import page_of

ROWS = 60


@dataclass(frozen=True)
class RoomPeriod:
    """A period, the key and name of the one before, how many of its mails failed, and the footprint's cycle."""

    period: ReportingPeriod
    before: int | None
    before_label: str
    failed_mails: int

    @property
    def cycle(self) -> Cycle:
        """The cycle that was read with the period, or the usual one."""
        kept: Cycle | None = getattr(self.period.footprint, "cycle", None)
        return kept or Cycle(footprint=self.period.footprint)


@dataclass(frozen=True)
class Day:
    """A day of the cycle, so many days from today: negative once it is past."""

    name: str
    day: date
    days: int

    @property
    def in_words(self) -> str:
        """“today”, “in 3 days”, “5 days ago”."""
        if not self.days:
            return "today"
        return f"in {counted(self.days, 'day')}" if self.days > 0 else f"{counted(-self.days, 'day')} ago"


@dataclass(frozen=True)
class Progress:
    """How far the returns of a period have come."""

    expected: int
    returned: int
    signed_off: int


@dataclass(frozen=True)
class Row:
    """One return with its ratings."""

    report: Return
    ratings: RoomRatings

    @property
    def late(self) -> str:
        """“7 days late”."""
        return f"{counted(self.report.late_days, 'day')} late"

    @property
    def state(self) -> str:
        """How far it has come and since when: “Expected for 12 days”, “Draft, last saved 4 days ago”."""
        if self.report.was_sent_back:
            words = "Sent back"
        elif self.report.state == ReportState.DRAFT:
            words = "Draft, last saved"
        else:
            words = ReportState(self.report.state).label
        if self.report.days is None:
            return words.removesuffix(", last saved")
        if self.report.state == ReportState.EXPECTED:
            return (
                f"{words} for {counted(self.report.days, 'day')}"
                if self.report.days
                else f"{words} since today"
            )
        return f"{words} {counted(self.report.days, 'day')} ago" if self.report.days else f"{words} today"

    @property
    def aside(self) -> str:
        """How long ago its last report came in, where this one has not, and how many comments there are."""
        silence, parts = self.ratings.silence, []
        if silence and not self.report.has_returned:
            parts.append(
                f"last report {counted(silence.days, 'day')} ago"
                if silence.ever_returned
                else "nothing was ever returned"
            )
        if self.report.comments:
            parts.append(counted(self.report.comments, "comment"))
        words = ", ".join(parts)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Room:
    """Everything that the page shows; ``page`` is a page of ``Row``, and the counts are of the whole period.

    ``to_chase`` is how many are late and with somebody who can be told so.
    """

    period: ReportingPeriod
    before: str
    progress: Progress
    dates: tuple[Day, ...]
    obstacles: tuple[Obstacle, ...]
    tallies: tuple[Tally, ...]
    to_chase: int
    page: Page
    problem: str


def room_period(footprint: Footprint, user: Someone, slug: str) -> RoomPeriod | None:
    """The period called ``slug``; None where ``user`` sees none of that name. One query."""
    earlier = ReportingPeriod.objects.filter(
        footprint=OuterRef("footprint"), first_day__lt=OuterRef("first_day")
    ).order_by("-first_day")
    failed = (
        Mail.objects.filter(state=MailState.FAILED, notices__period=OuterRef("pk"))
        .order_by()
        .values("notices__period")
        .annotate(number=Count("pk", distinct=True))
        .values("number")
    )
    period = (
        ReportingPeriod.objects.visible_to(user)
        .filter(footprint=footprint, slug=slug)
        .select_related("footprint__cycle", "meeting__body", "locked_by", "reopened_by")
        .annotate(
            before=Subquery(earlier.values("pk")[:1]),
            before_label=Subquery(earlier.values("label")[:1]),
            failed_mails=Coalesce(Subquery(failed, output_field=IntegerField()), 0),
        )
        .first()
    )
    if period is None:
        return None
    return RoomPeriod(period, period.before, period.before_label or "", period.failed_mails)


def room_choice(found: RoomPeriod, user: Someone, today: date) -> Choice:
    """All returns of the period, for ``user`` to choose from. Five queries at any size."""
    return Choice(returns([found.period], today, before=found.before), user)


def room(found: RoomPeriod, choice: Choice, filters: Filters, *, page: str, today: date) -> Room:
    """The page of those that ``filters`` leave; ``page`` is as typed. Five queries, two once locked."""
    shown, problem = page_of(choice.left_by(filters), page, ROWS)
    levels = schemes(found.period.footprint, choice.user, found.period.last_day)
    ratings = room_ratings(
        found.period,
        found.before,
        [one.initiative for one in shown],
        choice.user,
        levels,
        cycle=found.cycle,
        today=today,
    )
    shown.object_list = [Row(one, ratings[one.initiative]) for one in shown]
    return Room(
        period=found.period,
        before=found.before_label,
        progress=_progress(choice.returns),
        dates=_dates(found.period, today),
        obstacles=obstacles(choice.returns, found.failed_mails) if found.period.is_open else (),
        tallies=choice.tallies(filters),
        to_chase=sum(one.is_late and bool(one.people) for one in choice.returns),
        page=shown,
        problem=problem,
    )


def _progress(found: Sequence[Return]) -> Progress:
    return Progress(
        expected=len(found),
        returned=sum(one.has_returned for one in found),
        signed_off=sum(one.state == ReportState.SIGNED_OFF for one in found),
    )


def _dates(period: ReportingPeriod, today: date) -> tuple[Day, ...]:
    """The days of the cycle that were given for the period, in order."""
    meeting = period.meeting
    days = [
        ("Data as at", period.data_cut_off),
        ("Returns due", period.returns_due),
        ("Assurance due", period.assurance_due),
        ("Sign-off due", period.sign_off_due),
        ("Papers sent out", period.despatch_on),
        (str(meeting.body) if meeting else "", meeting.date if meeting else None),
    ]
    return tuple(Day(name, day, (day - today).days) for name, day in days if day)
