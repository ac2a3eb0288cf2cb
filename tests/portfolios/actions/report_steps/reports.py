"""A report in any of its states, and by whose hands it went."""

from django.utils import timezone

from portfolios.models import HighlightReport, ReportState
from stp_portal.accounts.models import User
from tests.factories import HighlightReportFactory

STATES = list(ReportState)


def report_in(state, initiative, period, author, **fields) -> HighlightReport:
    at = timezone.now()
    steps = {"edited": ReportState.DRAFT, "submitted": ReportState.SUBMITTED, "assured": ReportState.ASSURED}
    taken = [
        name for name, reached in steps.items() if STATES.index(ReportState(state)) >= STATES.index(reached)
    ]
    pairs = {f"{name}_at": at for name in taken} | {f"{name}_by": author for name in taken}
    return HighlightReportFactory(
        initiative=initiative, period=period, state=state, progress=["Agreed."], **(pairs | fields)
    )


def by_hand(column: str, user: User) -> dict[str, object]:
    """The column that says that a report went through ``user``'s hands, filled in."""
    return {column: [user.pk] if column == "editors" else user}
