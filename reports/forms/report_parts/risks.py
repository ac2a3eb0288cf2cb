"""Open risks: the score is still right, or a new one; and a new risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.actions.report_updates import NewRisk, RiskScore, StillRight
from reports.forms.report_parts.base import Part, choice, one_line, typed_beside
from reports.queries.report_form import ScoredRisk
from risks.forms.scores import SeenMatrixField, factor_fields
from risks.models import Risk, RiskMatrix
from stp_portal.core.forms import NarrativeField
from stp_portal.core.ratings import rating_html

STILL, NEW = "still", "new"
SEEN_MATRIX = "risks_seen_matrix"
AXES = ("likelihood", "impact")
NEW_RISK = ("title", "cause", "event", "effect", "likelihood", "impact", "private_reason")


@dataclass(frozen=True)
class RiskCard:
    """One risk for the page, with the score that stands."""

    scored: ScoredRisk
    choice: forms.BoundField
    version: forms.BoundField
    likelihood: forms.BoundField
    impact: forms.BoundField
    reason: forms.BoundField

    @property
    def facts(self) -> SafeString:
        """Its score, and that it is private."""
        risk = self.scored.risk
        private = f". Private: {risk.private_reason}" if risk.is_private else ""
        if self.scored.current is None:
            return format_html("Not scored yet{}", private)
        return format_html("{} {}{}", rating_html(self.scored.current.band), self.scored.in_words, private)


class Risks(Part):
    """For each open risk whether its score holds, and room for a new one. Nothing for who may not edit risks."""

    def fields(self) -> dict[str, forms.Field]:
        matrix = self.setting.matrix
        if matrix is None:
            return {}
        fields: dict[str, forms.Field] = {SEEN_MATRIX: SeenMatrixField(matrix)}
        for one in self.setting.risks:
            name = field_of(one.risk)
            answers = [(NEW, "New score")]
            if one.current:
                answers.insert(0, (STILL, "Score still right"))
            fields[name] = choice(f"Risk {one.risk.number}: {one.risk.title}", answers)
            fields[f"{name}_version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            fields |= factor_fields(matrix, f"{name}_")
            fields[f"{name}_reason"] = one_line("Why the score changes", longest=1000)
        return fields | self._new_risk(matrix)

    def initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for one in self.setting.risks:
            initial[f"{field_of(one.risk)}_version"] = one.risk.version
            if one.current:
                initial[field_of(one.risk)] = STILL
        return initial

    def cards(self, form: forms.Form) -> list[RiskCard]:
        """For the page; none where no matrix is in force."""
        return [
            RiskCard(
                scored=one,
                choice=form[(name := field_of(one.risk))],
                version=form[f"{name}_version"],
                likelihood=form[f"{name}_likelihood"],
                impact=form[f"{name}_impact"],
                reason=form[f"{name}_reason"],
            )
            for one in self.setting.risks
            # One that was raised since the form was opened has no fields in it.
            if field_of(one.risk) in form.fields
        ]

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: f"Risk {one.risk.number}: you wrote into its boxes. Select “New score” to use that, or empty them."
            for one in self.setting.risks
            if typed_beside(data, name := field_of(one.risk), ("likelihood", "impact", "reason"))
        }

    def chooses_factors(self, data: Mapping[str, Any]) -> bool:
        """Whether somebody chose a likelihood or an impact: then it matters in which words."""
        scored = [field_of(one.risk) for one in self.setting.risks if data.get(field_of(one.risk)) == NEW]
        return any(data.get(f"{name}_{axis}") for name in (*scored, "new_risk") for axis in AXES)

    def scores(self, data: Mapping[str, Any]) -> tuple[RiskScore, ...]:
        """The risks that are scored anew, of valid data."""
        if self.setting.matrix is None:
            return ()
        return tuple(
            RiskScore(
                risk=one.risk,
                field=name,
                version=data[f"{name}_version"] or 0,
                likelihood=data[f"{name}_likelihood"],
                impact=data[f"{name}_impact"],
                reason=data[f"{name}_reason"],
            )
            for one in self.setting.risks
            if data[name := field_of(one.risk)] == NEW
        )

    def still_right(self, data: Mapping[str, Any]) -> tuple[StillRight, ...]:
        """The risks whose scores hold, of valid data."""
        if self.setting.matrix is None:
            return ()
        return tuple(
            StillRight(risk=one.risk, field=name, version=data[f"{name}_version"] or 0)
            for one in self.setting.risks
            if data[name := field_of(one.risk)] == STILL
        )

    def new_risk(self, data: Mapping[str, Any], form: UUID) -> NewRisk | None:
        """The risk that is raised, of valid data; None where nothing was typed there."""
        given: dict[str, Any] = {name: data.get(f"new_risk_{name}") for name in NEW_RISK}
        return NewRisk(form=form, **given) if any(given.values()) else None

    def _new_risk(self, matrix: RiskMatrix) -> dict[str, forms.Field]:
        return {
            "new_risk_title": one_line("Title of the risk", hint="A few words."),
            "new_risk_cause": NarrativeField(
                required=False,
                rows=2,
                max_length=2000,
                label="Cause",
                help_text="This is as a result of ...",
            ),
            "new_risk_event": NarrativeField(
                required=False,
                rows=2,
                max_length=2000,
                label="What may happen",
                help_text="There is a risk of ...",
            ),
            "new_risk_effect": NarrativeField(
                required=False,
                rows=2,
                max_length=2000,
                label="Effect",
                help_text="This would lead to ...",
            ),
            **factor_fields(matrix, "new_risk_"),
            "new_risk_private_reason": one_line(
                "Why it is private, if it is",
                longest=200,
                hint="The reason, or the exemption that applies. Leave empty for a public risk.",
            ),
        }


def field_of(risk: Risk) -> str:
    return f"risk_{risk.number}"
