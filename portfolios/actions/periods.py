"""Planning reporting periods."""

from datetime import date

from django.db import transaction

from portfolios.models import Footprint, PeriodState, ReportingPeriod
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def plan(
    *,
    footprint: Footprint,
    slug: str,
    label: str,
    first_day: date,
    last_day: date,
    by: User,
    data_cut_off: date | None = None,
    returns_due: date | None = None,
) -> ReportingPeriod:
    """Add a period. Raises ValidationError by field, also when it overlaps another (DOMAIN A8 rule 4).

    The footprint's row is locked, so that two people cannot add overlapping periods at once.
    """
    Footprint.objects.select_for_update().get(pk=footprint.pk)
    period = ReportingPeriod(
        footprint=footprint,
        slug=slug,
        label=label,
        first_day=first_day,
        last_day=last_day,
        data_cut_off=data_cut_off,
        returns_due=returns_due,
        state=PeriodState.PLANNED,
    )
    period.full_clean()
    period.save()
    audit.record(
        "period.planned",
        on=period,
        by=by,
        after={"first": first_day.isoformat(), "last": last_day.isoformat()},
    )
    return period
