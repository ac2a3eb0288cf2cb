"""What readers of published papers choose, and the file they ask about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reports.queries.published import Edition
from reports.upload_digest import LARGEST, Digest
from stp_portal.core.forms import FilterForm, PortalForm


class PublishedForm(FilterForm):
    """The filters of the published papers of a footprint: only what there is to choose is offered."""

    year = forms.ChoiceField(required=False, label="Year of the meeting")
    type = forms.ChoiceField(required=False, label="Type of paper")

    def __init__(self, data: Any, found: Sequence[Edition]) -> None:
        super().__init__(data)
        years = sorted({str(one.year) for one in found}, reverse=True)
        types = sorted({one.type_name for one in found})
        self.offer(
            "year",
            [("", "All years"), *((year, year) for year in years)],
            "a year of papers here: these are the papers of every year",
        )
        self.offer(
            "type",
            [("", "All types"), *((name, name) for name in types)],
            "a kind of paper here: these are papers of every kind",
        )


class CheckForm(PortalForm):
    """The file that somebody asks about; of it only the hash arrives (``DigestHandler``)."""

    file = forms.FileField(
        label="File to check",
        help_text="PDF, web page, Word or Excel, up to 30 MB. The file is not kept.",
        error_messages={
            "empty": "The file is empty, so its download may have broken off. Download it again and check that one."
        },
    )

    def clean_file(self) -> Digest:
        """Refuse what was too large to be read."""
        sent: Digest = self.cleaned_data["file"]
        if not sent.sha256:
            raise ValidationError(
                f"Choose a file of at most {LARGEST // 1024**2} MB: what is published here is smaller."
            )
        return sent
