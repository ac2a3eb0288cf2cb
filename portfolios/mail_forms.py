"""What people choose on the pages about mail."""

from typing import Any

from django import forms

from portfolios.models import MailFrequency, MailPreference, MailState
from stp_portal.core.forms import FilterForm, PortalModelForm


class MailsForm(FilterForm):
    """The filters of the list of mails."""

    state = forms.ChoiceField(required=False, label="State")
    person = forms.ChoiceField(required=False, label="Person")
    period = forms.ChoiceField(required=False, label="Period")

    def __init__(self, data: Any, *, people: list[tuple[str, str]], periods: list[tuple[str, str]]) -> None:
        """``people`` are keys of accounts with names, ``periods`` slugs with labels: those that have mails."""
        super().__init__(data)
        choices = {
            "state": [("", "Any state"), *MailState.choices],
            "person": [("", "Everybody"), *people],
            "period": [("", "All periods"), *periods],
        }
        for name, offered in choices.items():
            self.offer(name, offered, f"a {name} of mails here: these are the mails of every {name}")


class PreferenceForm(PortalModelForm):
    """How one person wants the mail of one footprint."""

    frequency = forms.ChoiceField(
        choices=MailFrequency.choices,
        widget=forms.RadioSelect,
        label="How often",
        error_messages={"required": "Select how often you want mail."},
    )

    class Meta:
        model = MailPreference
        fields = ("frequency", "opening", "reminders")
        labels = {
            "opening": "Tell me when a period is opened and I have a report to write",
            "reminders": "Remind me of reports that I am to write or to sign off",
        }
