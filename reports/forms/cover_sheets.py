"""A cover sheet and its fields as people type them."""

from typing import Any

from django import forms

from reports.models import CoverField, CoverFieldKind, CoverTemplate
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm


class NewSheetForm(PortalForm):
    """What a cover sheet is called."""

    name = forms.CharField(
        max_length=200, label="Name", help_text="For choosing it, such as Governing Body cover sheet, 2026"
    )


class EndForm(PortalForm):
    """The day up to which a cover sheet is in force: all that can be changed of one that a paper uses."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = DatePartsField(
        required=False,
        label="In force until",
        help_text="The last day. Leave it empty where no end is set.",
    )

    def __init__(self, data: Any, *, sheet: CoverTemplate) -> None:
        super().__init__(data, initial=saved(sheet))


class SheetForm(EndForm):
    """All that a cover sheet says beside its fields."""

    name = forms.CharField(max_length=200, label="Name", help_text="For choosing it; not printed")
    heading = forms.CharField(
        required=False,
        max_length=200,
        label="Printed over the sheet",
        help_text="Such as Paper Summary Sheet",
    )
    statement = NarrativeField(
        required=False,
        rows=3,
        max_length=2000,
        label="What the declaration says",
        help_text="Printed below the assurance grid. Left empty, a usual sentence is printed there.",
    )
    valid_from = DatePartsField(label="In force from")

    field_order = ("version", "name", "heading", "statement", "valid_from", "valid_to")


class EditionForm(PortalForm):
    """From when on a new edition takes the place of the one before."""

    valid_from = DatePartsField(
        label="In force from", help_text="Papers for meetings from this day on have the new edition"
    )


class FieldForm(PortalForm):
    """One field of a cover sheet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(max_length=200, label="Label", help_text="Printed on the sheet")
    kind = forms.ChoiceField(
        choices=CoverFieldKind.choices,
        label="Kind",
        help_text="The last eight print what the paper knows: nobody has to answer them.",
    )
    prompt = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Prompt",
        help_text="Tells the author what to write. It is never printed.",
    )
    choices = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Boxes",
        help_text="For a field of boxes: the words of each, one to a line.",
    )
    is_required = forms.BooleanField(required=False, initial=True, label="It has to be answered")

    def __init__(self, data: Any, *, sheet: CoverTemplate, field: CoverField | None = None) -> None:
        initial: dict[str, Any] = {"version": sheet.version}
        if field:
            names = ("label", "kind", "prompt", "is_required")
            initial |= {name: getattr(field, name) for name in names} | {"choices": "\n".join(field.choices)}
        super().__init__(data, initial=initial)

    @property
    def typed(self) -> dict[str, Any]:
        """A valid form as the actions take it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return values | {"choices": [line for line in values["choices"].splitlines() if line.strip()]}


def saved(sheet: CoverTemplate) -> dict[str, Any]:
    """A cover sheet under the names of its form."""
    return {name: getattr(sheet, name) for name in SheetForm.field_order}
