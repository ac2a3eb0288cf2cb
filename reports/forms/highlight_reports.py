"""What people write in a highlight report."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from portfolios.actions.ratings import require_reason
from portfolios.models import RatingLevel, RatingScheme
from portfolios.report_content import ReportContent
from stp_portal.core.forms import NarrativeField, PortalForm


class RatingChoice(forms.ModelChoiceField):
    """The levels of a scheme, each with the definition that is printed for it."""

    widget = forms.RadioSelect

    def label_from_instance(self, level: RatingLevel) -> str:
        return f"{level.label} ({level.letter}): {level.definition}"


class ReportForm(PortalForm):
    """A highlight report: rating with its reason, progress and what is planned next."""

    label_size = {"rating": "m", "progress": "m", "planned": "m"}
    # Whether they may stay empty depends on what else is typed; their hints say when.
    conditional = frozenset({"reason", "route_to_green", "private_reason"})

    version = forms.IntegerField(widget=forms.HiddenInput)
    rating = RatingChoice(
        RatingLevel.objects.none(),
        empty_label=None,
        label="Rating",
        error_messages={
            "required": "Select a rating.",
            "invalid_choice": "Select one of the ratings listed.",
        },
    )
    reason = NarrativeField(
        required=False,
        rows=3,
        label="Reason for the rating",
        help_text="Needed unless the rating is the best of the list.",
    )
    route_to_green = NarrativeField(
        required=False,
        rows=3,
        label="Route to green",
        help_text="What will be done, by whom, and by when. Leave empty where nothing has to be put right.",
    )
    progress = NarrativeField(
        rows=10,
        label="Progress since the last report",
        help_text="A blank line starts a new paragraph; papers number each one. "
        "**Two stars** make words bold, a line that starts with “- ” is a bullet.",
        error_messages={
            "required": "Write what has happened since the last report, even if it is one sentence."
        },
    )
    planned = NarrativeField(required=False, rows=6, label="Planned next")
    private_progress = NarrativeField(
        required=False,
        rows=4,
        label="Private progress",
        help_text="Kept out of public papers, counts and exports.",
    )
    private_reason = forms.CharField(
        required=False,
        max_length=200,
        label="Why it is private",
        help_text="The reason, or the exemption that applies. Needed if you write private progress.",
    )

    def __init__(self, *args: Any, scheme: RatingScheme | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scheme:
            cast(forms.ModelChoiceField, self.fields["rating"]).queryset = scheme.levels.all()
            best = next((level.label for level in scheme.levels.all() if level.is_best), None)
            if best:
                self.fields["reason"].help_text = f"Needed unless the rating is {best}."

    def clean(self) -> dict[str, Any]:
        """Say everything that is missing at once: the action, which rules, is only asked about a valid form."""
        data = super().clean() or self.cleaned_data
        level = data.get("rating")
        if level and "reason" in data:
            try:
                require_reason(level, data["reason"])
            except ValidationError as missing:
                self.add_error(None, missing)
        return data

    @property
    def holds_private(self) -> bool:
        """Whether the private part has text or an error, so that it must not stay folded away."""
        return any(self[name].value() or self[name].errors for name in ("private_progress", "private_reason"))

    @property
    def content(self) -> ReportContent:
        """What was typed, for the action. Only of a valid form."""
        data = self.cleaned_data
        return ReportContent(
            level=data["rating"],
            reason=data["reason"],
            route_to_green=data["route_to_green"],
            progress=data["progress"],
            private_progress=data["private_progress"],
            private_reason=data["private_reason"],
            planned=data["planned"],
        )
