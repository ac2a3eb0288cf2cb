"""Milestones that are not met yet: still on forecast, a new forecast, or met."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portfolios.models import Milestone
from reports.actions.report_updates import MilestoneChange
from reports.forms.report_parts.base import DATE_HINT, Part, choice, one_line, typed_beside
from reports.queries.milestones import state_of
from stp_portal.core.fields import FuzzyDateFormField

STILL, NEW, MET = "still", "new", "met"


@dataclass(frozen=True)
class MilestoneCard:
    """One milestone for the page; ``state`` says in words how it stands today."""

    milestone: Milestone
    state: str
    choice: forms.BoundField
    version: forms.BoundField
    forecast: forms.BoundField
    reason: forms.BoundField
    met: forms.BoundField

    @property
    def facts(self) -> str:
        """Its dates and how it stands, in words."""
        one = self.milestone
        dates = [f"Baseline {one.baseline}" if one.baseline else "No baseline"]
        if one.forecast and one.forecast != one.baseline:
            dates.append(f"forecast {one.forecast}")
        private = f". Private: {one.private_reason}" if one.is_private else ""
        return f"{', '.join(dates)}. {self.state}{private}"


class Milestones(Part):
    """For each milestone whether its forecast holds. One whose forecast has passed cannot be on it."""

    def fields(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for one in self.setting.milestones:
            name = field_of(one)
            answers = [(NEW, "New forecast"), (MET, "Met")]
            if not self._has_passed(one):
                answers.insert(0, (STILL, "Still on forecast"))
            fields[name] = choice(one.title, answers)
            fields[f"{name}_version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            fields[f"{name}_forecast"] = FuzzyDateFormField(
                required=False, label="New forecast", help_text=DATE_HINT
            )
            fields[f"{name}_reason"] = one_line(
                "Why the forecast moves", longest=1000, hint="Needed where it is later than before."
            )
            fields[f"{name}_met"] = FuzzyDateFormField(required=False, label="Met on", help_text=DATE_HINT)
        return fields

    def initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for one in self.setting.milestones:
            name = field_of(one)
            initial[f"{name}_version"] = one.version
            if not self._has_passed(one):
                initial[name] = STILL
        return initial

    def cards(self, form: forms.Form) -> list[MilestoneCard]:
        """For the page."""
        return [
            MilestoneCard(
                milestone=one,
                state=state_of(
                    one.baseline, one.forecast, one.actual, self.setting.today, one.financial_years
                ),
                choice=form[(name := field_of(one))],
                version=form[f"{name}_version"],
                forecast=form[f"{name}_forecast"],
                reason=form[f"{name}_reason"],
                met=form[f"{name}_met"],
            )
            for one in self.setting.milestones
            # One that was added since the form was opened has no fields in it.
            if field_of(one) in form.fields
        ]

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: f"“{one}”: you wrote into its boxes. Select “New forecast” or “Met” to use that, or empty them."
            for one in self.setting.milestones
            if typed_beside(data, name := field_of(one), ("forecast", "reason", "met"))
        }

    def changes(self, data: Mapping[str, Any]) -> tuple[MilestoneChange, ...]:
        """The milestones that moved or were met, of valid data."""
        changes = []
        for one in self.setting.milestones:
            name = field_of(one)
            answer = data[name]
            if answer in (NEW, MET):
                changes.append(
                    MilestoneChange(
                        milestone=one,
                        field=name,
                        version=data[f"{name}_version"] or 0,
                        is_met=answer == MET,
                        date=data[f"{name}_{'met' if answer == MET else 'forecast'}"],
                        reason=data[f"{name}_reason"],
                    )
                )
        return tuple(changes)

    def _has_passed(self, one: Milestone) -> bool:
        return (one.forecast or one.baseline).is_overdue(self.setting.today)


def field_of(milestone: Milestone) -> str:
    return f"milestone_{milestone.number}"
