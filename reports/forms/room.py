"""What people choose in the period room."""

from collections.abc import Iterable
from typing import Any

from django import forms

from portfolios.actions.chase_letters import LONGEST_LINE
from reports.queries.room_filters import ATTENTION, ONLY, SORTS, STATES, Filters
from stp_portal.core.forms import FilterForm, PortalForm

Choices = Iterable[tuple[str, str]]


class RoomForm(FilterForm):
    """The filters of the period room."""

    q = forms.CharField(required=False, max_length=100, label="Name of an initiative or person")
    only = forms.ChoiceField(required=False, label="Late, silent or yours")
    state = forms.ChoiceField(required=False, label="State")
    branch = forms.ChoiceField(required=False, label="Programme")
    who = forms.ChoiceField(required=False, label="Who has it now")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(self, data: Any, *, branches: Choices, holders: Choices) -> None:
        """``branches`` are slugs with their names, ``holders`` words of an address with names."""
        super().__init__(data)
        self.offer("only", [("", "All"), *ONLY], "one of late, silent and mine: these are all")
        self.offer("state", [("", "Any state"), *STATES], "a state of reports: these are of any state")
        self.offer("branch", [("", "All programmes"), *branches], "a programme here: these are of all")
        self.offer(
            "who", [("", "Anybody"), *holders], "somebody who has a report now: these are with anybody"
        )
        orders = [(word, label) for word, (label, _) in SORTS.items()]
        self.offer("sort", orders, f"an order here: this is by {SORTS[ATTENTION][0].lower()}")

    @property
    def filters(self) -> Filters:
        """What was chosen; empty words where nothing was, or nothing that is understood."""
        return Filters(**{name: self.chosen(name) for name in self.fields})


class ChaseForm(PortalForm):
    """Whom to chase: the slugs of initiatives, carried from the preview, and a line of one's own to each person."""

    chosen = forms.CharField(required=False, widget=forms.HiddenInput)
    line = forms.CharField(
        required=False,
        max_length=LONGEST_LINE,
        label="A line of your own",
        help_text="Added to each mail, after your name. Mail is read by others too: write nothing private.",
        error_messages={"max_length": f"Shorten your line to {LONGEST_LINE} characters or fewer."},
    )
