"""What people choose and type when they lock a period or open it again."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from reports.queries.lock import Awaited
from stp_portal.core.forms import NarrativeField, PortalForm


class LockForm(PortalForm):
    """The version of the period that was looked at, and a tick for each report that it is locked without.

    A report that came to be signed off meanwhile has no tick any more; what was ticked for it is passed over.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, awaited: Sequence[Awaited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awaited = awaited
        for one in awaited:
            name = one.expected.name
            label = f"Lock without {name}" if one.standing else f"Lock {name} without its sign-off"
            self.fields[_tick(one.expected.slug)] = forms.BooleanField(required=False, label=label)

    @property
    def accepted(self) -> frozenset[str]:
        """The slugs of the initiatives whose reports were ticked. Of a form that was found valid."""
        slugs = (one.expected.slug for one in self.awaited)
        return frozenset(slug for slug in slugs if self.cleaned_data[_tick(slug)])

    def refuse(self, refused: ValidationError) -> None:
        """As for every form; what was not accepted is said at its own tick."""
        if hasattr(refused, "error_dict"):
            for error in refused.error_dict.pop("accept", []):
                field = _tick(str(error.code))
                self.add_error(field if field in self.fields else None, error)
        super().refuse(refused)

    def missing(self) -> Iterator[tuple[Awaited, BoundField]]:
        """The reports that were not returned, each with its tick."""
        return ((one, self[_tick(one.expected.slug)]) for one in self.awaited if one.standing)

    def unsigned(self) -> Iterator[tuple[Awaited, BoundField]]:
        """The reports that were returned and are not signed off, each with its tick."""
        return ((one, self[_tick(one.expected.slug)]) for one in self.awaited if not one.standing)


def _tick(slug: str) -> str:
    return f"accept-{slug}"


class ReopenForm(PortalForm):
    """Why a period is opened again, and the version of it that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = NarrativeField(
        rows=3,
        max_length=2000,
        label="Reason",
        help_text="Kept on record, and shown in the period room.",
        error_messages={"required": "Say why the period is opened again."},
    )
