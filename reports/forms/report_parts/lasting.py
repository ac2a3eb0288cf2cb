"""Texts that may hold from one period to the next: still true, or changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portfolios.models import Outcome
from portfolios.report_content import LASTING_PARTS, joined
from reports.forms.report_parts.base import Part, choice

STILL_TRUE, CHANGED, CARRIED = "true", "changed", "carried"
ROUTE = "route_to_green"  # who does it belongs to it


@dataclass(frozen=True)
class LastingCard:
    """One text for the page: its box, and where it stood before, the question whether it holds.

    ``differs`` says that what stands in the box is not what stood there before, whatever is answered.
    """

    box: forms.BoundField
    choice: forms.BoundField | None
    last: str
    is_stale: bool
    differs: bool


class Lasting(Part):
    """Asks of each text that stood in the last report whether it is still true."""

    def fields(self) -> dict[str, forms.Field]:
        before = self.setting.before
        return {
            f"still_true_{part}": choice(f"{label} in {before.period}: still true?", self._choices(part))
            for part, label in LASTING_PARTS.items()
            if before.text(part)
        }

    def initial(self) -> dict[str, Any]:
        start, before = self.setting.starts_from, self.setting.before
        if not self.setting.is_begun:
            return {}
        return {
            f"still_true_{part}": STILL_TRUE
            if part in start.still_true
            else CHANGED
            if self._differs(part, str(getattr(start, part)))
            or (part == ROUTE and self._owner_differs(start.route_owner))
            else ""
            for part in LASTING_PARTS
            if before.text(part)
        }

    def cards(self, form: forms.Form) -> dict[str, LastingCard]:
        """For the page, by part."""
        before = self.setting.before
        return {
            part: LastingCard(
                box=form[part],
                choice=form[name] if (name := f"still_true_{part}") in form.fields else None,
                last=before.text(part),
                is_stale=part in before.stale,
                differs=self._differs(part, str(form[part].value() or ""))
                or (part == ROUTE and self._owner_differs(str(form["route_owner"].value() or ""))),
            )
            for part in LASTING_PARTS
        }

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        problems: dict[str, str] = {}
        for part, label in LASTING_PARTS.items():
            answer = data.get(f"still_true_{part}")
            if answer in (STILL_TRUE, CARRIED) and part in data and self._differs(part, data[part]):
                problems[part] = (
                    f"{label}: you changed the text, and did not select “Changed”. "
                    "Select it to keep what you wrote, or put the old words back."
                )
            is_still_route = answer == STILL_TRUE and part == ROUTE and "route_owner" in data
            if is_still_route and self._owner_differs(data["route_owner"]):
                problems["route_owner"] = (
                    "Route to green: somebody else does it now, so it is not as it was. Select “Changed”."
                )
            if answer == CARRIED and not self._carried(data):
                problems[f"still_true_{part}"] = (
                    "Nothing is marked as carried over. Mark what is, or select another answer."
                )
        return problems

    def still_true(self, data: Mapping[str, Any]) -> frozenset[str]:
        """The parts that hold, of valid data."""
        return frozenset(part for part in LASTING_PARTS if data.get(f"still_true_{part}") == STILL_TRUE)

    def planned(self, data: Mapping[str, Any]) -> str:
        """What is planned next, of valid data: as written, or what is carried over and nothing else."""
        if data.get("still_true_planned") != CARRIED:
            return str(data["planned"])
        return "\n".join(_bullet(text) for text in self._carried(data))

    def _choices(self, part: str) -> list[tuple[str, str]]:
        changed = (CHANGED, "Changed")
        if part == "planned" and any(not item.private_reason for item in self.setting.before.planned):
            return [
                (STILL_TRUE, "Still true, all of it"),
                (CARRIED, "Only what is carried over"),
                changed,
            ]
        return [(STILL_TRUE, "Still true"), changed]

    def _differs(self, part: str, text: str) -> bool:
        return joined(text) != joined(self.setting.before.text(part))

    def _owner_differs(self, owner: str) -> bool:
        return owner.strip() != self.setting.before.content.route_owner.strip()

    def _carried(self, data: Mapping[str, Any]) -> list[str]:
        """What the author carries over, of what the public may read."""
        return [
            item.text
            for item in self.setting.before.planned
            if not item.private_reason and data.get(item.field) == Outcome.CARRIED
        ]


def _bullet(text: str) -> str:
    """An item as a bullet again, with what is nested in it a step further right."""
    return "- " + text.replace("\n", "\n  ")
