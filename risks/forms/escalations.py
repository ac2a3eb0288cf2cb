"""What people type to move a risk or an issue to another level, and to answer."""

from typing import Any, cast

from django import forms

from risks.models import RiskLevel
from stp_portal.core.forms import FilterForm, PortalForm

LONGEST_REASON = 2000


class EscalateForm(PortalForm):
    """To which level, and why."""

    to_level = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Level that should look after it",
        error_messages={"required": "Select the level that should look after it"},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_REASON,
        label="Why",
        help_text="What cannot be done where it stands, and what you want of the other level",
        error_messages={"required": "Say why another level should look after it"},
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        """``level`` is where it stands: every other one is offered, the highest first."""
        super().__init__(*args, **kwargs)
        stands = RiskLevel(level)
        cast(forms.ChoiceField, self.fields["to_level"]).choices = [
            (other.value, other.label if other.rung > stands.rung else f"{other.label} (hand down)")
            for other in reversed(RiskLevel)
            if other != stands
        ]


class AnswerForm(PortalForm):
    """The answer, which only a return needs."""

    conditional = frozenset({"answer"})

    answer = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_REASON,
        label="Your answer",
        help_text="Needed to return it: say why. Who proposed it reads this",
    )


class WaitingForm(FilterForm):
    """The filters of what waits."""

    level = forms.ChoiceField(required=False, label="Proposed for")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.offer(
            "level",
            [("", "Any level"), *((level.value, level.label) for level in reversed(RiskLevel))],
            "a level here: these are the proposals for every level",
        )
