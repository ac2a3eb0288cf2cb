"""Asks and meetings as they stood when a period was locked."""

from datetime import date
from typing import Any

from portfolios.models import AskState
from reports.queries.boards import OpenAsk, Sittings
from reports.queries.frozen.reading import day, private_reason


def frozen_asks(data: dict[str, Any], initiative: str | None = None) -> tuple[OpenAsk, ...]:
    """The asks that were open, by body; of one initiative where given."""
    rows = [
        ask
        for ask in data["asks"]
        if ask["state"] == AskState.OPEN and initiative in (None, ask["initiative"])
    ]
    # Within a body and purpose the snapshot's own order stays: by period and place.
    return tuple(
        OpenAsk(
            body=ask["body_name"],
            heading=ask["heading"],
            initiative_slug=ask["initiative"] or "",
            purpose=ask["purpose"],
            verb=ask["verb"],
            text=ask["text"],
            context=ask["context"],
            period=ask["period_label"],
            private_reason=private_reason(ask),
        )
        for ask in sorted(rows, key=lambda ask: (ask["body_name"], ask["purpose"]))
    )


def frozen_sittings(data: dict[str, Any], on: date) -> tuple[Sittings, ...]:
    """The meetings of each body on either side of the day ``on``, the next one first; of those near the period."""
    days: dict[str, list[date]] = {}
    for meeting in data["meetings"]:
        held = day(meeting["date"])
        if held:
            days.setdefault(meeting["body"], []).append(held)
    names = {body["key"]: body["name"] for body in data["bodies"]}
    found = [
        Sittings(
            names[key],
            max((held for held in all_days if held <= on), default=None),
            min((held for held in all_days if held > on), default=None),
        )
        for key, all_days in days.items()
    ]
    return tuple(sorted(found, key=lambda body: (body.next is None, body.next or on, body.body)))
