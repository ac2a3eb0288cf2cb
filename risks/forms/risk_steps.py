"""What people type to name owners and references of a risk, to end it and to reopen it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from portfolios.models import Person
from risks.forms.assigning import PersonChoice
from risks.forms.risk import reference_fields
from risks.models import Risk, RiskStatus
from stp_portal.core.forms import NarrativeField, PortalForm

MORE = 2  # empty places beside the owners of today


class OwnersForm(PortalForm):
    """The owners of today, each to be changed or taken off, and room for more."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, risk: Risk, people: Sequence[Person]) -> None:
        # “(optional)” behind every one of them says nothing.
        self.names = [f"owner_{number}" for number in range(1, len(people) + MORE + 1)]
        initial: dict[str, Any] = {"version": risk.version} | owners_by_field(people)
        super().__init__(data, initial=initial)
        self.conditional = frozenset(self.names)
        for number, name in enumerate(self.names, start=1):
            self.fields[name] = PersonChoice(required=False, label=f"Owner {number}", empty_label="Nobody")
        PersonChoice.offer_those_of(self, risk.footprint, self.names)

    @property
    def owners(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    @property
    def people(self) -> list[Person]:
        """Who is chosen, each once. Only of a valid form."""
        chosen = [self.cleaned_data[name] for name in self.names if self.cleaned_data.get(name)]
        return list({person.pk: person for person in chosen}.values())


def owners_by_field(people: Sequence[Person]) -> dict[str, int]:
    """The owners as the fields of ``OwnersForm`` hold them."""
    return {f"owner_{number}": person.pk for number, person in enumerate(people, start=1)}


class ReferenceForm(PortalForm):
    """One more reference in another register."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields |= reference_fields()


class EndForm(PortalForm):
    """Closing a risk, or withdrawing it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ending = forms.ChoiceField(
        label="How it ends",
        choices=[
            (RiskStatus.CLOSED.value, "Closed: it has passed, or nothing of it is left to manage"),
            (RiskStatus.WITHDRAWN.value, "Withdrawn: it should not have been raised"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it ends."},
    )
    reason = NarrativeField(
        rows=3,
        max_length=2000,
        label="Why",
        error_messages={"required": "Say why it ends."},
    )


class ReopenForm(PortalForm):
    """Letting a risk stand again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = NarrativeField(
        rows=3,
        max_length=2000,
        label="Why it stands again",
        error_messages={"required": "Say why it stands again."},
    )
