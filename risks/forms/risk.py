"""What people type about a risk: raising it, changing it, splitting a text that came in one piece."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from portfolios.models import Footprint, Initiative, Person
from portfolios.tree import in_tree_order
from risks.actions import references
from risks.actions.references import Reference
from risks.actions.risk_content import LONGEST_REASON, LONGEST_TITLE
from risks.forms.assigning import PersonChoice
from risks.forms.scores import SeenMatrixField, refuse_other_matrix
from risks.models import Proximity, Register, RiskCategory, RiskMatrix, RiskResponse
from risks.queries.places import INDENT
from stp_portal.core.forms import NarrativeField, PortalForm

OWNERS, REFERENCES = 3, 2


class RowField(forms.ChoiceField):
    """One of some rows that are read already, or none of them; chosen by primary key, cleaned to the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[tuple[Any, str]], empty_label: str) -> None:
        """What can be chosen, each row with its words; ``empty_label`` stands for none."""
        offered = [(str(row.pk), row, words) for row, words in rows]
        self.rows = {pk: row for pk, row, _ in offered}
        self.choices = [("", empty_label), *((pk, words) for pk, _, words in offered)]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


@dataclass(frozen=True)
class Offers:
    """The initiatives and categories that somebody may choose for a risk."""

    initiatives: Sequence[tuple[Initiative, str]]
    categories: Sequence[tuple[RiskCategory, str]]

    @classmethod
    def read(
        cls,
        footprint: Footprint,
        kept: frozenset[int] | None,
        initiative: Initiative | None = None,
        category: RiskCategory | None = None,
    ) -> "Offers":
        """Those of ``kept`` (None: all) and categories in use, with what a risk has now. Two queries."""
        known = {
            one.pk: one for one in Initiative.objects.filter(footprint=footprint).order_by("position", "name")
        }
        offered = [
            (known[pk], INDENT * depth + known[pk].name)
            for pk, depth in in_tree_order((one.pk, one.parent_id) for one in known.values())
            if kept is None or pk in kept or known[pk] == initiative
        ]
        categories = [
            (one, one.name)
            for one in RiskCategory.objects.filter(footprint=footprint)
            if not one.is_retired or one == category
        ]
        return cls(offered, categories)


def narrative(label: str, hint: str, rows: int = 3, **kwargs: Any) -> NarrativeField:
    """One of the texts of a risk."""
    return NarrativeField(rows=rows, label=label, help_text=hint, **kwargs)


def event_field() -> NarrativeField:
    """What may happen."""
    return narrative(
        "What may happen",
        "Finish the sentence “There is a risk of …”, or begin with “that”.",
        error_messages={"required": "Say what may happen."},
    )


def cause_field() -> NarrativeField:
    return narrative("Cause", "Finish the sentence “This is as a result of …”.", required=False)


def effect_field() -> NarrativeField:
    return narrative("Effect", "Finish the sentence “This would lead to …”.", required=False)


