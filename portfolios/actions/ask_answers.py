"""What becomes of an ask: minuted, withdrawn, opened again (DOMAIN A8 rule 8)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Ask, AskMinute, AskOutcome, AskState, Meeting
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version


@transaction.atomic
def minute(
    *,
    ask: Ask,
    version: int,
    outcome: str,
    text: str,
    by: User,
    meeting: Meeting | None = None,
    on: date | None = None,
    reference: str = "",
) -> AskMinute:
    """Record what the body asked said of it: at ``meeting``, or outside one on the day ``on``.

    Deferred, it stays open and stands in the next paper again; anything else answers it. Minuted twice in the same
    words it is minuted once. Raises Conflict if somebody changed the ask since ``version`` was read, ValidationError
    by field: a meeting of another body or one to come, no day, no outcome, a decision without its words; and for an ask
    that is not open.
    """
    row = _locked(ask)
    text, reference = text.strip(), reference.strip()
    day = meeting.date if meeting else on
    last = row.minutes.order_by("pk").last()
    said = (meeting, day, outcome, text, reference)
    # Opened again since, the same words are a new answer.
    stands = row.state != AskState.OPEN or outcome == AskOutcome.DEFERRED
    if last and stands and (last.meeting, last.on, last.outcome, last.text, last.reference) == said:
        return last
    check_version(row, version)
    if row.state != AskState.OPEN:
        raise ValidationError(
            f"This ask is {row.get_state_display().lower()} already. Open it again first if that was a mistake."
        )
    _check(row, outcome, text, meeting, day)
    made = AskMinute.objects.create(
        footprint_id=row.footprint_id,
        ask=row,
        meeting=meeting,
        on=day or timezone.localdate(),
        outcome=outcome,
        text=text,
        reference=reference,
        recorded_by=by,
    )
    row.outcome, row.outcome_text = outcome, text
    if outcome != AskOutcome.DEFERRED:
        row.state, row.answered_in = AskState.ANSWERED, meeting
        row.answered_at, row.answered_by = timezone.now(), by
    _save(row)
    audit.record(
        "ask.minuted",
        on=row,
        by=by,
        after={
            "outcome": made.get_outcome_display(),
            "said": audit.told(row, text),
            "at": str(meeting or "outside a meeting"),
            "on": made.on.isoformat(),
        },
    )
    return made


@transaction.atomic
def withdraw(*, ask: Ask, version: int, reason: str, by: User) -> Ask:
    """Take it back with the reason; it stays on record. ValidationError unless open; Conflict as for ``minute``."""
    row = _locked(ask)
    if row.state == AskState.WITHDRAWN:
        return row
    check_version(row, version)
    if row.state != AskState.OPEN:
        raise ValidationError("It is answered, so it cannot be withdrawn any more.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn."})
    row.state, row.outcome_text = AskState.WITHDRAWN, reason.strip()
    _save(row)
    audit.record("ask.withdrawn", on=row, by=by, reason=audit.told(row, row.outcome_text))
    return row


@transaction.atomic
def reopen(*, ask: Ask, version: int, reason: str, by: User) -> Ask:
    """Let it wait for an answer again, with the reason: what was minuted stays among its minutes.

    ValidationError without a reason; Conflict as for ``minute``.
    """
    row = _locked(ask)
    if row.state == AskState.OPEN:
        return row
    check_version(row, version)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is opened again."})
    was = row.get_state_display()
    row.state, row.outcome, row.outcome_text = AskState.OPEN, "", ""
    row.answered_at = row.answered_by = row.answered_in = None
    row.done_at, row.done_by, row.done_text = None, None, ""
    _save(row)
    audit.record("ask.reopened", on=row, by=by, before={"state": was}, reason=audit.told(row, reason.strip()))
    return row


def _locked(ask: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=ask.pk)


def _save(row: Ask) -> None:
    row.version += 1
    row.save()


def _check(row: Ask, outcome: str, text: str, meeting: Meeting | None, day: date | None) -> None:
    """ValidationError by field for all that is wrong."""
    wrong: dict[str, str] = {}
    if outcome not in AskOutcome.values:
        wrong["outcome"] = "Select what came of it."
    elif outcome == AskOutcome.DECIDED and not text:
        wrong["text"] = "Say what was decided, as minuted."
    # Locked, so that nobody takes the meeting away until this is on record.
    if meeting and not Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk):
        wrong["meeting"] = "Somebody took this meeting out of the calendar meanwhile. Select another."
    elif meeting and meeting.body_id != row.body_id:
        wrong["meeting"] = f"That is a meeting of another body: {row.body} was asked."
    elif day is None:
        wrong["on"] = "Select the meeting, or enter the day on which it was answered outside one."
    elif day > timezone.localdate():
        wrong["meeting" if meeting else "on"] = "That day is still to come: nothing was said on it yet."
    if wrong:
        raise ValidationError(wrong)
