"""How a Django form field becomes NHS.UK frontend markup: which control it is, its classes, the words of its errors.

Used by ``templates/components/field.html`` and the error summary, for our own forms and for allauth's.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString

# What a page should show for each kind of widget. The first that fits is taken, so a subclass stands before its parent.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "textarea"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "parts"),
)

_CLASSES = {
    "input": "nhsuk-input",
    "textarea": "nhsuk-textarea nhsuk-js-character-count",
    "select": "nhsuk-select",
    "checkbox": "nhsuk-checkboxes__input",
    "file": "nhsuk-file-upload__input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
}
_RED_EDGE = ("nhsuk-input", "nhsuk-textarea", "nhsuk-select")

_EMPTY = str(forms.Field.default_error_messages["required"])


def control_kind(field: BoundField) -> str:
    """Which control a field is shown as: one of the words of ``_KINDS``, or input."""
    return next((kind for widget, kind in _KINDS if isinstance(field.field.widget, widget)), "input")


def control(field: BoundField) -> SafeString:
    """The control itself, with its classes, and tied to its hint, its error and its character count."""
    kind = control_kind(field)
    classes = _CLASSES.get(kind, "")
    if field.errors:
        classes += "".join(f" {name}--error" for name in _RED_EDGE if name in classes.split())
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{classes} {own}".strip()}
    # A placeholder vanishes while one types; label and hint say all there is to say.
    if "placeholder" in field.field.widget.attrs:
        attrs["placeholder"] = False
    if kind == "textarea" and character_limit(field):
        attrs["aria-describedby"] = f"{field.auto_id}-info {field.aria_describedby or ''}".strip()
        # Without this attribute a browser does not cut a long paste short: the form says what is too long.
        attrs["maxlength"] = False
    if kind == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(attrs=attrs)


def describe(field: BoundField) -> dict[str, Any]:
    """All that ``components/field.html`` prints of a field beside its label and hint."""
    kind = control_kind(field)
    return {
        "kind": kind,
        "control": control(field) if kind not in ("radios", "checkboxes", "parts") else "",
        "errors": errors_of(field),
        "limit": character_limit(field) if kind == "textarea" else None,
        "label_size": getattr(field.form, "label_size", {}).get(field.name, ""),
        "optional": not field.field.required
        and kind not in ("checkbox", "checkboxes")
        and field.name not in getattr(field.form, "conditional", ()),
        "options": [option.data for option in field] if kind in ("radios", "checkboxes") else [],
        "parts": list(_parts(field)) if kind == "parts" else [],
    }


def _parts(field: BoundField) -> Iterator[dict[str, Any]]:
    """The inputs of a field in several parts; the widget says how each is called (``DatePartsWidget.part_names``)."""
    widget = field.field.widget
    inputs = field.subwidgets[0].data["subwidgets"]
    yield from ({"label": name, **part} for name, part in zip(widget.part_names, inputs, strict=True))


def character_limit(field: BoundField) -> int | None:
    """How many characters a text may have; None for no limit."""
    return getattr(field.field, "max_length", None)


def errors_of(field: BoundField) -> list[str]:
    """The errors of a field in words. "This field is required" becomes an instruction that makes sense on its own."""
    return [_instruction(field) if message == _EMPTY else str(message) for message in field.errors]


def _instruction(field: BoundField) -> str:
    label = str(field.label)
    if len(label) > 1 and label[1].islower():  # leaves RAG, SRO and PMO as they are
        label = label[0].lower() + label[1:]
    verb = {"file": "Choose", "checkbox": "Tick"}.get(control_kind(field))
    if verb is None:
        verb = "Select" if hasattr(field.field, "choices") else "Enter"
    return f"{verb} {label.rstrip('?:')}"


def error_lines(form: BaseForm | BaseFormSet) -> Iterator[dict[str, str]]:
    """Each error of a form or formset as ``text`` and the ``target`` id it is about ("" for the form as a whole)."""
    if isinstance(form, BaseFormSet):
        yield from ({"text": str(message), "target": ""} for message in form.non_form_errors())
        for each in form.forms:
            yield from error_lines(each)
        return
    yield from ({"text": str(message), "target": ""} for message in form.non_field_errors())
    for field in form:
        target = "" if field.is_hidden else _first_control(field)
        yield from ({"text": message, "target": target} for message in errors_of(field))


def _first_control(field: BoundField) -> str:
    """The id to go to: for a group of controls, that of the first."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")
