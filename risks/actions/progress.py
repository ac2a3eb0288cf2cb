"""What may be said of an action or a recommendation on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone

from risks.models import ActionStatus
from stp_portal.core.templatetags.text_tags import nhs_date


class Said(Protocol):
    """An update that was made before."""

    on: date
    text: str


def check_update(
    text: str,
    status: str,
    on: date,
    allowed: Iterable[ActionStatus],
    *,
    status_before: str,
    last: Said | None,
    field: str = "text",
) -> None:
    """ValidationError by field, the words under ``field``: no words, a status that is not ``allowed``, a day to come or
    one before the last update; and another status with the words of before, which is no news (DOMAIN A9 Q20).
    """
    wrong: dict[str, str] = {}
    if not text:
        wrong[field] = "Say what has happened: a status is not changed without it."
    elif last and status != status_before and text == last.text:
        wrong[field] = (
            "These are the words of the last update. Say what has changed since, so that the status may."
        )
    if status not in set(allowed):
        wrong["status"] = "Select how it stands."
    if on > timezone.localdate():
        wrong["on"] = f"{nhs_date(on)} is still to come: give the day on which this was so."
    elif last and on < last.on:
        wrong["on"] = f"The last update is of {nhs_date(last.on)}: give that day or a later one."
    if wrong:
        raise ValidationError(wrong)
