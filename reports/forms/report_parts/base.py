"""What the parts of the report form have in common."""

from collections.abc import Mapping
from typing import Any

from django import forms

from reports.queries.report_form import ReportSetting

DATE_HINT = "For example, 31/03/2027, March 2027 or Q4 2026/27."


class Part:
    """A part of the form that depends on what is on record: one or several fields for each thing that is there."""

    def __init__(self, setting: ReportSetting) -> None:
        self.setting = setting

    def fields(self) -> dict[str, forms.Field]:
        """The fields, in the order of the page."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What stands in them when the form is opened."""
        return {}

    def problems(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What contradicts itself in the cleaned ``data``, by field: nothing that is merely missing."""
        return {}


def one_line(label: str, *, longest: int = 300, hint: str = "") -> forms.CharField:
    """A short text that may stay empty."""
    return forms.CharField(
        required=False,
        max_length=longest,
        label=label,
        help_text=hint,
        error_messages={"max_length": f"{label}: shorten it to %(limit_value)d characters or fewer."},
    )


def choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """Radios of which none need be chosen."""
    return forms.ChoiceField(
        required=False,
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select one of the answers listed."},
    )


def typed_beside(data: Mapping[str, Any], name: str, parts: tuple[str, ...]) -> bool:
    """Whether one of ``<name>_<part>`` was filled in although the answer ``name`` makes no use of it.

    The answers "new" and "met" do. A browser without scripts shows all boxes, whatever is answered.
    """
    return data.get(name) not in ("new", "met") and any(data.get(f"{name}_{part}") for part in parts)
