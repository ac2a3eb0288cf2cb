"""Keeping what somebody has typed into the form of a report and not saved yet."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Initiative, ReportDraft, ReportingPeriod
from stp_portal.accounts.models import User

# Far above any form of ours; it only stops abuse.
MOST_CHARACTERS = 500_000


@transaction.atomic
def keep(
    *,
    initiative: Initiative,
    period: ReportingPeriod,
    content: Mapping[str, Sequence[str]],
    base_version: int,
    by: User,
) -> ReportDraft:
    """Keep the form as typed, field by field, in place of what was kept for this author before.

    It is no save: nobody else sees it, no rule is asked, and the audit trail has nothing of it. ``base_version`` is the
    version of the report that the author started from. Raises ValidationError for more text than a form can hold.
    """
    if sum(len(name) + sum(map(len, values)) for name, values in content.items()) > MOST_CHARACTERS:
        raise ValidationError("This is more text than a report can hold. Shorten it, then save it.")
    draft, _ = ReportDraft.objects.update_or_create(
        initiative=initiative,
        period=period,
        user=by,
        defaults={
            "footprint_id": initiative.footprint_id,
            "content": {_kept(name): [_kept(value) for value in values] for name, values in content.items()},
            "base_version": base_version,
        },
    )
    return draft


def _kept(text: str) -> str:
    """``text`` without the one character that Postgres cannot keep; pasted texts may have it, and nobody sees it."""
    return text.replace("\0", "")


def discard(*, initiative: Initiative, period: ReportingPeriod, by: User) -> None:
    """Throw away what was kept: it has been saved, or its author does not want it."""
    ReportDraft.objects.filter(initiative=initiative, period=period, user=by).delete()
