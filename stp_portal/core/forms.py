"""Forms that print themselves in NHS.UK frontend markup.

``{{ form.field.as_field_group }}`` prints label, hint, error and control (templates/components/field.html).
"""

import datetime as dt
from collections.abc import Iterable
from copy import copy
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.template.loader import get_template

from stp_portal.core.text import NARRATIVE_LIMIT, put_right, validate_narrative

LONGEST_CHOICE = 100


class NhsFormRenderer(DjangoTemplates):
    """The project's own templates for fields; Django's for the widgets inside them."""

    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("components/"):
            return get_template(template_name)
        return super().get_template(template_name)


class PortalForm(forms.Form):
    """What our forms share: errors are told by the server, in our words, so the browser's own bubbles stay away."""

    use_required_attribute = False
    # Field name -> s, m, l or xl: the size of a label or legend that serves as a heading.
    label_size: dict[str, str] = {}
    # Fields that may be empty or not, as other fields have it: their labels do not say "(optional)".
    conditional: frozenset[str] = frozenset()

    # Whether what was typed is held against the rules; not when it is only shown again.
    is_judged = True

    @classmethod
    def as_typed(cls, data: Any, **kwargs: Any) -> Self:
        """A form that shows ``data`` as it was typed, without a word on what is wrong with it: nobody sent it yet."""
        form = cls(data, **kwargs)
        form.is_judged = False
        return form

    @property
    def is_sent(self) -> bool:
        """Whether somebody pressed its button: it holds what they typed, and says what is wrong with it."""
        return self.is_bound and self.is_judged

    def full_clean(self) -> None:
        if self.is_judged:
            super().full_clean()
        else:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}

    def start_from(self, version: int) -> None:
        """Show what was typed against a newer ``version`` of the record, so that the next save is made knowingly.

        For a sent form with a field of that name, after a Conflict.
        """
        self.retype(version=str(version))

    def retype(self, **typed: str) -> None:
        """Show these words in a sent form, by field, in place of what was typed there."""
        data: Any = copy(self.data)  # of a request's data, the copy can be changed
        for name, words in typed.items():
            data[name] = words
        self.data = data

    def refuse(self, refused: ValidationError) -> None:
        """Show what an action refused: at the field it is about, else, where this form has none of that name, above."""
        by_field = refused.error_dict if hasattr(refused, "error_dict") else {"": refused.error_list}
        for field, errors in by_field.items():
            self.add_error(field if field in self.fields else None, errors)


class FilterForm(PortalForm):
    """The filters of a list, kept in the address. What is not understood is said and left out."""

    # Fields that stand behind “More filters” until one of them is used.
    further: tuple[str, ...] = ()

    @property
    def shown_first(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [field for field in self.visible_fields() if field.name not in self.further]

    @property
    def shown_further(self) -> list[forms.BoundField]:
        """The fields behind “More filters”."""
        return [self[name] for name in self.further]

    @property
    def uses_further(self) -> bool:
        """Whether one of those is in the address."""
        return any(self.data.get(name) for name in self.further)

    def offer(self, name: str, choices: Iterable[tuple[str, str]], otherwise: str) -> None:
        """What can be chosen for ``name``; ``otherwise`` ends the sentence that a word in the address is not that."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = list(choices)
        field.error_messages["invalid_choice"] = f"“%(value)s” is not {otherwise}."

    def chosen(self, name: str) -> str:
        """What was chosen; empty where nothing was, or nothing that is understood."""
        return str(self.cleaned_data.get(name, ""))


def asked_of(address: QueryDict) -> dict[str, str]:
    """What the address of a list asks for, by field. A value longer than any choice is cut; the words to search by,
    ``q``, are not, for their field says how many it takes.
    """
    return {
        name: str(value) if name == "q" else str(value)[:LONGEST_CHOICE] for name, value in address.items()
    }


class PortalModelForm(forms.ModelForm):
    """The same, for a form that edits a row."""

    use_required_attribute = False
    label_size: dict[str, str] = {}
    conditional: frozenset[str] = frozenset()


class NarrativeField(forms.CharField):
    """Markdown that people write: paragraphs, bold lead-ins, bullets and links. Checked by ``core.text``."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = NARRATIVE_LIMIT, rows: int = 8, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages.setdefault(
            "max_length", f"Shorten this text to {max_length:,} characters or fewer."
        )

    def to_python(self, value: Any) -> str:
        # A browser counts a line break as one character and sends two; put right, it is counted as it is there.
        return super().to_python(put_right(value) if isinstance(value, str) else value) or ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                validate_narrative(value)
            except ValidationError as wrong:
                # A form has several texts, and its error summary stands far from them.
                raise ValidationError(
                    [f"{self.label}: {message}" for message in wrong.messages], code=wrong.code
                ) from wrong


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year as three short text inputs."""

    use_fieldset = True
    part_names = ("Day", "Month", "Year")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput(
                attrs=numeric | {"class": "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2"}
            ),
            "month": forms.TextInput(
                attrs=numeric | {"class": "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2"}
            ),
            "year": forms.TextInput(
                attrs=numeric | {"class": "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4"}
            ),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: dt.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DatePartsField(forms.MultiValueField):
    """A day of the calendar. Every error names the field and what is missing."""

    widget = DatePartsWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=4) for _ in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dt.date | None:
        if not any(data_list):
            return None
        name = self.label or "The date"
        parts = dict(zip(("day", "month", "year"), data_list, strict=True))
        missing = [part for part, value in parts.items() if not value]
        if missing:
            raise ValidationError(f"{name} must include a {' and a '.join(missing)}")
        if len(parts["year"]) != 4:
            # 17 would be taken for the year 17, nineteen centuries before anything here.
            raise ValidationError(f"The year of {name} must have four figures, such as 2017")
        try:
            return dt.date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except ValueError as wrong:
            raise ValidationError(f"{name} must be a real date, such as 20 9 2017") from wrong
