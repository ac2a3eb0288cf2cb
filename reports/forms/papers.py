"""What people choose and write on the pages of papers."""

from typing import Any

from django import forms

from reports.models import PaperState
from stp_portal.core.forms import FilterForm, NarrativeField, PortalForm


class PapersForm(FilterForm):
    """The filters of the list of papers."""

    period = forms.ChoiceField(required=False, label="Period")
    state = forms.ChoiceField(required=False, label="State")

    def __init__(self, data: Any, *, periods: list[tuple[str, str]]) -> None:
        """``periods`` are slugs with their labels."""
        super().__init__(data)
        choices = {
            "period": [("", "All periods"), *periods],
            "state": [("", "Any state"), *PaperState.choices],
        }
        for name, offered in choices.items():
            self.offer(name, offered, f"a {name} of papers here: these are the papers of every {name}")


class SectionForm(PortalForm):
    """The text of one section of a paper, and the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = NarrativeField(
        label="Text",
        required=False,
        rows=20,
        help_text=(
            "A blank line starts a new paragraph, which gets a number of its own. "
            "**Two stars** make bold, a dash at the start of a line makes a list."
        ),
    )
