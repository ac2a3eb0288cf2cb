"""What people type about the controls of a risk."""

from typing import Any

from django import forms

from risks.models import AssuranceLevel, AssuranceLine, Control
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm

LONGEST = 2000


class ControlForm(PortalForm):
    """What holds the risk down, and what of it does not."""

    text = NarrativeField(
        rows=3,
        max_length=LONGEST,
        label="What is in place",
        help_text="Something that holds the risk down today. What is still to be done is an action",
        error_messages={"required": "Say what is in place that holds the risk down"},
    )
    gap = NarrativeField(
        required=False,
        rows=3,
        max_length=LONGEST,
        label="Gap in this control",
        help_text="Where it does not hold, or not well enough",
    )

    def __init__(self, data: Any, *, control: Control | None = None) -> None:
        """Of ``control``, starting from what it says; without, of a new one."""
        super().__init__(
            data,
            initial={"text": control.text, "gap": control.gap, "version": control.version}
            if control
            else None,
        )
        if control:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)


class EndControlForm(PortalForm):
    """Why it is no longer in place."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = NarrativeField(
        rows=3,
        max_length=LONGEST,
        label="Why it is no longer in place",
        error_messages={"required": "Say why the control is no longer in place"},
    )


class AssuranceForm(PortalForm):
    """Evidence, on a day, of how well a control works."""

    line = forms.ChoiceField(
        choices=AssuranceLine.choices,
        widget=forms.RadioSelect,
        label="Who gives it",
        error_messages={"required": "Select who gives the assurance"},
    )
    level = forms.ChoiceField(
        choices=AssuranceLevel.choices,
        widget=forms.RadioSelect,
        label="How much it assures",
        error_messages={"required": "Select how much it assures"},
    )
    text = NarrativeField(
        rows=3,
        max_length=LONGEST,
        label="What was looked at, and what it showed",
        error_messages={"required": "Say what was looked at, and what it showed"},
    )
    on = DatePartsField(
        label="As at",
        help_text="The day that the evidence is of, not that of the meeting",
        error_messages={"required": "Enter the day that the evidence is of"},
    )
