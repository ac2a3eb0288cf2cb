"""Raising a risk, changing what it says, and ending it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Footprint, Initiative, Person
from risks.actions import owners as risk_owners
from risks.actions import references as risk_references
from risks.actions.assessments import cell_at, first_score
from risks.actions.issues import mark_private_with
from risks.actions.references import Reference
from risks.actions.reviews import due_by_band
from risks.actions.risk_content import RiskContent, check_content
from risks.actions.risk_rows import locked, reason_of, require_nothing_open, require_open_risk
from risks.ladder import level_of
from risks.models import Risk, RiskCategory, RiskMatrixCell, RiskStatus
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals

REFERENCE = ("register", "register_name", "reference")


@transaction.atomic
def raise_risk(
    *,
    initiative: Initiative,
    title: str,
    event: str,
    likelihood: int | None,
    impact: int | None,
    on: date,
    by: User,
    cause: str = "",
    effect: str = "",
    category: RiskCategory | None = None,
    proximity: str = "",
    response: str = "",
    private_reason: str = "",
    owners: Collection[Person] = (),
    references: Sequence[Reference] = (),
    form: UUID | None = None,
) -> Risk:
    """Put a new risk of ``initiative`` on the register under the next number, scored and owned as of the day ``on``;
    private where ``private_reason`` says why.

    ``form`` names the form it was typed into: raised again from it in the same words it is there once. Raises
    ValidationError by field for what is missing, a score outside the matrix in force, an owner who has left, and
    another risk from a form that has raised one. The fields of the first reference are called ``reference_1_reference``
    and so on.
    """
    # The lock keeps two new risks from one number, and a second copy of a form waiting until the first is through.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=initiative.footprint_id)
    content = RiskContent(
        title=title,
        event=event,
        cause=cause,
        effect=effect,
        initiative=initiative,
        category=category,
        proximity=proximity,
        response=response,
        private_reason=private_reason,
    ).stripped()
    there = Risk.objects.filter(raised_by_form=form).first() if form else None
    if there:
        if content.differing(RiskContent.of(there)):
            raise ValidationError(
                {
                    "title": f"This form has raised risk {there.number} already: “{there.title}”. "
                    "Open it again to raise another."
                }
            )
        return there
    refusals = Refusals()
    with refusals.under():
        check_content(content, place.pk)
    with refusals.under():
        cell = cell_at(place.pk, likelihood, impact, on)
    with refusals.under():
        risk_owners.check_new(place.pk, owners)
    named = []
    for number, reference in enumerate(references, start=1):
        with refusals.under({name: f"reference_{number}_{name}" for name in REFERENCE}):
            named.append(risk_references.check(reference))
    refusals.raise_any()
    return _raise(place, content, cell, on, owners, risk_references.distinct(named), form, by)


def _raise(
    place: Footprint,
    content: RiskContent,
    cell: RiskMatrixCell,
    on: date,
    people: Collection[Person],
    references: Sequence[Reference],
    form: UUID | None,
    by: User,
) -> Risk:
    risk = Risk(
        footprint=place,
        number=Risk.objects.next_number(place),
        level=level_of(content.initiative),
        logged=FuzzyDate.of(on),
        raised_by_form=form,
    )
    content.write_to(risk)
    risk.save()
    score = first_score(risk=risk, cell=cell, on=on, by=by)
    risk.review_due = due_by_band(score, on)
    risk.save(update_fields=["review_due"])
    told: dict[str, Any] = {
        "number": risk.number,
        "score": str(score.cell),
        "level": risk.get_level_display(),
    }
    if named := risk_owners.name_first(risk, people, on, by):
        told["owners"] = [str(row.person) for row in named]
    if rows := [risk_references.write(risk, reference) for reference in references]:
        told["references"] = [audit.told(risk, str(row)) for row in rows]
    audit.record("risk.raised", on=risk, by=by, after=content.as_told(risk) | told)
    return risk


@transaction.atomic
def edit(
    *,
    risk: Risk,
    version: int,
    title: str,
    cause: str,
    event: str,
    effect: str,
    description: str,
    initiative: Initiative | None,
    category: RiskCategory | None,
    proximity: str,
    response: str,
    private_reason: str,
    by: User,
    public_reason: str = "",
) -> Risk:
    """Change what ``risk`` says and is. It is private where ``private_reason`` says why; a private one that becomes
    public needs ``public_reason``. The issues that came of it become private with it. Its level stays: moving it is an
    escalation.

    The same content again changes nothing. Raises Conflict if somebody else changed the risk since ``version`` was
    read, and ValidationError for a risk that is not open and by field for what is missing.
    """
    risk = locked(risk)
    before = RiskContent.of(risk)
    content = RiskContent(
        title=title,
        cause=cause,
        event=event,
        effect=effect,
        description=description,
        initiative=initiative,
        category=category,
        proximity=proximity,
        response=response,
        private_reason=private_reason,
    ).stripped()
    changed = content.differing(before)
    if not changed:
        return risk
    check_version(risk, version)
    require_open_risk(risk)
    # A placeholder of a paper never said anything; whatever says something must go on to.
    check_content(content, risk.footprint_id, needs_event=bool(risk.statement) and not content.description)
    if content.category and "category" in changed:
        # Before the audit trail: whoever gives it another name holds its row and waits for the trail.
        RiskCategory.objects.select_for_update(of=("self",), no_key=True).get(pk=content.category.pk)
    was_private = risk.is_private
    if was_private and not content.private_reason and not public_reason.strip():
        raise ValidationError({"public_reason": "Say why everybody may read this risk from now on."})
    if was_private or content.private_reason:
        # What was private on either side of the change stays out of the trail.
        risk.is_private = True
    told = [name for name in changed if name != "private_reason" or (was_private and content.private_reason)]
    before_told, after_told = before.as_told(risk, told), content.as_told(risk, told)
    content.write_to(risk)
    risk.version += 1
    risk.save()
    if risk.is_private and not was_private:
        mark_private_with(risk=risk, by=by)
    if told:
        audit.record("risk.edited", on=risk, by=by, before=before_told, after=after_told)
    if risk.is_private != was_private:
        word, reason = (
            ("risk.marked_private", content.private_reason)
            if risk.is_private
            else ("risk.marked_public", public_reason.strip())
        )
        audit.record(word, on=risk, by=by, reason=audit.told(risk, reason))
    return risk


@transaction.atomic
def split(*, risk: Risk, version: int, cause: str, event: str, effect: str, by: User) -> Risk:
    """Write a risk whose text came in one piece as cause, event and effect; the text as it came is kept beside them.

    Split again in the same words it is split once. Raises Conflict if somebody else changed the risk since ``version``
    was read, and ValidationError for a risk that is not open or is split already, and by field.
    """
    risk = locked(risk)
    before = RiskContent.of(risk)
    parts = {"cause": cause.strip(), "event": event.strip(), "effect": effect.strip()}
    if all(getattr(risk, name) == text for name, text in parts.items()):
        return risk
    check_version(risk, version)
    require_open_risk(risk)
    if risk.event:
        raise ValidationError(f"Risk {risk.number} has cause, event and effect already: edit them instead.")
    if not parts["event"]:
        raise ValidationError({"event": "Say what may happen."})
    for name, text in parts.items():
        setattr(risk, name, text)
    risk.version += 1
    risk.save()
    after = RiskContent.of(risk)
    audit.record(
        "risk.split",
        on=risk,
        by=by,
        before=before.as_told(risk, ["description"]),
        after=after.as_told(risk, after.differing(before)),
    )
    return risk


@transaction.atomic
def close(*, risk: Risk, version: int, reason: str, by: User, withdrawn: bool = False) -> Risk:
    """End ``risk`` with a reason: closed, because it has passed or is held down for good, or ``withdrawn``, because it
    should not have been raised. It stays on record and can be reopened.

    Closed again with the same reason it is closed once. Raises Conflict if somebody else changed the risk since
    ``version`` was read, and ValidationError where an action is open (each is named) or an escalation waits, for a risk
    that is not open, and under ``reason``.
    """
    risk = locked(risk)
    status = RiskStatus.WITHDRAWN if withdrawn else RiskStatus.CLOSED
    if (risk.status, risk.closed_reason) == (status, reason.strip()):
        return risk
    check_version(risk, version)
    require_open_risk(risk)
    refusals = Refusals()
    with refusals.under():
        reason = reason_of(reason, f"Say why risk {risk.number} is {status.label.lower()}.")
    with refusals.under():
        require_nothing_open(risk)
    refusals.raise_any()
    risk.status, risk.closed_reason = status, reason
    risk.closed_at, risk.closed_by = timezone.now(), by
    risk.version += 1
    risk.save()
    audit.record(f"risk.{status.value}", on=risk, by=by, reason=audit.told(risk, reason))
    return risk


@transaction.atomic
def reopen(*, risk: Risk, version: int, reason: str, by: User) -> Risk:
    """Let a closed or withdrawn risk stand again, with a reason; why it had ended stays in the audit trail.

    One that is open stays as it is. Raises Conflict if somebody else changed the risk since ``version`` was read, and
    ValidationError under ``reason``.
    """
    risk = locked(risk)
    if risk.status == RiskStatus.OPEN:
        return risk
    check_version(risk, version)
    reason = reason_of(reason, f"Say why risk {risk.number} stands again.")
    before = {"status": risk.get_status_display(), "reason": audit.told(risk, risk.closed_reason)}
    risk.status, risk.closed_reason = RiskStatus.OPEN, ""
    risk.closed_at = risk.closed_by = None
    risk.version += 1
    risk.save()
    audit.record("risk.reopened", on=risk, by=by, before=before, reason=audit.told(risk, reason))
    return risk
