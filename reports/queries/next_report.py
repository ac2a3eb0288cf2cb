"""Which report of a period waits next for one person, so that many are assured or signed off in a row."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portfolios.access import Standing
from portfolios.models import Initiative, ReportingPeriod
from portfolios.queries.returns import Return, Step, returns
from reports.queries.report_work import own_roles, with_all_below
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission

VERBS = {Step.ASSURANCE: "Assure", Step.SIGN_OFF: "Sign off"}


@dataclass(frozen=True)
class NextReport:
    """The report to go on with: ``what`` is to be done, ``href`` where; ``more`` wait beside it."""

    what: str
    href: str
    more: int


def next_report(
    standing: Standing, user: User, initiative: Initiative, period: ReportingPeriod, today: date
) -> NextReport | None:
    """The report that waits for ``user`` after that of ``initiative``, in printed order, beginning again at the end.

    None in a period that is not open, for who approves nothing, and where nothing else waits. At most seven queries.
    """
    if not period.is_open:
        return None
    place, below = standing.footprint, None
    assures = standing.may(Permission.ASSURE_REPORTS)
    if not assures:
        # What is theirs as a deputy counts, whatever they may do by a role of their own.
        roles = own_roles(place, user)
        if not roles:
            return None
        below = with_all_below(place, list(roles))
    found = returns([period], today, initiatives=below)
    here = next((index for index, one in enumerate(found) if one.initiative == initiative.pk), -1)
    in_turn = [*found[here + 1 :], *found[: max(here, 0)]]
    waiting = [one for one in in_turn if one.step in VERBS and one.waits_for(user, assures=assures)]
    return _as_next(waiting) if waiting else None


def _as_next(waiting: list[Return]) -> NextReport:
    first = waiting[0]
    return NextReport(
        what=f"{VERBS[first.step]} the report of {first.name}",
        href=reverse("reports:report", args=[first.period.footprint.slug, first.slug, first.period.slug]),
        more=len(waiting) - 1,
    )
