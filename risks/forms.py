"""What people choose on the risk pages."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from risks.models import RiskStatus
from risks.queries.bands import NO_BAND, NO_BAND_SLUG
from stp_portal.core.forms import PortalForm

ANY_STATUS = "all"
SORTS = [
    ("number", "Number"),
    ("-number", "Number, newest first"),
    ("-score", "Worst first"),
    ("score", "Mildest first"),
]


class RegisterForm(PortalForm):
    """The filters of the risk register, kept in the address. What is not understood is said and left out."""

    q = forms.CharField(required=False, max_length=100, label="Text or reference")
    band = forms.ChoiceField(required=False, label="Band")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    status = forms.ChoiceField(required=False, label="Status")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(
        self, data: Any, *, bands: Iterable[tuple[str, str]], initiatives: Iterable[tuple[str, str]]
    ) -> None:
        """``bands`` and ``initiatives`` are slugs with their names."""
        super().__init__(data)
        self._choose(
            "band", [("", "Any band"), *bands, (NO_BAND_SLUG, NO_BAND)], "a band here: this is every band"
        )
        self._choose(
            "initiative",
            [("", "All initiatives"), *initiatives],
            "an initiative here: these are the risks of all of them",
        )
        self._choose(
            "status",
            [*RiskStatus.choices, (ANY_STATUS, "Any status")],
            "a status of risks: these are the open ones",
        )
        self._choose("sort", SORTS, "an order here: this is by number")

    def _choose(self, name: str, choices: list[tuple[str, str]], otherwise: str) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = choices
        field.error_messages["invalid_choice"] = f"“%(value)s” is not {otherwise}."

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing was, or nothing that is understood."""
        return str(self.cleaned_data.get(name, ""))
