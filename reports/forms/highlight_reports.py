"""What people write in a highlight report."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from portfolios.report_content import ReportContent
from reports.actions.report_updates import CONFLICT, Updates
from reports.forms.rating_choice import LevelChoice
from reports.forms.report_parts.asks import Asks
from reports.forms.report_parts.base import DATE_HINT, Part, one_line
from reports.forms.report_parts.dimensions import DimensionCard, Dimensions
from reports.forms.report_parts.lasting import Lasting, LastingCard
from reports.forms.report_parts.milestones import MilestoneCard, Milestones
from reports.forms.report_parts.outcomes import OutcomeCard, Outcomes
from reports.forms.report_parts.risks import SEEN_MATRIX, RiskCard, Risks
from reports.queries.report_form import ReportSetting
from risks.forms.scores import refuse_other_matrix
from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.forms import NarrativeField, PortalForm

FORMATTING = (
    "A blank line starts a new paragraph; papers number each one. "
    "**Two stars** make words bold, a line that starts with “- ” is a bullet."
)


class ReportForm(PortalForm):
    """A highlight report, and with it the milestones, risks and asks of its initiative, in one sitting.

    Filled from a request or from any mapping of field names to values. Half of it may be left empty: what is missing is
    asked for when the report is submitted. ``key`` names the copy of the form, so that one posted twice raises its risk
    and its ask once.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = NarrativeField(required=False, rows=3, label="Reason for the rating")
    route_to_green = NarrativeField(required=False, rows=3, label="What will be done")
    route_owner = one_line("Who does it", longest=200)
    route_by = FuzzyDateFormField(required=False, label="By when", help_text=DATE_HINT)
    progress = NarrativeField(
        required=False, rows=8, label="Progress since the last report", help_text=FORMATTING
    )
    planned = NarrativeField(
        required=False,
        rows=6,
        label="Planned next",
        help_text="One bullet for each thing: next time you say what became of it.",
    )
    private_progress = NarrativeField(
        required=False,
        rows=4,
        label="Private progress",
        help_text="Kept out of public papers, counts and exports.",
    )
    private_reason = one_line(
        "Why it is private",
        longest=200,
        hint="The reason, or the exemption that applies. Needed if you write private progress.",
    )

    def __init__(self, *args: Any, setting: ReportSetting, **kwargs: Any) -> None:
        self.setting = setting
        self.dimensions, self.outcomes = Dimensions(setting), Outcomes(setting)
        self.lasting, self.milestones = Lasting(setting), Milestones(setting)
        self.risks, self.asks = Risks(setting), Asks(setting)
        super().__init__(*args, **kwargs)
        self.initial = {**self._opening(), **self.initial}
        self.fields["rating"] = LevelChoice(
            setting.levels,
            label="Rating this time",
            error_messages={"invalid_choice": setting.words_of_scheme},
        )
        added = {part: part.fields() for part in self.parts}
        for fields in added.values():
            self.fields |= fields
        self.order_fields(_order(added[self.dimensions], added[self.outcomes]))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that depend on what is on record."""
        return (self.dimensions, self.outcomes, self.lasting, self.milestones, self.risks, self.asks)

    # Every field may stay empty, so none of them is called optional.
    @property
    def conditional(self) -> frozenset[str]:  # type: ignore[override]  # as many as there are rows on record
        return frozenset(self.fields)

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself. What is merely missing is no error of a draft."""
        data = super().clean() or self.cleaned_data
        for part in self.parts:
            for name, words in part.problems(data).items():
                self.add_error(name if name in self.fields else None, words)
        if SEEN_MATRIX in self.fields and self.risks.chooses_factors(data):
            refuse_other_matrix(self, SEEN_MATRIX)
        if data.get("private_progress") and not data.get("private_reason") and "private_reason" in data:
            self.add_error("private_reason", "Say why this is private, or which exemption applies.")
        return data

    @cached_property
    def lasting_cards(self) -> dict[str, LastingCard]:
        return self.lasting.cards(self)

    @cached_property
    def dimension_cards(self) -> list[DimensionCard]:
        return self.dimensions.cards(self)

    @cached_property
    def outcome_cards(self) -> list[OutcomeCard]:
        return self.outcomes.cards(self)

    @cached_property
    def milestone_cards(self) -> list[MilestoneCard]:
        return self.milestones.cards(self)

    @cached_property
    def risk_cards(self) -> list[RiskCard]:
        return self.risks.cards(self)

    @property
    def holds_private(self) -> bool:
        """Whether the private part has text or an error, so that it must not stay folded away."""
        return self._holds("private_")

    @property
    def holds_new_risk(self) -> bool:
        return self._holds("new_risk_")

    @property
    def holds_ask(self) -> bool:
        return self._holds("ask_")

    @property
    def content(self) -> ReportContent:
        """What was typed into the report itself, for the action. Only of a valid form."""
        data = self.cleaned_data
        level, reason = data["rating"], data["reason"]
        if level is None and self.setting.saved.level is None and reason == self.setting.starts_from.reason:
            reason = ""  # last period's reason, left beside no rating, is none of this period's
        return ReportContent(
            level=level,
            reason=reason,
            dimensions=self.dimensions.ratings(data),
            route_to_green=data["route_to_green"],
            route_owner=data["route_owner"],
            route_by=data["route_by"],
            progress=data["progress"],
            planned=self.lasting.planned(data),
            private_progress=data["private_progress"],
            private_reason=data["private_reason"],
            outcomes=self.outcomes.outcomes(data),
            still_true=self.lasting.still_true(data),
        )

    @property
    def updates(self) -> Updates:
        """What was typed about milestones, risks and asks, for the action. Only of a valid form."""
        data = self.cleaned_data
        key: UUID = data["key"] or uuid4()
        return Updates(
            milestones=self.milestones.changes(data),
            scores=self.risks.scores(data),
            still_right=self.risks.still_right(data),
            new_risk=self.risks.new_risk(data, key),
            new_ask=self.asks.new_ask(data, key),
        )

    def see(self, setting: ReportSetting) -> None:
        """Show how things stand now beside what was typed: the record may have changed since the form was opened."""
        self.setting = setting
        for part in self.parts:
            part.setting = setting

    def refuse(self, refused: ValidationError) -> None:
        """As for every form; and where somebody else changed a row meanwhile, the next save is made knowingly."""
        super().refuse(refused)
        for name, errors in getattr(refused, "error_dict", {}).items():
            for error in errors:
                if error.code == CONFLICT:
                    self.retype(**{f"{name}_version": str(error.params["version"])})

    def _holds(self, beginning: str) -> bool:
        return any(
            self[name].value() or self[name].errors for name in self.fields if name.startswith(beginning)
        )

    def _opening(self) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        start = self.setting.starts_from
        opening: dict[str, Any] = {
            "version": self.setting.version,
            "key": uuid4(),
            "rating": start.level,
            "reason": start.reason,
            "route_to_green": start.route_to_green,
            "route_owner": start.route_owner,
            "route_by": start.route_by,
            "progress": start.progress,
            "planned": start.planned,
            "private_progress": start.private_progress,
            "private_reason": start.private_reason,
        }
        for part in self.parts:
            opening |= part.initial()
        return opening


def _order(dimensions: Iterable[str], outcomes: Iterable[str]) -> list[str]:
    """The order of the page, which is that of the error summary. What is not named follows."""
    return [
        *("version", "key", "rating", "still_true_reason", "reason", *dimensions),
        *("still_true_route_to_green", "route_to_green", "route_owner", "route_by", *outcomes),
        *("still_true_progress", "progress", "private_progress", "private_reason"),
        *("still_true_planned", "planned"),
    ]
