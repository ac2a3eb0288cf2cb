"""When a scheduled paper is due in a period. Nothing is asked and nothing is written here."""

from datetime import date, datetime

from django.utils import timezone

from portfolios.actions.notices import local_moment
from portfolios.models import ReportingPeriod
from portfolios.planning import STEPS, step_in_sentence
from reports.models import PaperSchedule, SetPoint
from stp_portal.core.templatetags.text_tags import nhs_datetime


def moment(schedule: PaperSchedule, period: ReportingPeriod) -> datetime | None:
    """When the paper of ``period`` is made: as it was locked, or at the schedule's hour of a day of its calendar.

    By the clock on the wall, so a clock that changes moves nothing (``local_moment``). None while there is no such
    moment: the period is not locked yet, or has no date for the step.
    """
    if schedule.set_point == SetPoint.LOCK:
        return period.locked_at if period.is_locked else None
    day = getattr(period, schedule.set_point)
    return local_moment(day, schedule.time_of_day) if day else None


def is_due(schedule: PaperSchedule, period: ReportingPeriod, now: datetime) -> bool:
    """Whether ``period`` wants its paper at ``now``, made or not; also where that will fail for want of a date.

    Only of a period that has begun, and never for a moment from before the schedule starts.
    """
    if not (period.is_open or period.is_locked):
        return False
    at = moment(schedule, period)
    if at is None:
        has_meeting = period.meeting and period.meeting.date >= timezone.localdate(schedule.starts_at)
        return schedule.set_point != SetPoint.LOCK and bool(has_meeting)
    return schedule.starts_at <= at <= now and concerns(schedule, period)


def is_missed(schedule: PaperSchedule, period: ReportingPeriod) -> bool:
    """Whether the moment passed before the schedule was set up or resumed: it is then not made up for by itself."""
    at = moment(schedule, period)
    return at is not None and at < schedule.starts_at


def concerns(schedule: PaperSchedule, period: ReportingPeriod) -> bool:
    """Whether anything of ``period`` is still to come when the schedule starts; an older one it leaves alone."""
    days: list[date | None] = [period.last_day, *(getattr(period, name) for name in STEPS)]
    days.append(period.meeting.date if period.meeting else None)
    return max(day for day in days if day) >= timezone.localdate(schedule.starts_at)


def in_words(schedule: PaperSchedule) -> str:
    """When in the month it comes, as a page says it: “The day papers are sent out, at 08:00”."""
    words = schedule.get_set_point_display()
    return words if schedule.set_point == SetPoint.LOCK else f"{words}, at {schedule.time_of_day:%H:%M}"


def moment_in_words(schedule: PaperSchedule, period: ReportingPeriod) -> str:
    """The moment of one period, or what it still waits for."""
    at = moment(schedule, period)
    if at:
        return nhs_datetime(at)
    if schedule.set_point == SetPoint.LOCK:
        return "As soon as it is locked"
    return f"No date yet for {step_in_sentence(schedule.set_point)}"
