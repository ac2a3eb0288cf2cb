"""What people type and choose on the pages of actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from portfolios.models import Footprint
from risks.actions.actions import GOING
from risks.forms.assigning import PersonChoice, choose, due_field, kept_words, look_again_field
from risks.models import ENDED, Action, ActionStatus
from risks.queries.actions import ANY, ME, OPEN, SORTS, SOURCES
from stp_portal.core.forms import DatePartsField, FilterForm, NarrativeField, PortalForm

DUE = (
    ("", "Any"),
    ("overdue", "Overdue"),
    ("soon", "Due within 14 days"),
    ("look", "To be looked at again"),
)
_ORDERS = {
    "due": "Due first",
    "-due": "Due last",
    "number": "Number",
    "-number": "Number, newest first",
    "lead": "Lead",
}


class ActionsForm(FilterForm):
    """The filters of the list of actions."""

    q = forms.CharField(required=False, max_length=100, label="Text or number")
    status = forms.ChoiceField(required=False, label="How it stands")
    due = forms.ChoiceField(required=False, label="When it is due")
    lead = forms.ChoiceField(required=False, label="Accountable lead")
    source = forms.ChoiceField(required=False, label="About")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(
        self, data: Any, *, leads: Iterable[tuple[str, str]], initiatives: Iterable[tuple[str, str]]
    ) -> None:
        """``leads`` and ``initiatives`` are keys with their names."""
        super().__init__(data)
        statuses = [(OPEN, "All that are open"), *ActionStatus.choices, (ANY, "All, ended ones too")]
        self.offer("status", statuses, "a status of actions: these are the open ones")
        self.offer("due", DUE, "a way to be due: these are due at any time")
        everybody = [("", "Anybody"), (ME, "Me"), *leads]
        self.offer("lead", everybody, "somebody who leads an action here: these are everybody's")
        sources = [("", "Anything"), *((kind, f"{name}s") for kind, name in SOURCES.items())]
        self.offer("source", sources, "what an action can be about: these are about anything")
        places = [("", "All initiatives"), *initiatives]
        self.offer("initiative", places, "an initiative here: these are the actions of all of them")
        orders = [(key, _ORDERS[key]) for key in SORTS]
        self.offer("sort", orders, "an order here: what is due first comes first")


class ActionForm(PortalForm):
    """What is to be done, by whom and by when."""

    conditional = frozenset({"due", "review_on"})

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = NarrativeField(
        label="What is to be done", rows=4, error_messages={"required": "Say what is to be done."}
    )
    lead = PersonChoice(
        label="Accountable lead",
        help_text="One person or post.",
        error_messages={"required": "Select one person or post who is accountable for it."},
    )
    due = due_field()
    review_on = look_again_field()

    def __init__(self, data: Any, *, footprint: Footprint, action: Action | None = None) -> None:
        initial = {}
        if action:
            initial = {name: getattr(action, name) for name in ("version", "text", "due", "review_on")}
            initial["lead"] = action.lead_id
        super().__init__(data, initial=initial)
        self._action = action
        PersonChoice.offer_those_of(self, footprint, ["lead"])

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return typed | {"due": kept_words(typed["due"], self._action)}


class ActionUpdateForm(PortalForm):
    """How an action stands."""

    conditional = frozenset({"due", "review_on"})

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = NarrativeField(
        label="What has happened",
        help_text="A status is not changed without it.",
        rows=4,
        error_messages={"required": "Say what has happened: a status is not changed without it."},
    )
    status = forms.ChoiceField(
        label="How it stands now",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it stands."},
    )
    on = DatePartsField(
        label="As of",
        help_text="The day on which this was so.",
        error_messages={"required": "Enter the day on which this was so."},
    )
    due = due_field("Leave it as it is, or move it: the date it had is kept and the move is counted.")
    review_on = look_again_field()

    def __init__(self, data: Any, *, action: Any, statuses: Iterable[ActionStatus] = GOING) -> None:
        """``action`` is an action or a recommendation."""
        today = timezone.localdate()
        looked_at = action.review_on if action.review_on and action.review_on >= today else None
        initial = {
            "version": action.version,
            "status": action.status if action.status in set(statuses) else "",
            "on": today,
            "due": action.due,
            "review_on": looked_at,
        }
        super().__init__(data, initial=initial)
        self._action = action
        choose(self, "status", [(status.value, str(status.label)) for status in statuses])

    @property
    def content(self) -> Mapping[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        return self.cleaned_data | {"due": kept_words(self.cleaned_data["due"], self._action)}


class ActionEndForm(PortalForm):
    """What became of an action."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="What became of it",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what became of it."},
    )
    reason = NarrativeField(
        label="How it was done, or why it is not",
        rows=4,
        error_messages={"required": "Say how it was done, or why it is not."},
    )

    def __init__(self, data: Any, *, action: Action) -> None:
        super().__init__(data, initial={"version": action.version})
        words = {
            ActionStatus.COMPLETE: "Complete: it is done",
            ActionStatus.CLOSED: "Closed: no more is needed",
            ActionStatus.WITHDRAWN: "Withdrawn: it will not be done",
        }
        choose(self, "status", [(status.value, words[status]) for status in ENDED])