class RiskForm(PortalForm):
    """What a risk says and is, whether it is new or there already."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        label="Title",
        help_text="A few words that lists show.",
        error_messages={
            "required": "Give the risk a title of a few words.",
            "max_length": f"Shorten the title of the risk to {LONGEST_TITLE} characters or fewer.",
        },
    )
    event = event_field()
    cause = cause_field()
    effect = effect_field()
    initiative = RowField(
        label="Initiative",
        help_text="What it threatens. Those you keep the risks of are offered.",
        error_messages={"required": "Select the initiative that it threatens."},
    )
    category = RowField(required=False, label="Category")
    proximity = forms.ChoiceField(
        required=False,
        label="How soon it would happen",
        choices=[("", "Not said"), *Proximity.choices],
    )
    response = forms.ChoiceField(
        required=False,
        label="Response",
        help_text="What is done about it.",
        choices=[("", "Not said"), *RiskResponse.choices],
    )
    private_reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label="Why it is private, if it is",
        help_text="The reason, or the exemption that applies. Leave empty for a public risk.",
        error_messages={"max_length": f"Shorten the reason to {LONGEST_REASON} characters or fewer."},
    )

    def __init__(self, data: Any = None, *, offers: Offers, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(RowField, self.fields["initiative"]).offer(offers.initiatives, "Select an initiative")
        cast(RowField, self.fields["category"]).offer(offers.categories, "None")
        if not offers.categories:
            del self.fields["category"]


class RaiseForm(RiskForm):
    """A new risk, with its first score, owners and references. ``form`` keeps it from being raised twice."""

    form = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, footprint: Footprint, matrix: RiskMatrix | None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"form": uuid4()} | kwargs.get("initial", {})
        super().__init__(data, **kwargs)
        self.axes = self._score_fields(matrix) if matrix else []
        if matrix:
            self.fields["seen_matrix"] = SeenMatrixField(matrix)
        for number in range(1, OWNERS + 1):
            self.fields[f"owner_{number}"] = PersonChoice(
                required=False, label="Owner" if number == 1 else f"Owner {number}", empty_label="Nobody"
            )
        # “(optional)” behind each of them says no more than behind the first.
        self.conditional = frozenset(self._owner_names[1:])
        PersonChoice.offer_those_of(self, footprint, self._owner_names)
        for number in range(1, REFERENCES + 1):
            self.fields |= reference_fields(f"reference_{number}_", required=False)

    @property
    def _owner_names(self) -> list[str]:
        return [f"owner_{number}" for number in range(1, OWNERS + 1)]

    @property
    def scores(self) -> list[forms.BoundField]:
        """Likelihood and impact, in the order of the matrix."""
        return [self[name] for name in self.axes]

    @property
    def owners(self) -> list[forms.BoundField]:
        return [self[name] for name in self._owner_names]

    @property
    def references(self) -> list[list[forms.BoundField]]:
        """The fields of each reference."""
        return [
            [self[f"reference_{number}_{name}"] for name in ("register", "register_name", "reference")]
            for number in range(1, REFERENCES + 1)
        ]

    @property
    def holds_references(self) -> bool:
        """Whether something was typed among them, or is wrong there."""
        return any(field.value() or field.errors for fields in self.references for field in fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.axes:
            refuse_other_matrix(self)
        named: dict[int, Person] = {
            person.pk: person for name in self._owner_names if (person := cleaned.get(name))
        }
        cleaned["owners"], cleaned["references"] = list(named.values()), []
        for number in range(1, REFERENCES + 1):
            typed = reference_of(cleaned, f"reference_{number}_")
            if typed.is_blank:
                continue
            try:
                cleaned["references"].append(references.check(typed))
            except ValidationError as refused:
                for name, errors in refused.error_dict.items():
                    self.add_error(f"reference_{number}_{name}", errors)
        return cleaned

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        names = (
            "title", "event", "cause", "effect", "initiative", "category", "proximity", "response",
            "private_reason", "likelihood", "impact", "owners", "references", "form",
        )  # fmt: skip
        return {name: self.cleaned_data.get(name) for name in names}

    def _score_fields(self, matrix: RiskMatrix) -> list[str]:
        """One list of words for each axis; their names in the order of the matrix."""
        axes = {
            "likelihood": (matrix.likelihood_name, matrix.likelihood_words),
            "impact": (matrix.impact_name, matrix.impact_words),
        }
        for axis, (name, words) in axes.items():
            choices = [("", f"Select the {name.lower()}")]
            choices += [(str(number), f"{number}: {word}") for number, word in enumerate(words, start=1)]
            self.fields[axis] = forms.TypedChoiceField(
                coerce=int,
                label=name,
                choices=choices,
                error_messages={
                    "required": f"Select the {name.lower()}.",
                    "invalid_choice": f"“%(value)s” is outside the risk matrix: the {name.lower()} goes from 1 to "
                    f"{len(words)}.",
                },
            )
        return ["impact", "likelihood"] if matrix.impact_first else ["likelihood", "impact"]


def reference_fields(before: str = "", *, required: bool = True) -> dict[str, forms.Field]:
    """What is typed of one reference; the names begin with ``before``."""
    return {
        f"{before}register": forms.ChoiceField(
            required=required,
            label="Register",
            choices=[("", "Select the register"), *Register.choices],
            error_messages={"required": "Select the register."},
        ),
        f"{before}register_name": forms.CharField(
            required=False,
            max_length=references.LONGEST_NAME,
            label="As the register is called",
            help_text="Where papers call it otherwise, such as GBAF.",
        ),
        f"{before}reference": forms.CharField(
            required=required,
            max_length=references.LONGEST,
            label="Reference",
            help_text="Such as CDG 4.1. Other risks may have the same.",
            error_messages={"required": "Enter the reference, such as CDG 4.1."},
        ),
    }


def reference_of(cleaned: Mapping[str, Any], before: str = "") -> Reference:
    """What was typed of one reference."""
    return Reference(
        register=cleaned.get(f"{before}register", ""),
        reference=cleaned.get(f"{before}reference", ""),
        register_name=cleaned.get(f"{before}register_name", ""),
    )
