"""Giving things to people: to who is there, and they hear of it."""

from django.core.exceptions import ValidationError

from portfolios.actions.notices import tell
from portfolios.models import Footprint, NoticeKind, Person
from portfolios.queries.leavers import who_left
from stp_portal.accounts.models import User


def require_there(person: Person, field: str) -> None:
    """ValidationError under ``field`` for somebody who has left, with what to do then."""
    if why := who_left([person]).get(person.pk):
        raise ValidationError(
            {
                field: f"{person} has left: {why}. Choose somebody else, or let the PMO give them a role again under "
                "“People”."
            }
        )


def tell_lead(*, lead: Person, footprint: Footprint, what: str, key: str, path: str, by: User) -> None:
    """Tell ``lead`` that ``what`` is theirs now, such as “action 5, about risk 7”: never words of what it says.

    Who gave it to themselves is not told, nor who has no account. Somebody who may not see it is the caller's to leave
    out.
    """
    if lead.user is None or lead.user_id == by.pk:
        return
    tell(
        user=lead.user,
        footprint=footprint,
        kind=NoticeKind.ASSIGNED,
        key=key,
        text=f"You are the accountable lead of {what}.",
        path=path,
    )
