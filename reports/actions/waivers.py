"""Letting an advisory finding stand, with a reason that is kept, and taking that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reports.actions.papers import locked_for_writing
from reports.models import Finding, Severity, Waiver
from reports.queries.findings import fingerprint
from stp_portal.accounts.models import User
from stp_portal.core import audit

NO_REASON = "Say why this may stay as it is: the reason is kept, and whoever approves the paper reads it."


@transaction.atomic
def waive(*, finding: Finding, reason: str, by: User) -> Waiver:
    """Let an advisory ``finding`` of a paper stand as it is. One that is waived already keeps who came first and why.

    Raises ValidationError under ``reason`` without one, for a finding that blocks, and for a paper that is approved or
    published.
    """
    paper = locked_for_writing(finding.run.paper_id)
    reason = reason.strip()
    if finding.severity == Severity.BLOCKING:
        raise ValidationError(
            "This finding blocks approval and cannot be waived. Put it right as it says, and compile the paper again."
        )
    if not reason:
        raise ValidationError({"reason": NO_REASON})
    known = {"paper": paper, "fingerprint": fingerprint(finding)}
    standing = Waiver.objects.filter(**known, withdrawn_at=None).first()
    if standing is not None:
        return standing
    waiver = Waiver.objects.create(
        **known,
        footprint_id=paper.footprint_id,
        rule=finding.rule,
        where=finding.where,
        message=finding.message,
        reason=reason,
        by=by,
        by_name=str(by),
    )
    audit.record(
        "finding.waived", on=paper, by=by, after={"rule": finding.rule}, reason=audit.told(paper, reason)
    )
    return waiver


@transaction.atomic
def withdraw(*, waiver: Waiver, by: User) -> Waiver:
    """Take a waiver back: its finding is open again, and the waiver stays on record. Twice is once.

    Raises ValidationError for a paper that is approved or published.
    """
    paper = locked_for_writing(waiver.paper_id)
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if waiver.withdrawn_at is not None:
        return waiver
    waiver.withdrawn_at, waiver.withdrawn_by_name = timezone.now(), str(by)
    waiver.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    audit.record("finding.waiver_withdrawn", on=paper, by=by, before={"rule": waiver.rule})
    return waiver
