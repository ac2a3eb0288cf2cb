"""The cover sheet of a paper as a form: one part for each field of the sheet, in printed order.

A prompt of the sheet is a hint beside its field and never its value (DOMAIN A8 rule 18); a row of the assurance grid
starts unanswered (DOMAIN A8 rule 9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from reports.actions.cover_answers import CHOSEN, Answer, Declaration
from reports.forms.starting import person_choice
from reports.frame import is_prompt
from reports.models import ANSWERED_KINDS, AnswerStatus, CoverAnswer, CoverField, CoverFieldKind, Paper
from risks.forms.assigning import PersonChoice
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm

STATUSES = [("", "Answered above, or not yet"), *((word.value, word.label) for word in CHOSEN)]
YES, NO = "yes", "no"
ANSWERS = [("", "Not answered"), (YES, "Yes"), (NO, "No")]
_BOOLEAN = {YES: True, NO: False}


@dataclass(frozen=True)
class Part:
    """A field of the sheet on the page: its bound form fields, none where the paper itself knows the answer."""

    field: CoverField
    bound: tuple[BoundField, ...]
    is_carried: bool

    @property
    def is_assurance(self) -> bool:
        return self.field.kind == CoverFieldKind.ASSURANCE

    @property
    def is_of_details(self) -> bool:
        """Whether what is printed here is written on the page of the details."""
        of_record = (CoverFieldKind.SESSION, CoverFieldKind.PERIOD, CoverFieldKind.DATA_AGE)
        return self.field.kind not in of_record


class CoverForm(PortalForm):
    """Answers to the fields of a sheet, and the declaration of its grid."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        paper: Paper,
        sheet: Sequence[CoverField],
        answers: dict[int, CoverAnswer],
        carried: frozenset[int] = frozenset(),
        **kwargs: Any,
    ) -> None:
        """``answers`` are by the id of the field; ``carried`` are those that say what the last paper said."""
        super().__init__(*args, **kwargs)
        self.paper, self.sheet, self.carried = paper, sheet, carried
        self.has_grid = any(one.kind == CoverFieldKind.ASSURANCE for one in sheet)
        self.initial["version"] = paper.version
        self.conditional = frozenset()
        for one in sheet:
            made = _fields_of(one)
            self.fields.update(made)
            self.conditional |= frozenset(made)
            self.initial.update(_initial(one, answers.get(one.pk, CoverAnswer())))
        if self.has_grid:
            self._ask_for_declaration(paper)

    def _ask_for_declaration(self, paper: Paper) -> None:
        self.fields["declared_by"] = person_choice("Declared by")
        self.fields["declared_initials"] = forms.CharField(required=False, max_length=10, label="Initials")
        self.fields["declared_on"] = DatePartsField(required=False, label="Declared on")
        names = ("declared_by", "declared_initials", "declared_on")
        self.conditional |= frozenset(names)
        self.initial.update(
            declared_by=paper.declared_by_id,
            declared_initials=paper.declared_initials,
            declared_on=paper.declared_on,
        )
        PersonChoice.offer_those_of(self, paper.footprint, ["declared_by"])

    @property
    def parts(self) -> list[Part]:
        """The fields of the sheet in printed order."""
        return [
            Part(one, tuple(self[name] for name in _fields_of(one)), one.pk in self.carried)
            for one in self.sheet
        ]

    @property
    def saved(self) -> dict[str, Any]:
        """What the form began with, as it would be sent."""
        return {**self.initial, "declared_by": self.paper.declared_by}

    @property
    def answers(self) -> dict[int, Answer]:
        """What was sent, by the id of the field, once it is valid."""
        return {one.pk: _answer(one, self.cleaned_data) for one in self.sheet if one.kind in ANSWERED_KINDS}

    @property
    def declaration(self) -> Declaration | None:
        """The declaration that was sent, once it is valid."""
        said = self.cleaned_data
        if not (self.has_grid and said["declared_by"]):
            return None
        return Declaration(said["declared_by"], said["declared_initials"], said["declared_on"])

    def clean(self) -> dict[str, Any]:
        """A declaration names who made it, with initials, and its day, or is left empty (DOMAIN A8 rule 9)."""
        said = super().clean() or self.cleaned_data
        names = ("declared_by", "declared_initials", "declared_on")
        if self.has_grid and any(said.get(name) for name in names):
            instead = {
                "declared_by": "Choose who declares the answers above.",
                "declared_initials": "Enter the initials of who declares.",
                "declared_on": "Enter the day of the declaration.",
            }
            for name in names:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, instead[name])
            if any(not said.get(name) for one in self.sheet if _is_grid(one) for name in _fields_of(one)):
                self.add_error(
                    "declared_by", "Answer every row of the grid before it is declared (two answers each)."
                )
        return said

    def refuse(self, refused: ValidationError) -> None:
        """At the field of the sheet that an action names by its key."""
        by_field = dict(refused.error_dict) if hasattr(refused, "error_dict") else {}
        for one in self.sheet:
            for error in by_field.pop(one.key, []):
                self.add_error(next(iter(_fields_of(one))), error)
        if by_field:
            super().refuse(ValidationError(by_field))
        elif not hasattr(refused, "error_dict"):
            super().refuse(refused)


