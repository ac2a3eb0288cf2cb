"""Fields that things to do have in common: who, by when, and when to look again."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from portfolios.models import Footprint, Person
from portfolios.queries.leavers import people_here, people_of
from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.forms import DatePartsField, PortalForm
from stp_portal.core.fuzzy_dates import FuzzyDate


class PersonChoice(forms.ModelChoiceField):
    """One person or post. Who has left is not offered; chosen all the same, the action says what to do then."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Select a person or post")
        super().__init__(Person.objects.none(), **kwargs)

    def label_from_instance(self, person: Person) -> str:
        return person.name_and_post

    @staticmethod
    def offer_those_of(form: PortalForm, footprint: Footprint, fields: Iterable[str]) -> None:
        """Fill the fields of ``form``: who is there, and who is chosen now. Three queries for all of them."""
        everybody = people_of(footprint)
        here = people_here(footprint)
        known = {person.pk for person in here}
        for name in fields:
            field = cast(forms.ModelChoiceField, form.fields[name])
            initial = form.initial.get(name)
            chosen = set(initial if isinstance(initial, list) else [initial])
            gone = list(everybody.filter(pk__in=missing)) if (missing := chosen - known - {None}) else []
            field.queryset = everybody
            options = [(person.pk, person.name_and_post) for person in here]
            options += [(person.pk, f"{person.name_and_post} (has left)") for person in gone]
            if isinstance(field, forms.ModelMultipleChoiceField):
                options.sort(key=lambda option: option[0] not in chosen)  # who is ticked stands in sight
                field.choices = options
            else:
                field.choices = [("", field.empty_label or ""), *options]


class PeopleChoice(forms.ModelMultipleChoiceField):
    """Several people or posts, offered by ``PersonChoice.offer_those_of``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), **kwargs)

    def label_from_instance(self, person: Person) -> str:
        return person.name_and_post


def due_field(more: str = "") -> FuzzyDateFormField:
    """By when, in words."""
    examples = "Such as 31 March 2018, Q3 2017/18, Summer 2018 or On-going."
    return FuzzyDateFormField(required=False, label="Due", help_text=f"{more} {examples}".strip())


def look_again_field() -> DatePartsField:
    """When to look again at what has no day that can pass."""
    return DatePartsField(
        required=False,
        label="Look at it again on",
        help_text="Needed where the due date has no day that can pass, such as On-going.",
    )


def kept_words(typed: FuzzyDate, row: Any) -> FuzzyDate:
    """The due date as typed; words that came back untouched keep the year that was once assumed for them."""
    return row.due if row is not None and typed.words == row.due.words else typed


def choose(form: PortalForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """What can be chosen for ``name``."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
