"""The rule that only an open period is written in."""

from django.core.exceptions import ValidationError

from portfolios.models import PeriodState, ReportingPeriod


def require_open(period: ReportingPeriod) -> None:
    """ValidationError unless ``period`` is open; says in which period a late change belongs (DESIGN 5.5).

    Read the period anew first: it may have been locked since a page was opened. One query where it is refused.
    """
    if period.is_open:
        return
    state = period.get_state_display().lower()
    if period.state == PeriodState.PLANNED:
        raise ValidationError(f"{period} is {state}: its reports can be written once the PMO has opened it.")
    for state_wanted, words in (
        (PeriodState.OPEN, "Late changes belong in the report for {}, which is open."),
        (PeriodState.PLANNED, "Late changes belong in the report for {}, once the PMO has opened it."),
    ):
        following = ReportingPeriod.objects.filter(state=state_wanted).after(period)
        if following:
            cure = words.format(following)
            break
    else:
        cure = "Ask the PMO to plan the next period: late changes belong in its report."
    raise ValidationError(f"{period} is {state}: its reports can no longer be changed. {cure}")
