"""What people type when they move a highlight report on, and when the PMO rates it."""

from typing import Any, cast

from django import forms

from portfolios.models import RatingLevel, RatingScheme
from reports.forms.rating_choice import RatingChoice
from stp_portal.core.forms import NarrativeField, PortalForm


class StepForm(PortalForm):
    """The version of the report that the person was looking at, and what they say with the step.

    Several stand on one page under the same field names: ``step`` tells their ids apart.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    comment = NarrativeField(required=False, rows=3, max_length=2000, label="Comment")

    def __init__(self, *args: Any, step: str, needs_comment: bool, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{step}_%s"
        comment = self.fields["comment"]
        comment.help_text = hint
        if needs_comment:
            # The action refuses an empty one; the label must not call it optional.
            self.conditional = frozenset({"comment"})


class PmoRatingForm(PortalForm):
    """The PMO's own rating. ``standing`` is the key of the one it would replace; empty where there was none."""

    conditional = frozenset({"reason"})

    standing = forms.IntegerField(required=False, widget=forms.HiddenInput)
    rating = RatingChoice(
        RatingLevel.objects.none(),
        empty_label=None,
        label="PMO’s rating",
        error_messages={"required": "Select the PMO’s rating."},
    )
    reason = NarrativeField(
        required=False,
        rows=3,
        label="Reason for the PMO’s rating",
        help_text="Needed where it differs from the lead’s, or is not the best of the list. Papers print it.",
    )

    def __init__(self, *args: Any, scheme: RatingScheme | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_pmo-rating_%s"
        if scheme:
            levels = list(scheme.levels.all())
            rating = cast(forms.ModelChoiceField, self.fields["rating"])
            rating.queryset = scheme.levels.all()
            words = ", ".join(level.label for level in levels)
            rating.error_messages["invalid_choice"] = f"Select a rating of “{scheme}”: {words}."


class WithdrawForm(PortalForm):
    """Why the PMO takes its rating back."""

    standing = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = NarrativeField(
        rows=2,
        max_length=2000,
        label="Why it is withdrawn",
        error_messages={"required": "Say why the PMO’s rating is withdrawn."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_withdraw_%s"
