"""Choosing one of some rows."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model


class RowChoice(forms.ModelChoiceField):
    """A choice of rows that were read already, so that a form of many such fields asks the database nothing.

    ``words`` is how a row reads; ``nothing`` are the words for choosing none, left out where there are none.
    """

    def __init__(
        self,
        rows: Sequence[Any],
        *,
        words: Callable[[Any], str] = str,
        nothing: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(queryset=None, required=False, **kwargs)
        self.rows: dict[str, Model] = {str(row.pk): row for row in rows}
        self.choices = [("", nothing)] * bool(nothing) + [(pk, words(row)) for pk, row in self.rows.items()]

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        if str(value) not in self.rows:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.rows[str(value)]
