"""What every reporting period must hold to before it is saved, and what must be so before one is opened."""

from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError

from portfolios.actions.ratings import scheme_in_force
from portfolios.models import PeriodState, ReportingPeriod
from portfolios.planning import STEPS, step_in_sentence
from portfolios.queries.expected import expected_in
from stp_portal.core.templatetags.text_tags import nhs_date

# Pages below periods/ that a period's own page must not hide (reports/urls.py).
RESERVED_SLUGS = frozenset({"add", "current", "cycle", "meetings", "plan", "who-reports"})
# Beyond these years nothing is planned, and a slip of the finger is no plan.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FARTHEST = timedelta(days=366)


def require_in_bounds(day: date, field: str) -> None:
    """ValidationError under ``field`` for a day in no year that the portal plans for."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(
            {field: f"{nhs_date(day)} is too far away. Give a day from {EARLIEST.year} to {LATEST.year}."}
        )


def require_days(first_day: date, last_day: date) -> None:
    """ValidationError by field unless these can be the days of a period, whatever else there is."""
    require_in_bounds(first_day, "first_day")
    require_in_bounds(last_day, "last_day")
    if last_day < first_day:
        raise ValidationError(
            {
                "last_day": f"{nhs_date(last_day)} is before its first day, {nhs_date(first_day)}. Change one of them."
            }
        )
    if last_day - first_day > FARTHEST:
        raise ValidationError(
            {"last_day": f"{nhs_date(last_day)} makes it longer than a year. Check the year."}
        )


def check(period: ReportingPeriod) -> None:
    """ValidationError by field unless ``period`` may be saved: its days, its place among the others, its dates."""
    require_days(period.first_day, period.last_day)
    if period.slug in RESERVED_SLUGS:
        raise ValidationError({"slug": f"“{period.slug}” is the name of another page. Choose another."})
    if period.meeting and period.meeting.footprint_id != period.footprint_id:
        raise ValidationError({"meeting": "This meeting is of another footprint. Choose one of your own."})
    period.full_clean()
    _require_near(period)
    _require_order(period)


def _require_near(period: ReportingPeriod) -> None:
    """ValidationError under a date that is too far from its period to be meant."""
    for name in STEPS:
        day: date | None = getattr(period, name)
        if day and abs(day - period.last_day) > FARTHEST:
            raise ValidationError(
                {
                    name: f"{nhs_date(day)} ({step_in_sentence(name)}) is more than a year from the end of {period}. "
                    "Check the year."
                }
            )
    if period.returns_due and period.returns_due < period.first_day:
        raise ValidationError(
            {
                "returns_due": f"{nhs_date(period.returns_due)} (returns due) is before the period begins, on "
                f"{nhs_date(period.first_day)}. Change one of the two."
            }
        )


def _require_order(period: ReportingPeriod) -> None:
    """ValidationError under a date that lies before the step it follows; both are named. Empty ones are passed over."""
    days: list[tuple[str, str, date]] = [
        (name, step_in_sentence(name), getattr(period, name)) for name in STEPS if getattr(period, name)
    ]
    if period.meeting:
        days.append(("meeting", "meeting", period.meeting.date))
    wrong = {
        name: f"{nhs_date(day)} ({label}) is before {nhs_date(earlier)} ({earlier_label}), which comes first. "
        "Change one of the two."
        for (_, earlier_label, earlier), (name, label, day) in pairwise(days)
        if day < earlier
    }
    if wrong:
        raise ValidationError(wrong)


def require_openable(period: ReportingPeriod) -> None:
    """ValidationError, with what to do first, unless ``period`` may be opened now. Five queries at most.

    An earlier period that is still planned comes first, unless it was passed over: one after it was opened already. A
    rating scheme is needed where anything is to be reported: a report is not submitted without a rating.
    """
    if period.is_locked:
        raise ValidationError(f"{period} is locked. It is opened again from its own page, with the reason.")
    earlier_ones = ReportingPeriod.objects.filter(
        footprint=period.footprint_id, first_day__lt=period.first_day
    ).order_by("first_day")
    waiting = earlier_ones.filter(state=PeriodState.PLANNED)
    if begun := earlier_ones.exclude(state=PeriodState.PLANNED).last():
        waiting = waiting.filter(first_day__gt=begun.first_day)
    earlier = waiting.first()
    if earlier:
        raise ValidationError(
            f"{earlier} is still planned. Open it first, or remove it if nothing will be reported for it: "
            "each report starts from the one before."
        )
    if scheme_in_force(period) is None and expected_in(period):
        raise ValidationError(
            f"No rating scheme is in force on {nhs_date(period.last_day)}, so no report could be rated. "
            "Ask the PMO administrator to set one up on the administration pages. Where nothing is rated, say under "
            "“Who reports how often” that nobody reports."
        )