def _is_grid(one: CoverField) -> bool:
    return one.kind == CoverFieldKind.ASSURANCE


def _fields_of(one: CoverField) -> dict[str, forms.Field]:
    """The form fields of a field of the sheet, by name; none for one that prints what the paper knows."""
    name = f"field_{one.pk}"
    status = forms.ChoiceField(required=False, choices=STATUSES, label=f"{one.label}: in short")
    if one.kind == CoverFieldKind.TEXT:
        return {
            name: NarrativeField(required=False, rows=4, label=one.label, help_text=one.prompt),
            f"{name}_status": status,
        }
    if one.kind == CoverFieldKind.LIST:
        hint = f"{one.prompt} One on each line.".strip()
        text = NarrativeField(required=False, rows=4, label=one.label, help_text=hint)
        return {name: text, f"{name}_status": status}
    if one.kind == CoverFieldKind.TICKS:
        boxes = forms.MultipleChoiceField(
            required=False,
            choices=[(choice, choice) for choice in one.choices],
            widget=forms.CheckboxSelectMultiple,
            label=one.label,
            help_text=one.prompt,
        )
        return {name: boxes, f"{name}_status": status}
    if one.kind == CoverFieldKind.ASSURANCE:
        return {
            f"{name}_{part}": forms.ChoiceField(
                required=False, choices=ANSWERS, widget=forms.RadioSelect, label=label
            )
            for part, label in (
                ("considered", f"{one.label}: implications considered"),
                ("action", f"{one.label}: action required, detail in the report"),
            )
        }
    return {}


def _initial(one: CoverField, answer: CoverAnswer) -> dict[str, Any]:
    name = f"field_{one.pk}"
    if one.kind == CoverFieldKind.ASSURANCE:
        said = {"considered": answer.considered, "action": answer.action_required}
        return {f"{name}_{part}": {True: YES, False: NO, None: ""}[value] for part, value in said.items()}
    is_left_in = is_prompt({"status": answer.status, "text": answer.text, "prompt": one.prompt})
    value: Any = "" if is_left_in else answer.text
    if one.kind == CoverFieldKind.LIST:
        value = "\n".join(answer.items)
    elif one.kind == CoverFieldKind.TICKS:
        value = answer.items
    return {name: value, f"{name}_status": answer.status if answer.status in CHOSEN else ""}


def _answer(one: CoverField, said: dict[str, Any]) -> Answer:
    name = f"field_{one.pk}"
    if one.kind == CoverFieldKind.ASSURANCE:
        considered, action = said[f"{name}_considered"], said[f"{name}_action"]
        return Answer(considered=_BOOLEAN.get(considered), action_required=_BOOLEAN.get(action))
    status = said[f"{name}_status"]
    if one.kind == CoverFieldKind.LIST:
        lines = (line.strip().removeprefix("- ") for line in said[name].splitlines())
        return Answer(status=status, items=[line for line in lines if line])
    if one.kind == CoverFieldKind.TICKS:
        return Answer(status=status, items=said[name])
    return Answer(status=status, text=said[name])


def carried_answers(answers: dict[int, CoverAnswer], last: Paper | None) -> frozenset[int]:
    """The fields whose answers say, word for word, what those of ``last`` say: nobody has changed them. One query."""
    if last is None:
        return frozenset()
    before = {
        answer.field.key: (answer.text, answer.items)
        for answer in last.cover_answers.select_related("field")
        if answer.text or answer.items
    }
    return frozenset(
        pk
        for pk, answer in answers.items()
        if answer.status == AnswerStatus.ANSWERED
        and answer.considered is None
        and before.get(answer.field.key) == (answer.text, answer.items)
    )
