"""The filters of the risk register."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portfolios.models import Person
from risks.forms.statuses import ANY_STATUS
from risks.models import Proximity, RiskCategory, RiskLevel, RiskResponse, RiskStatus
from risks.queries.bands import NO_BAND, NO_BAND_SLUG
from risks.queries.narrowing import NONE
from stp_portal.core.forms import FilterForm

ABOVE = "above"
SORTS = [
    ("number", "Number"),
    ("-number", "Number, newest first"),
    ("-score", "Worst first"),
    ("score", "Mildest first"),
    ("review", "Review due soonest"),
    ("owner", "Owner"),
    ("-level", "Highest level first"),
    ("-changed", "Last changed first"),
]
REVIEWS = [("overdue", "Overdue"), ("soon", "Due in 30 days"), ("never", "Never reviewed")]
# The cell of a heat map that the list is narrowed to; shown as words above the list, not as fields.
CELL = ("matrix", "kind", "likelihood", "impact")


class RegisterForm(FilterForm):
    """What the list of risks can be narrowed to, and its order."""

    q = forms.CharField(required=False, max_length=100, label="Text, number or reference")
    band = forms.ChoiceField(required=False, label="Band")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    status = forms.ChoiceField(required=False, label="Status")
    sort = forms.ChoiceField(required=False, label="Order")
    owner = forms.ChoiceField(required=False, label="Owner")
    review = forms.ChoiceField(required=False, label="Review")
    level = forms.ChoiceField(required=False, label="Level")
    category = forms.ChoiceField(required=False, label="Category")
    tolerance = forms.ChoiceField(required=False, label="Tolerance")
    response = forms.ChoiceField(required=False, label="Response")
    proximity = forms.ChoiceField(required=False, label="Proximity")
    matrix = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    likelihood = forms.CharField(required=False, widget=forms.HiddenInput)
    impact = forms.CharField(required=False, widget=forms.HiddenInput)

    further = ("owner", "review", "level", "category", "tolerance", "response", "proximity")

    def __init__(
        self,
        data: Any,
        *,
        bands: Iterable[tuple[str, str]],
        initiatives: Iterable[tuple[str, str]],
        owners: Iterable[Person] = (),
        categories: Iterable[RiskCategory] = (),
    ) -> None:
        """``bands`` and ``initiatives`` are slugs with their names."""
        super().__init__(data)
        every = "these are the risks of all of them"
        self.offer(
            "band", [("", "Any band"), *bands, (NO_BAND_SLUG, NO_BAND)], "a band here: this is every band"
        )
        self.offer("initiative", [("", "All initiatives"), *initiatives], f"an initiative here: {every}")
        self.offer(
            "status",
            [*RiskStatus.choices, ANY_STATUS],
            "a status of risks: these are the open ones",
        )
        self.offer("sort", SORTS, "an order here: this is by number")
        self.offer(
            "owner",
            [("", "Any owner"), *((person.key, str(person)) for person in owners), (NONE, "No owner")],
            f"an owner of risks here: {every}",
        )
        self.offer(
            "category",
            [("", "Any category"), *((each.key, each.name) for each in categories), (NONE, "No category")],
            f"a category here: {every}",
        )
        self.offer(
            "level",
            [("", "Any level"), *RiskLevel.choices],
            "a level of risks: these are the risks of all levels",
        )
        self.offer("review", [("", "Any"), *REVIEWS], "a state of reviews: these are the risks of any")
        self.offer(
            "tolerance",
            [("", "Any"), (ABOVE, "Above tolerance")],
            "a word about tolerance: these are all risks",
        )
        self.offer(
            "response",
            [("", "Any response"), *RiskResponse.choices, (NONE, "Not said")],
            "a response to risks: these are the risks with any",
        )
        self.offer(
            "proximity",
            [("", "Any"), *Proximity.choices, (NONE, "Not said")],
            "a proximity of risks: these are the risks with any",
        )

    @property
    def names_a_cell(self) -> bool:
        """Whether the address speaks of a cell of a heat map at all."""
        return any(self.chosen(name) for name in CELL)

    def refuse_cell(self) -> None:
        """Say that the cell in the address is none."""
        self.add_error(
            None,
            ValidationError("The address names no cell of a matrix here: these are the risks of any score."),
        )
