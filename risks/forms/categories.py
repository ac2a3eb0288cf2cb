"""A category of risk as people type it."""

import json
from typing import Any, cast

from django import forms

from portfolios.models import Footprint
from risks.actions.categories import as_record
from risks.models import Appetite, RiskBand, RiskCategory
from stp_portal.core.forms import PortalForm


class BandChoiceField(forms.ModelChoiceField):
    """A band, named with its matrix."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label} ({obj.matrix.name})"


class CategoryForm(PortalForm):
    """Name, appetite, the worst band that is tolerated, and the statement a board has agreed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, label="Name")
    appetite = forms.ChoiceField(
        required=False,
        choices=[("", "Not decided"), *Appetite.choices],
        label="Appetite",
        help_text="The Orange Book’s words, least willing first",
    )
    tolerated = BandChoiceField(
        RiskBand.objects.none(),
        required=False,
        empty_label="Not decided",
        label="Worst band that is tolerated",
        help_text="A risk in a worse band is above tolerance, unless it was accepted",
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Appetite statement",
    )
    is_retired = forms.BooleanField(
        required=False, label="No longer offered for new risks", help_text="Risks that have it keep it"
    )

    def __init__(self, data: Any, *, footprint: Footprint, category: RiskCategory | None = None) -> None:
        initial: dict[str, Any] = {}
        if category:
            names = ("name", "appetite", "tolerated", "note", "is_retired")
            initial = {name: getattr(category, name) for name in names}
            initial["seen"] = json.dumps(as_record(category))
        super().__init__(data, initial=initial)
        # The newest matrix first: a tolerance is usually given in the one in force.
        bands = RiskBand.objects.filter(footprint=footprint).select_related("matrix")
        cast(Any, self.fields["tolerated"]).queryset = bands.order_by("-matrix__valid_from", "rank")
        if category is None:
            del self.fields["is_retired"]

    @property
    def what_was_seen(self) -> dict[str, Any] | None:
        """The category as it stood when the form was opened; None for what no form of ours sent."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return None
        return seen if isinstance(seen, dict) else None
