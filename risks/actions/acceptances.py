"""Accepting a risk as it is until a day, and taking that back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from risks.actions.risk_rows import locked, reason_of
from risks.due_dates import YEARS, furthest_from
from risks.models import Acceptance, Assessment, AssessmentKind, Risk, RiskStatus
from risks.queries.tolerance import Tolerance, tolerance_of
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.refusals import Refusals
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def accept(*, risk: Risk, until: date, reason: str, by: User, on: date | None = None) -> Acceptance:
    """Carry ``risk`` knowingly from the day ``on`` (today) to the end of the day ``until``. It runs out by itself.

    Accepted twice in the same words it is accepted once. Raises ValidationError for a risk that is not open, is
    accepted already or stands within what its category tolerates, and by field: a last day before ``on`` or more than
    two years later, a reason missing.
    """
    on = on or timezone.localdate()
    risk = locked(risk)
    last = Acceptance.objects.filter(risk=risk, ended_at=None).first()
    if last and (last.until, last.reason, last.accepted_by_id) == (until, reason.strip(), by.pk):
        return last
    _require_acceptable(risk, last, on)
    refusals = Refusals()
    with refusals.under():
        reason = reason_of(reason, f"Say why risk {risk.number} is carried as it is.")
    with refusals.under():
        _check_until(until, on)
    refusals.raise_any()
    if last:
        # One row stands at a time: that which ran out makes room.
        last.ended_at, last.ended_by = timezone.now(), by
        last.ended_reason = f"It ran out on {nhs_date(last.until)}."
        last.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    acceptance = Acceptance.objects.create(
        footprint_id=risk.footprint_id,
        risk=risk,
        accepted_on=on,
        until=until,
        reason=reason,
        accepted_by=by,
    )
    audit.record(
        "risk.accepted",
        on=risk,
        by=by,
        after={"until": nhs_date(until)},
        reason=audit.told(risk, reason),
    )
    return acceptance


@transaction.atomic
def end(*, acceptance: Acceptance, reason: str, by: User) -> Acceptance:
    """Take an acceptance back before its last day is over, with a reason; it stays on record.

    Ended twice in the same words it has ended once. Raises ValidationError for one that has ended or run out, and under
    ``reason``.
    """
    risk = locked(acceptance.risk)
    acceptance = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
    if acceptance.ended_at:
        if acceptance.ended_reason == reason.strip():
            return acceptance
        raise ValidationError(
            f"This acceptance has ended already: {acceptance.ended_by} took it back on "
            f"{nhs_date(acceptance.ended_at)}."
        )
    if acceptance.until < timezone.localdate():
        raise ValidationError(
            f"This acceptance ran out on {nhs_date(acceptance.until)}: nothing is to be ended."
        )
    reason = reason_of(reason, f"Say why risk {risk.number} is no longer carried as it is.")
    acceptance.ended_at, acceptance.ended_by, acceptance.ended_reason = timezone.now(), by, reason
    acceptance.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    audit.record(
        "risk.acceptance_ended",
        on=risk,
        by=by,
        before={"until": nhs_date(acceptance.until)},
        reason=audit.told(risk, reason),
    )
    return acceptance


def _require_acceptable(risk: Risk, last: Acceptance | None, on: date) -> None:
    if risk.status != RiskStatus.OPEN:
        raise ValidationError(
            f"Risk {risk.number} is {risk.get_status_display().lower()}: there is nothing to accept."
        )
    if last and last.until >= on:
        raise ValidationError(
            f"{last.accepted_by} accepted risk {risk.number} until {nhs_date(last.until)}. End that first, then accept "
            "it anew."
        )
    current = (
        Assessment.objects.standing()
        .filter(risk=risk, kind=AssessmentKind.CURRENT)
        .select_related("band__matrix")
        .first()
    )
    if tolerance_of(risk.category, current) == Tolerance.WITHIN and risk.category and current:
        raise ValidationError(
            f"Risk {risk.number} is {current.band}, which is within what is tolerated of {risk.category}: there is "
            "nothing to accept."
        )


def _check_until(until: date, on: date) -> None:
    if until < on:
        raise ValidationError(
            {"until": f"The last day, {nhs_date(until)}, is past. Give one from {nhs_date(on)} on."}
        )
    if until > furthest_from(on):
        raise ValidationError(
            {
                "until": f"The last day must be within {YEARS} years, by {nhs_date(furthest_from(on))}. Accept it anew "
                "then if it still has to be carried."
            }
        )
