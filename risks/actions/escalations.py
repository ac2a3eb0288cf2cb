"""Escalations: a risk or an issue proposed to another level, and the answer."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from risks.access import keeps, may_answer
from risks.actions.escalation_notices import tell_answerers, tell_proposer
from risks.models import Escalation, EscalationState, Issue, Risk, RiskLevel
from risks.wording import at_level, called, noun, subject_of
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_datetime

OPEN = "open"  # of risks and of issues alike


@transaction.atomic
def propose(*, row: Risk | Issue, to_level: str, reason: str, by: User) -> Escalation:
    """Propose that another level look after a risk or an issue; those who may answer are told.

    It stays where it stands until one of them accepts. The same proposal again, from who made it, is there once. Raises
    ValidationError for a row that is not open or that waits for an answer already, and under ``to_level`` or
    ``reason``: no level, the one it stands at, a reason missing.
    """
    row = _locked(row)
    reason = reason.strip()
    waiting = _waiting(row)
    if waiting and (waiting.to_level, waiting.reason, waiting.proposed_by_id) == (to_level, reason, by.pk):
        return waiting
    _check(row, waiting, to_level, reason)
    escalation = Escalation.objects.create(
        footprint_id=row.footprint_id,
        from_level=row.level,
        to_level=to_level,
        reason=reason,
        proposed_by=by,
        **{noun(row): row},
    )
    tell_answerers(escalation, row)
    audit.record(
        f"{noun(row)}.escalation_proposed",
        on=row,
        by=by,
        after={"from": RiskLevel(escalation.from_level).label, "to": RiskLevel(to_level).label},
        reason=audit.told(row, reason),
    )
    return escalation


@transaction.atomic
def accept(*, escalation: Escalation, answer: str, by: User) -> Escalation:
    """Take the risk or issue on at the level it was proposed to: from now on it stands there and nowhere else.

    Who proposed it is told; ``answer`` may be empty. Accepted twice by one person, it is accepted once. Raises
    PermissionDenied for who may not answer it, and ValidationError, which says what happened, where somebody else was
    first or where the row is not open any more.
    """
    escalation, row = _locked_with_row(escalation)
    if _is_done(escalation, EscalationState.ACCEPTED, by):
        return escalation
    _require_answerer(escalation, by)
    if row.status != OPEN:
        raise ValidationError(
            f"{called(row)} is {row.get_status_display().lower()}, so it cannot be taken on at another level. "
            "Return it instead, and say so."
        )
    before = row.level
    row.level = escalation.to_level
    row.version += 1
    row.save(update_fields=["level", "version", "updated_at"])
    _close(escalation, EscalationState.ACCEPTED, answer, by)
    tell_proposer(escalation, row, by, f"was taken on at {at_level(escalation.to_level)} by {by}.")
    audit.record(
        f"{noun(row)}.escalated",
        on=row,
        by=by,
        before={"level": RiskLevel(before).label},
        after={"level": RiskLevel(row.level).label, "proposed by": str(escalation.proposed_by)},
        reason=audit.told(row, escalation.answer),
    )
    return escalation


@transaction.atomic
def send_back(*, escalation: Escalation, answer: str, by: User) -> Escalation:
    """Return it: the risk or issue stays where it stands, and who proposed it is told.

    Refuses as ``accept`` does, and under ``answer`` where it does not say why.
    """
    escalation, row = _locked_with_row(escalation)
    if _is_done(escalation, EscalationState.RETURNED, by):
        return escalation
    _require_answerer(escalation, by)
    if not answer.strip():
        raise ValidationError(
            {"answer": f"Say why {called(row).lower()} is returned: {escalation.proposed_by} reads this."}
        )
    _close(escalation, EscalationState.RETURNED, answer, by)
    tell_proposer(escalation, row, by, f"was returned by {by}, who says why. It stays where it stood.")
    _record_end(escalation, row, "escalation_returned", by)
    return escalation


@transaction.atomic
def withdraw(*, escalation: Escalation, by: User) -> Escalation:
    """Take a proposal back before it is answered: who made it, or who keeps the risk or issue.

    Raises PermissionDenied for others, and ValidationError, which says what happened, where it was answered meanwhile.
    """
    escalation, row = _locked_with_row(escalation)
    if _is_done(escalation, EscalationState.WITHDRAWN, by):
        return escalation
    if by.pk != escalation.proposed_by_id and not keeps(by, row):
        raise PermissionDenied(
            f"This proposal is taken back by {escalation.proposed_by}, who made it, or by those who keep "
            f"{called(row).lower()}."
        )
    _close(escalation, EscalationState.WITHDRAWN, "", by)
    tell_proposer(
        escalation, row, by, f"was taken back by {by}: it is not proposed to another level any more."
    )
    _record_end(escalation, row, "escalation_withdrawn", by)
    return escalation


def _check(row: Risk | Issue, waiting: Escalation | None, to_level: str, reason: str) -> None:
    if row.status != OPEN:
        raise ValidationError(
            f"{called(row)} is {row.get_status_display().lower()}: only what is open moves to another level."
        )
    if waiting:
        raise ValidationError(
            f"{waiting.proposed_by} proposed {called(row).lower()} for {at_level(waiting.to_level)} on "
            f"{nhs_datetime(waiting.proposed_at)}, and that waits for an answer. One waits at a time: have it answered "
            "or taken back first."
        )
    wrong: dict[str, str] = {}
    if to_level not in RiskLevel.values:
        wrong["to_level"] = "Select the level that should look after it."
    elif to_level == row.level:
        wrong["to_level"] = f"{called(row)} stands at {at_level(to_level)} already. Select another level."
    if not reason:
        wrong["reason"] = "Say why another level should look after it: those who answer read this."
    if wrong:
        raise ValidationError(wrong)


def _locked(row: Risk | Issue) -> Risk | Issue:
    """The row under a lock that leaves what refers to it alone."""
    model = type(row)
    return (
        model.objects.select_for_update(of=("self",), no_key=True).select_related("initiative").get(pk=row.pk)
    )


def _locked_with_row(escalation: Escalation) -> tuple[Escalation, Risk | Issue]:
    """Both under a lock, the row first: of two who answer at once, the second finds the answer of the first."""
    row = _locked(subject_of(escalation))
    locked = Escalation.objects.select_for_update(of=("self",)).select_related("proposed_by", "answered_by")
    return locked.get(pk=escalation.pk), row


def _waiting(row: Risk | Issue) -> Escalation | None:
    return Escalation.objects.waiting().filter(**{noun(row): row}).select_related("proposed_by").first()


def _is_done(escalation: Escalation, wanted: str, by: User) -> bool:
    """Whether ``by`` has done this already. ValidationError where something else has become of it."""
    if escalation.state == EscalationState.PROPOSED:
        return False
    if (escalation.state, escalation.answered_by_id) == (wanted, by.pk):
        return True
    done = {
        EscalationState.ACCEPTED: f"accepted this, so it stands at {at_level(escalation.to_level)} now",
        EscalationState.RETURNED: f"returned this, so it stays at {at_level(escalation.from_level)}",
        EscalationState.WITHDRAWN: f"took this back, so it stays at {at_level(escalation.from_level)}",
    }[EscalationState(escalation.state)]
    who = "You" if escalation.answered_by_id == by.pk else str(escalation.answered_by)
    raise ValidationError(
        f"{who} {done} ({nhs_datetime(escalation.answered_at)}). Nothing more is to be done; what you sent changed "
        "nothing."
    )


def _require_answerer(escalation: Escalation, by: User) -> None:
    if not may_answer(by, escalation):
        raise PermissionDenied(
            "You proposed this yourself: somebody else answers it."
            if by.pk == escalation.proposed_by_id
            else "Escalations are answered by the PMO, and by those who report on the initiative of that level."
        )


def _close(escalation: Escalation, state: str, answer: str, by: User) -> None:
    escalation.state, escalation.answer = state, answer.strip()
    escalation.answered_at, escalation.answered_by = timezone.now(), by
    escalation.save()


def _record_end(escalation: Escalation, row: Risk | Issue, event: str, by: User) -> None:
    audit.record(
        f"{noun(row)}.{event}",
        on=row,
        by=by,
        after={
            "stays at": RiskLevel(row.level).label,
            "was proposed for": RiskLevel(escalation.to_level).label,
        },
        reason=audit.told(row, escalation.answer),
    )
