"""What a change of a risk begins with: its row, locked; what keeps a risk or an issue from being changed or ended."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from risks.models import Action, Escalation, Issue, Risk, RiskStatus
from risks.wording import called, noun
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted


def locked(risk: Risk) -> Risk:
    """The row of ``risk`` as it is now, nobody else's until the transaction ends."""
    return Risk.objects.select_for_update(of=("self",), no_key=True).get(pk=risk.pk)


def require_open_risk(risk: Risk) -> None:
    """ValidationError for a risk that is closed or withdrawn: what is said of it stays as it was then."""
    if risk.status != RiskStatus.OPEN:
        raise ValidationError(
            f"Risk {risk.number} is {risk.get_status_display().lower()}, so it stays as it is. "
            "Reopen it first if it stands again."
        )


def locked_many(keys: Collection[int]) -> list[Risk]:
    """The risks with these keys, locked in the order of their keys, with their footprint.

    All of them before the first event: who holds the audit trail must not wait for a risk.
    """
    rows = Risk.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    return list(rows.select_related("footprint").order_by("pk"))


def changed_meanwhile(risk: Risk) -> str:
    """Why one of several ticked risks is refused that somebody else changed."""
    return (
        f"Somebody else changed risk {risk.number} while you were looking at it. See how it stands now, then tick "
        "it again."
    )


def reason_of(text: str, missing: str) -> str:
    """``text`` without the spaces around it; ValidationError under ``reason`` with ``missing`` where it is blank."""
    reason = text.strip()
    if not reason:
        raise ValidationError({"reason": missing})
    return reason


def require_nothing_open(row: Risk | Issue) -> None:
    """ValidationError for actions that wait to be done, by number, and for an escalation that waits for its answer."""
    wrong, of_row = [], {noun(row): row}
    open_actions = Action.objects.open().filter(**of_row).order_by("number")
    numbers = list(open_actions.values_list("number", flat=True))
    if numbers:
        named = listed((f"action {number}" for number in numbers), most=10)
        wrong.append(
            f"{called(row)} has {counted(len(numbers), 'open action')}: {named}. Complete, close or withdraw "
            f"{'it' if len(numbers) == 1 else 'them'} first."
        )
    if Escalation.objects.waiting().filter(**of_row).exists():
        wrong.append(
            f"An escalation of {called(row).lower()} waits for its answer. Wait for it, or take the escalation back "
            "first."
        )
    if wrong:
        raise ValidationError(wrong)
