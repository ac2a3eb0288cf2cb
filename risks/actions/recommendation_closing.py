"""Closing a recommendation, which only the body that oversees it does, and opening it again (DOMAIN A8 rule 22)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Meeting
from risks.actions.recommendation_records import for_trail, locked, require_open, say
from risks.models import ActionStatus, Recommendation
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.lists import listed
from stp_portal.core.templatetags.text_tags import nhs_date

CLOSINGS = (ActionStatus.CLOSED, ActionStatus.WITHDRAWN)


@transaction.atomic
def close(
    *,
    recommendation: Recommendation,
    version: int,
    meeting: Meeting | None,
    status: str,
    reason: str,
    by: User,
) -> Recommendation:
    """Record that ``meeting``, of a body that oversees the recommendation, closed or withdrew it, and what it said.
    Recorded twice in the same words it is closed once.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError for one that is closed,
    that nobody oversees or that the recorder leads, and by field: a meeting missing, of another body or still to come,
    a status that is no closing, nothing said.
    """
    row = locked(recommendation)
    reason = reason.strip()
    is_done = row.closed_at is not None and row.closed_in == meeting
    if is_done and (row.status, row.closed_reason) == (status, reason):
        return row
    check_version(row, version)
    require_open(row)
    overseers = [overseer.body for overseer in row.overseers.select_related("body")]
    if not overseers:
        raise ValidationError("No body oversees this recommendation, so none can close it. Name one first.")
    if row.lead and row.lead.user_id == by.pk:
        raise ValidationError("You lead this recommendation: somebody else records that it was closed.")
    wrong: dict[str, str] = {}
    # Locked, so that nobody takes the meeting away until this is on record.
    if meeting and not Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk):
        wrong["meeting"] = "Somebody took this meeting out of the calendar meanwhile. Select another."
    elif meeting is None or meeting.body not in overseers:
        wrong["meeting"] = f"Select the meeting of {listed(overseers, last='or')} that closed it."
    elif meeting.date > timezone.localdate():
        wrong["meeting"] = (
            f"{meeting.body} meets on {nhs_date(meeting.date)}: it can be recorded from that day on."
        )
    if status not in CLOSINGS:
        wrong["status"] = "Say whether it was closed or withdrawn."
    if not reason:
        wrong["reason"] = "Write down what the meeting said."
    if wrong or meeting is None:
        raise ValidationError(wrong)
    status_before = row.get_status_display()
    row.status = ActionStatus(status)
    row.closed_at, row.closed_by = timezone.now(), by
    row.closed_in, row.closed_reason = meeting, reason
    say(row, on=meeting.date, text=reason, by=by)
    row.version += 1
    row.save()
    subject = for_trail(row)
    audit.record(
        "recommendation.closed",
        on=subject,
        by=by,
        before={"status": status_before},
        after={"status": row.get_status_display(), "meeting": str(meeting)},
        reason=audit.told(subject, reason),
    )
    return row


@transaction.atomic
def reopen(*, recommendation: Recommendation, version: int, reason: str, by: User) -> Recommendation:
    """Open a closed recommendation again, ongoing, saying why; how it was closed stays among its updates.

    One that is open is left alone. Raises Conflict if somebody else changed it since ``version`` was read, and
    ValidationError under ``reason``.
    """
    row = locked(recommendation)
    if row.closed_at is None:
        return row
    check_version(row, version)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Say why it is opened again."})
    before = {"status": row.get_status_display(), "meeting": str(row.closed_in)}
    row.status = ActionStatus.ONGOING
    row.closed_at = row.closed_by = row.closed_in = None
    row.closed_reason = ""
    say(row, on=timezone.localdate(), text=reason, by=by)
    row.version += 1
    row.save()
    subject = for_trail(row)
    audit.record(
        "recommendation.reopened",
        on=subject,
        by=by,
        before=before,
        after={"status": row.get_status_display()},
        reason=audit.told(subject, reason),
    )
    return row
