"""What a page shows when somebody else saved first: each setting that differs, as saved and as typed."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.forms import BoundField, ChoiceField, ModelChoiceField

from stp_portal.core.forms import PortalForm
from stp_portal.core.templatetags.text_tags import nhs_date

CLASH_HEAD = ["What", "As saved now", "As you typed it"]


def clash_rows(form: PortalForm, saved: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a table of what ``saved`` (by field) and a valid ``form`` say differently."""
    return [
        [str(field.label), _words(field, saved[field.name]), _words(field, form.cleaned_data[field.name])]
        for field in form.visible_fields()
        if field.name in saved
        and _words(field, saved[field.name]) != _words(field, form.cleaned_data[field.name])
    ]


def _words(field: BoundField, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return "None"
    if isinstance(value, date):
        return nhs_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field.field, ChoiceField) and not isinstance(field.field, ModelChoiceField):
        labels = {key: str(label) for key, label in field.field.choices}  # type: ignore[union-attr, misc]  # no groups
        return ", ".join(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
