"""What people choose on the risk pages."""

from collections.abc import Iterable
from typing import Any

from django import forms

from risks.models import RiskStatus
from risks.queries.bands import NO_BAND, NO_BAND_SLUG
from stp_portal.core.forms import FilterForm

ANY_STATUS = "all"
SORTS = [
    ("number", "Number"),
    ("-number", "Number, newest first"),
    ("-score", "Worst first"),
    ("score", "Mildest first"),
]


class RegisterForm(FilterForm):
    """The filters of the risk register."""

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
        self.offer(
            "band", [("", "Any band"), *bands, (NO_BAND_SLUG, NO_BAND)], "a band here: this is every band"
        )
        self.offer(
            "initiative",
            [("", "All initiatives"), *initiatives],
            "an initiative here: these are the risks of all of them",
        )
        self.offer(
            "status",
            [*RiskStatus.choices, (ANY_STATUS, "Any status")],
            "a status of risks: these are the open ones",
        )
        self.offer("sort", SORTS, "an order here: this is by number")
