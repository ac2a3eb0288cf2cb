"""That what a body decided was carried out. What it said is recorded in ``portfolios.actions.ask_answers``."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Ask, AskState
from risks.models import Action
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.lists import listed


@transaction.atomic
def mark_done(*, ask: Ask, version: int, text: str, by: User) -> Ask:
    """Say that what was decided is done, and what was done. Done twice it is done once.

    Raises Conflict if somebody changed the ask since ``version`` was read, and ValidationError: not answered yet,
    actions of it still open (named), nothing said.
    """
    row = Ask.objects.select_for_update(of=("self",), no_key=True).get(pk=ask.pk)
    if row.done_at:
        return row
    check_version(row, version)
    if row.state != AskState.ANSWERED:
        raise ValidationError("Nothing is decided yet: record first what the body said.")
    waiting = list(Action.objects.open().filter(ask=row).order_by("number"))
    if waiting:
        raise ValidationError(
            f"{listed([str(action) for action in waiting])} {'is' if len(waiting) == 1 else 'are'} still open. "
            "Complete or withdraw what is left first."
        )
    if not text.strip():
        raise ValidationError({"text": "Say what was done."})
    row.done_at, row.done_by, row.done_text = timezone.now(), by, text.strip()
    row.version += 1
    row.save()
    audit.record("ask.done", on=row, by=by, after={"done": audit.told(row, row.done_text)})
    return row
