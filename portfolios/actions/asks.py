"""Raising an ask."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from portfolios.actions.open_periods import require_open
from portfolios.models import Ask, AskPurpose, Body, Initiative, ReportingPeriod
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def raise_ask(
    *,
    initiative: Initiative,
    period: ReportingPeriod,
    body: Body | None,
    purpose: str,
    verb: str,
    text: str,
    key: str,
    by: User,
    context: str = "",
    private_reason: str = "",
) -> Ask:
    """Ask ``body`` something for ``initiative``; private where ``private_reason`` says why. Printed as
    “<body> asked to <verb> <text>”.

    ``key`` names the ask within its period: raised again under it in the same words it is there once, so that a form
    posted twice asks once. Raises ValidationError for a period that is not open, by field for what is missing, and for
    another ask under a key that is taken.
    """
    # Of two who ask at once for one initiative, the second finds what the first has raised.
    Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    require_open(ReportingPeriod.objects.get(pk=period.pk))
    asked = {
        "initiative_id": initiative.pk,
        "body_id": body.pk if body else None,
        "purpose": purpose,
        "verb": verb.strip(),
        "text": text.strip(),
        "context": context.strip(),
        "is_private": bool(private_reason.strip()),
        "private_reason": private_reason.strip(),
    }
    _check(initiative, body, purpose, verb, text)
    of_period = Ask.objects.filter(footprint=initiative.footprint_id, period=period)
    there = of_period.filter(key=key).first()
    if there:
        if any(getattr(there, name) != value for name, value in asked.items()):
            raise ValidationError(
                {"text": f"This form has raised an ask already: “{there}”. Open it again to raise another."}
            )
        return there
    last = of_period.filter(purpose=purpose).aggregate(last=Max("position"))["last"] or 0
    ask = Ask.objects.create(
        footprint_id=initiative.footprint_id, period=period, key=key, position=last + 1, **asked
    )
    words = {name: audit.told(ask, value) for name, value in asked.items() if isinstance(value, str)}
    audit.record("ask.raised", on=ask, by=by, after=asked | words | {"body": ask.body.name})
    return ask


def _check(initiative: Initiative, body: Body | None, purpose: str, verb: str, text: str) -> None:
    """ValidationError by field for everything that is missing."""
    wrong: dict[str, str] = {}
    if body is None or body.footprint_id != initiative.footprint_id:
        wrong["body"] = "Select the body that is asked."
    if purpose not in AskPurpose.values:
        wrong["purpose"] = "Say whether it is asked to discuss or to decide."
    if not verb.strip():
        wrong["verb"] = "Say what the body is asked to do, such as “discuss” or “decide on”."
    if not text.strip():
        wrong["text"] = "Say what the body is asked to discuss or decide."
    if wrong:
        raise ValidationError(wrong)
