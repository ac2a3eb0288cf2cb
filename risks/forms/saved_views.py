"""Naming a saved view."""

from django import forms

from risks.models import ListKind
from stp_portal.core.forms import PortalForm


class SavedViewForm(PortalForm):
    """A name for the filters of a list, and who sees it."""

    name = forms.CharField(max_length=80, label="Name of the view")
    is_shared = forms.BooleanField(
        required=False,
        label="Share it with everybody in the footprint",
        help_text="Everybody here, observers too, can then read its name and its filters: no private words.",
    )


class NewViewForm(SavedViewForm):
    """The same, with the list and the filters it is about."""

    kind = forms.ChoiceField(choices=ListKind.choices, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
