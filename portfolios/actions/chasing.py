"""Chasing returns: telling whoever has them now."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.actions import notices
from portfolios.actions.chase_letters import LONGEST_LINE, Chase, letters
from portfolios.models import Notice, ReportingPeriod
from portfolios.queries.returns import Return
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def chase(
    *, period: ReportingPeriod, reports: Sequence[Return], by: User, today: date, line: str = ""
) -> tuple[Chase, list[Notice]]:
    """Tell everybody who has one of ``reports`` (of ``period``) that the PMO asks for it, once a day each.

    ``line`` is a last word from ``by`` to each of them, one line that anybody may read. Gives the letters, with what
    could not be told and why, and the notices that were made of them: none where everybody was told today already.
    Raises ValidationError for a period that is not open, and under ``line`` for one that is too long. As many queries
    for a thousand reports as for ten.
    """
    line = " ".join(line.split())
    if len(line) > LONGEST_LINE:
        raise ValidationError({"line": f"Shorten your line to {LONGEST_LINE} characters or fewer."})
    period = ReportingPeriod.objects.select_related("footprint").get(pk=period.pk)
    if not period.is_open:
        raise ValidationError(
            f"{period} is {period.get_state_display().lower()}: its reports are not waited for."
        )
    written = letters(period, reports, line=line, by=by, today=today)
    tellings = [telling for letter in written.letters for telling in letter.tellings]
    if not tellings:
        return written, []
    told = notices.tell_many(footprint=period.footprint, tellings=tellings)
    audit.record(
        "period.chased",
        on=period,
        by=by,
        after={
            "told": {letter.user.email: list(letter.initiatives) for letter in written.letters},
            "line": line,
        },
    )
    return written, told
