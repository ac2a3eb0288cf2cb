"""What people type and choose on the pages of asks and decisions."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils import timezone

from portfolios.models import Ask, AskOutcome, AskPurpose, Meeting
from risks.queries.asks import STAGES
from stp_portal.core.forms import DatePartsField, FilterForm, PortalForm
from stp_portal.core.templatetags.text_tags import nhs_date

SORTS = (("newest", "Newest first"), ("oldest", "Oldest first"))


class AsksForm(FilterForm):
    """The filters of the log."""

    q = forms.CharField(required=False, max_length=100, label="Text")
    stage = forms.ChoiceField(required=False, label="How it stands")
    purpose = forms.ChoiceField(required=False, label="Asked for")
    body = forms.ChoiceField(required=False, label="Body that is asked")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(
        self, data: Any, *, bodies: Iterable[tuple[str, str]], initiatives: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.offer("stage", [("", "Any"), *STAGES.items()], "a stage here: these are at any")
        self.offer("purpose", [("", "Either"), *AskPurpose.choices], "a purpose here: these are for either")
        self.offer("body", [("", "Any body"), *bodies], "a body that was asked: these are of every body")
        self.offer(
            "initiative", [("", "All"), *initiatives], "an initiative here: these are of all and of offices"
        )
        self.offer("sort", SORTS, "an order here: the newest come first")


class MeetingChoice(forms.ModelChoiceField):
    """Sittings of one body by day."""

    def label_from_instance(self, meeting: Meeting) -> str:
        return nhs_date(meeting.date)


class MinuteForm(PortalForm):
    """What the body said, and when."""

    conditional = frozenset({"meeting", "on", "text"})
    label_size = {"outcome": "m"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=AskOutcome.choices,
        widget=forms.RadioSelect,
        help_text="What is deferred stands in the next paper again.",
        error_messages={"required": "Select what came of it."},
    )
    text = forms.CharField(
        required=False,
        max_length=2000,
        label="As minuted",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The words of the minutes. A decision needs them.",
    )
    meeting = MeetingChoice(
        Meeting.objects.none(),
        required=False,
        label="Meeting",
        empty_label="Outside a meeting",
        error_messages={"invalid_choice": "Select one of the meetings listed."},
    )
    on = DatePartsField(
        required=False, label="Day, if it was outside a meeting", help_text="For example, 20 9 2017."
    )
    reference = forms.CharField(
        required=False, max_length=40, label="Number in the minutes", help_text="Such as 17/104."
    )

    def __init__(self, data: Any = None, *, ask: Ask) -> None:
        super().__init__(data, initial={"version": ask.version})
        held = Meeting.objects.filter(body=ask.body_id, date__lte=timezone.localdate()).order_by("-date")
        chosen = cast(forms.ModelChoiceField, self.fields["meeting"])
        chosen.queryset = held
        chosen.help_text = (
            f"Meetings of {ask.body} up to today. One that is missing is added in the calendar."
        )


class DoneForm(PortalForm):
    """What was done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What was done",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was done."},
    )

    def __init__(self, data: Any = None, *, ask: Ask) -> None:
        super().__init__(data, initial={"version": ask.version})


class ReasonForm(PortalForm):
    """Why an ask is withdrawn or opened again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason."},
    )

    def __init__(self, data: Any = None, *, ask: Ask) -> None:
        super().__init__(data, initial={"version": ask.version})
