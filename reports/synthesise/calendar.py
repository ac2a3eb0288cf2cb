"""The months a made-up estate covers, and the days on which its bodies meet."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEDNESDAY, THURSDAY = 2, 3


def months_after(day: date, number: int) -> date:
    """The first day of the month ``number`` months after that of ``day``; before it where negative."""
    index = day.year * 12 + day.month - 1 + number
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Month:
    """One reporting period: a calendar month, with the days on which its reports move on."""

    first_day: date
    is_open: bool
    until: date

    @property
    def last_day(self) -> date:
        return self.first_day.replace(day=monthrange(self.first_day.year, self.first_day.month)[1])

    @property
    def slug(self) -> str:
        return f"{self.first_day:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{self.first_day:%B %Y}"

    def named(self) -> dict[str, str]:
        """The words texts use for this month and the next."""
        return {"month": f"{self.first_day:%B}", "next": f"{months_after(self.first_day, 1):%B}"}

    def moment(self, days: int) -> datetime:
        """Ten in the morning, ``days`` after the month's end; or, where the estate ends before, on its last day.

        What would fall into days that the estate does not tell of comes on that day hour by hour, in its order.
        """
        wanted = datetime.combine(self.last_day + timedelta(days=days), time(10))
        if wanted.date() >= self.until:
            wanted = datetime.combine(self.until - timedelta(days=1), time(10 + days))
        return timezone.make_aware(wanted)


def months(number: int, *, until: date) -> list[Month]:
    """The ``number`` months before ``until``, earliest first; the last of them is open."""
    last = months_after(until, -1)
    return [
        Month(months_after(last, index - number + 1), is_open=index == number - 1, until=until)
        for index in range(number)
    ]


def weekday_of_month(month: date, weekday: int, number: int) -> date:
    """The ``number``-th given weekday of the month of ``month``: the third Wednesday is (2, 3)."""
    first = month.replace(day=1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def meeting_days(months: list[Month], weekday: int, number: int) -> Iterator[date]:
    """The days a body sits on: one a month, from the first month to a year after the one that is open.

    The papers of the last period planned go to the sitting of the month after it.
    """
    first, last = months[0].first_day, months_after(months[-1].first_day, 13)
    while first <= last:
        yield weekday_of_month(first, weekday, number)
        first = months_after(first, 1)
