"""A risk matrix as people type it: axes, bands, and in a matrix of words the band of each pair."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from portfolios.models.marks import Colour, Shape
from risks.matrix_grid import Grid, grid_of
from risks.matrix_spec import LONGEST_AXIS, BandSpec, MatrixSpec
from risks.models import RiskLevel
from stp_portal.core.forms import DatePartsField, PortalForm

SPARE_BANDS = 2
MOST_BANDS = 10
BY_SCORE, IN_WORDS = "score", "words"


class AxisWordsField(forms.CharField):
    """The words of an axis, one a line, lowest first."""

    def __init__(self, label: str) -> None:
        rows = forms.Textarea(attrs={"rows": 6, "class": "axis-words"})
        super().__init__(label=label, widget=rows, help_text="One a line, the lowest step first")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (tuple, list)) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in str(super().clean(value)).splitlines())
        return tuple(line for line in lines if line)


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1000,
        label=label,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "invalid": f"{label} must be a whole number, such as 8",
            "min_value": f"{label} must be 1 or more",
            "max_value": f"{label} must be 1,000 or fewer",
        },
    )


class BandForm(PortalForm):
    """One band; a row left empty is none."""

    conditional = frozenset({"label", "letter", "lowest_score", "highest_score", "review_days", "belongs_at"})

    label = forms.CharField(required=False, max_length=40, label="Word")
    letter = forms.CharField(
        required=False,
        max_length=2,
        label="Letter",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-2"}),
    )
    shape = forms.ChoiceField(choices=Shape.choices, label="Shape")
    colour = forms.ChoiceField(choices=Colour.choices, label="Colour")
    lowest_score = _number("Lowest score")
    highest_score = _number("Highest score")
    review_days = _number("Days between reviews")
    belongs_at = forms.ChoiceField(
        required=False, choices=[("", "Any level"), *RiskLevel.choices], label="Looked after at least at"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_empty:
            return data
        for name, ask in (
            ("label", "Give the band a word, such as High"),
            ("letter", "Give the band a letter"),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, ask)
        return data

    @property
    def is_empty(self) -> bool:
        """Whether nothing that makes a band was typed."""
        data = self.cleaned_data
        return not any(data.get(name) for name in ("label", "letter", "lowest_score", "highest_score"))

    @property
    def spec(self) -> BandSpec:
        """The band. Only of a valid row that is not empty."""
        return BandSpec(**self.cleaned_data)


def bands_form(data: Any, spec: MatrixSpec) -> BaseFormSet:
    """The bands of ``spec`` to be changed, with spare rows; bound to ``data`` unless that is None."""
    rows = min(MOST_BANDS, len(spec.bands) + SPARE_BANDS)
    factory = formset_factory(BandForm, extra=rows - len(spec.bands), max_num=MOST_BANDS, validate_max=True)
    return factory(data, initial=[vars(band) for band in spec.bands], prefix="band")


class MatrixForm(PortalForm):
    """A matrix but for its bands. Made of ``spec`` to be shown, or of what was typed."""

    conditional = frozenset({"note"})

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, label="Name of the matrix")
    valid_from = DatePartsField(label="First day on which risks are scored in it")
    is_scored = forms.ChoiceField(
        choices=[
            (BY_SCORE, "Likelihood times impact chooses the band"),
            (IN_WORDS, "In words: nothing is multiplied, and a pair needs no band"),
        ],
        widget=forms.RadioSelect,
        label="How it scores",
    )
    likelihood_name = forms.CharField(max_length=40, label="Name of the likelihood axis")
    likelihood_words = AxisWordsField("Words of the likelihood axis")
    impact_name = forms.CharField(
        max_length=40,
        label="Name of the impact axis",
        help_text="For example, Impact, Consequence or Severity",
    )
    impact_words = AxisWordsField("Words of the impact axis")
    impact_first = forms.ChoiceField(
        choices=[("no", "Likelihood, then impact"), ("yes", "Impact, then likelihood")],
        widget=forms.RadioSelect,
        label="Which is written first",
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Where it comes from",
        help_text="Shown below the matrix",
    )

    def __init__(self, data: Any, *, spec: MatrixSpec, valid_from: date | None) -> None:
        initial: dict[str, Any] = vars(spec) | {
            "valid_from": valid_from,
            "seen": spec.fingerprint,
            "is_scored": BY_SCORE if spec.is_scored else IN_WORDS,
            "impact_first": "yes" if spec.impact_first else "no",
        }
        super().__init__(data, initial=initial)
        letters = {band.label: band.letter for band in spec.bands}
        self.sizes = [len(self._words("likelihood_words")), len(self._words("impact_words"))]
        for likelihood in range(1, self.sizes[0] + 1):
            for impact in range(1, self.sizes[1] + 1):
                label = spec.cells.get((likelihood, impact), "")
                self.fields[f"cell_{likelihood}_{impact}"] = forms.CharField(
                    required=False,
                    max_length=2,
                    initial=letters.get(label, ""),
                    label=f"Band of likelihood {likelihood}, impact {impact}",
                    widget=forms.TextInput(
                        attrs={
                            "class": "nhsuk-input--width-2",
                            "aria-label": f"Band of likelihood {likelihood}, impact {impact}",
                        }
                    ),
                )

    def _words(self, axis: str) -> list[str]:
        """The words of an axis as typed, as many as a matrix may have."""
        value = self[axis].value()
        words = value.splitlines() if isinstance(value, str) else value or ()
        return [word for word in words if word.strip()][:LONGEST_AXIS]

    @property
    def pair_names(self) -> list[str]:
        """The names of the fields of the pairs."""
        return [name for name in self.fields if name.startswith("cell_")]

    @property
    def pairs(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of the pairs: a row for each likelihood, by its word, the highest first."""
        words = self._words("likelihood_words")
        return [
            (
                words[likelihood - 1],
                [self[f"cell_{likelihood}_{impact}"] for impact in range(1, self.sizes[1] + 1)],
            )
            for likelihood in range(self.sizes[0], 0, -1)
        ]

    @property
    def pair_columns(self) -> list[str]:
        """The words of the impact over those fields."""
        return self._words("impact_words")

    @property
    def is_in_words(self) -> bool:
        """Whether what is shown is a matrix of words."""
        return bool(self["is_scored"].value() == IN_WORDS)

    def read(self, bands: BaseFormSet) -> MatrixSpec | None:
        """The matrix that was typed; None, with the form saying why, where it cannot be one."""
        if not (self.is_valid() & bands.is_valid()):
            return None
        data = self.cleaned_data
        if data["is_scored"] == IN_WORDS and any(
            self.add_prefix(name) not in self.data for name in self.pair_names
        ):
            self.add_error(
                None,
                "The pairs of the matrix are others now. They stand below the bands: give each the letter of its band, "
                "or leave it empty, and send the form again.",
            )
            return None
        specs = [form.spec for form in cast(Any, bands).forms if not form.is_empty]
        in_words = data["is_scored"] == IN_WORDS
        spec = MatrixSpec(
            name=data["name"],
            likelihood_words=data["likelihood_words"],
            impact_words=data["impact_words"],
            bands=tuple(specs),
            likelihood_name=data["likelihood_name"],
            impact_name=data["impact_name"],
            impact_first=data["impact_first"] == "yes",
            is_scored=not in_words,
            cells=self._cells({band.letter.casefold(): band.label for band in specs}) if in_words else {},
            note=data["note"],
        )
        return None if self.errors else spec

    def _cells(self, labels: Mapping[str, str]) -> dict[tuple[int, int], str]:
        """The band of each pair by its label; a letter that no band has is refused at its pair."""
        cells: dict[tuple[int, int], str] = {}
        for likelihood in range(1, self.sizes[0] + 1):
            for impact in range(1, self.sizes[1] + 1):
                name = f"cell_{likelihood}_{impact}"
                letter = self.cleaned_data[name]
                if letter.casefold() in labels:
                    cells[likelihood, impact] = labels[letter.casefold()]
                elif letter:
                    self.add_error(
                        name,
                        f"Likelihood {likelihood}, impact {impact}: no band has the letter “{letter}”. "
                        "Give the letter of one of the bands, or leave it empty.",
                    )
        return cells

    def draw(self, spec: MatrixSpec) -> Grid | None:
        """``spec`` as it is drawn; None, with the form saying why, where it cannot be."""
        try:
            return grid_of(spec)
        except ValidationError as refused:
            self.refuse(refused)
            return None
