"""Moving the forecast of a milestone, and saying that it is met."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date

from portfolios.models import Milestone, MilestoneForecast
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision

CURE = "Write it such as 31/03/2027, March 2027, Q4 2026/27, or “subject to” what it waits for."


@transaction.atomic
def reforecast(
    *, milestone: Milestone, version: int, forecast: FuzzyDate, reason: str, by: User
) -> Milestone:
    """Give a milestone a new forecast; the old ones are kept beside it (DOMAIN A8 rule 14).

    The one that stands, given again, changes nothing.
    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError under ``forecast`` or
    ``reason``, naming the milestone: words that are no date, a day before the initiative's own start or in the past,
    a later forecast without its reason, a milestone that is met.
    """
    milestone = _locked(milestone)
    reason = reason.strip()
    if forecast and forecast == milestone.forecast:
        return milestone
    check_version(milestone, version)
    if milestone.actual:
        raise ValidationError(
            {"forecast": f"“{milestone}” was met on {milestone.actual}, so its forecast stays."}
        )
    _check_forecast(milestone, forecast)
    if not reason and _is_later(forecast, milestone.forecast or milestone.baseline):
        raise ValidationError(
            {"reason": f"Say why “{milestone}” moves to {forecast}: a later forecast needs a reason."}
        )
    before = milestone.forecast
    milestone.forecast = forecast
    milestone.version += 1
    milestone.save()
    MilestoneForecast.objects.create(
        footprint_id=milestone.footprint_id,
        milestone=milestone,
        forecast=forecast,
        reason=reason,
        recorded_by=by,
    )
    audit.record(
        "milestone.reforecast",
        on=milestone,
        by=by,
        before={"forecast": before},
        after={"forecast": forecast},
        reason=audit.told(milestone, reason),
    )
    return milestone


@transaction.atomic
def met(*, milestone: Milestone, version: int, on: FuzzyDate, by: User) -> Milestone:
    """Say when a milestone was met. The same day again changes nothing.

    Raises Conflict as ``reforecast`` does, and ValidationError under ``on``, naming the milestone: words that are no
    date, a day that is still to come or lies before the initiative's own start, a milestone met on another day.
    """
    milestone = _locked(milestone)
    if on and on == milestone.actual:
        return milestone
    check_version(milestone, version)
    if milestone.actual:
        raise ValidationError({"on": f"“{milestone}” is met already, on {milestone.actual}."})
    if on.first is None or on.last is None:
        what = f"“{on}” is not a date" if on else "A date is missing"
        raise ValidationError(
            {"on": f"{what}: say when “{milestone}” was met, such as 14/03/2027 or March 2027."}
        )
    if on.first > timezone.localdate():
        raise ValidationError(
            {
                "on": f"“{milestone}” cannot have been met on {on}, which is still to come. Give it a forecast instead."
            }
        )
    _check_start(milestone, on.last, "on", f"{on} cannot be when it was met")
    milestone.actual = on
    milestone.version += 1
    milestone.save()
    audit.record(
        "milestone.met", on=milestone, by=by, before={"forecast": milestone.forecast}, after={"met": on}
    )
    return milestone


def _locked(milestone: Milestone) -> Milestone:
    return Milestone.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=milestone.pk)


def _check_forecast(milestone: Milestone, forecast: FuzzyDate) -> None:
    """ValidationError under ``forecast`` unless it can be a forecast given today."""
    if not forecast:
        raise ValidationError({"forecast": f"Give the new forecast of “{milestone}”. {CURE}"})
    if forecast.precision == Precision.UNKNOWN:
        raise ValidationError(
            {"forecast": f"“{forecast}”, the new forecast of “{milestone}”, cannot be read as a date. {CURE}"}
        )
    end = forecast.last or forecast.first
    if end is None:
        return
    _check_start(milestone, end, "forecast", f"{forecast} cannot be its forecast")
    if forecast.last and forecast.last < timezone.localdate():
        raise ValidationError(
            {
                "forecast": f"{forecast} is in the past, so it cannot be the new forecast of “{milestone}”. "
                "Give a later day, or say when it was met."
            }
        )


def _check_start(milestone: Milestone, end: date, field: str, refusal: str) -> None:
    start = milestone.initiative.started_on
    if start and end < start:
        raise ValidationError(
            {
                field: f"“{milestone}”: {refusal}, because {milestone.initiative} started on "
                f"{format_date(start, 'j F Y')}. Give a day after that."
            }
        )


def _is_later(new: FuzzyDate, old: FuzzyDate) -> bool:
    """Whether a date slips: to a later last day, or from a day to none."""
    if old.last is None:
        return False
    return new.last is None or new.last > old.last
