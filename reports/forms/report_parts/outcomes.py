"""What was planned last time, ticked off item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portfolios.models import Outcome
from portfolios.queries.report_before import PlannedItem
from portfolios.report_content import ItemOutcome
from reports.forms.report_parts.base import Part, choice, one_line
from stp_portal.core.text import plain


@dataclass(frozen=True)
class OutcomeCard:
    """One item for the page."""

    item: PlannedItem
    choice: forms.BoundField
    reason: forms.BoundField

    @property
    def private_words(self) -> str:
        return f"Private: {self.item.private_reason}" if self.item.private_reason else ""


class Outcomes(Part):
    """Asks of each thing that was planned whether it is done, carried over or dropped."""

    def fields(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for item in self.setting.before.planned:
            fields[item.field] = choice(" ".join(plain(item.text).split()), list(Outcome.choices))
            fields[f"{item.field}_reason"] = one_line("Why it is dropped", longest=1000)
        return fields

    def initial(self) -> dict[str, Any]:
        kept = {(one.text, one.private_reason): one for one in self.setting.saved.outcomes}
        initial: dict[str, Any] = {}
        for item in self.setting.before.planned:
            if one := kept.get((item.text, item.private_reason)):
                initial |= {item.field: one.outcome, f"{item.field}_reason": one.reason}
        return initial

    def cards(self, form: forms.Form) -> list[OutcomeCard]:
        """For the page."""
        return [
            OutcomeCard(item, form[item.field], form[f"{item.field}_reason"])
            for item in self.setting.before.planned
            if item.field in form.fields
        ]

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        problems: dict[str, str] = {}
        for item in self.setting.before.planned:
            reason = f"{item.field}_reason"
            if data.get(item.field) == Outcome.DROPPED and not data.get(reason, "x").strip():
                problems[reason] = f"Say why “{plain(item.text)}” is dropped."
        return problems

    def outcomes(self, data: Mapping[str, Any]) -> tuple[ItemOutcome, ...]:
        """What became of the items that were answered, of valid data."""
        return tuple(
            ItemOutcome(item.text, data[item.field], data[f"{item.field}_reason"], item.private_reason)
            for item in self.setting.before.planned
            if data[item.field]
        )
