"""Who may not approve a report, because it is their own or they approved it already (docs/adr/0013)."""

from portfolios.models import HighlightReport, ReportStep
from portfolios.queries.holders import Holders

# The columns that say through whose hands a report went.
HANDS = ("initiative_id", "editors", "edited_by_id", "submitted_by_id", "assured_by_id")

LEAD = "You lead this initiative, and nobody approves their own report."
WROTE = "You have written in this report, and nobody approves their own."
SUBMITTED = "You submitted this report, and nobody approves their own."
ASSURED = "You assured this report for the PMO, and nobody takes both steps with one report."


def barred(report: HighlightReport, step: ReportStep, holders: Holders) -> dict[int, str]:
    """The accounts (ids) that may not take ``step`` (assured or signed off) with ``report``, each with why. No query.

    The leads of its initiative, everybody who ever saved it, who submitted it and, from its sign-off, who assured it.
    Of several reasons the nearest is given. Whether the step would else be theirs is not asked.
    """
    why: dict[int | None, str] = {}
    if step == ReportStep.SIGNED_OFF:
        why[report.assured_by_id] = ASSURED
    why |= dict.fromkeys(holders.lead_ids(report.initiative_id), LEAD)
    why |= dict.fromkeys(report.written_by, WROTE)
    why[report.submitted_by_id] = SUBMITTED
    return {user_id: reason for user_id, reason in why.items() if user_id is not None}
