"""What every change of a recommendation needs: its lock, an update, and words for the trail."""

from copy import copy
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from risks.models import Recommendation, RecommendationUpdate
from stp_portal.accounts.models import User
from stp_portal.core.fuzzy_dates import FuzzyDate


def locked(recommendation: Recommendation) -> Recommendation:
    """The recommendation as it is now, locked until the transaction ends."""
    rows = Recommendation.objects.select_for_update(of=("self",))
    return rows.select_related("review", "footprint", "lead", "initiative").get(pk=recommendation.pk)


def require_open(row: Recommendation) -> None:
    """ValidationError for one that its body has closed."""
    if row.closed_at is not None:
        raise ValidationError(
            f"Recommendation {row.number} is {row.get_status_display().lower()}. Open it again first, saying why."
        )


def for_trail(row: Recommendation) -> Recommendation:
    """``row`` as the audit trail names it: as private as its review."""
    subject = copy(row)
    subject.is_private = row.is_private or row.review.is_private
    return subject


def say(
    row: Recommendation,
    *,
    on: date,
    text: str,
    by: User,
    due_before: FuzzyDate | None = None,
    evidence: str = "",
    said_with: UUID | None = None,
) -> RecommendationUpdate:
    """Append what was said of ``row``, and the due date where it moved from ``due_before``."""
    has_moved = due_before is not None and due_before.words != row.due.words
    return RecommendationUpdate.objects.create(
        footprint_id=row.footprint_id,
        recommendation=row,
        on=on,
        text=text,
        status=row.status,
        evidence=evidence,
        due_before=due_before if has_moved else "",
        due_after=row.due if has_moved else "",
        said_with=said_with,
        recorded_by=by,
    )
