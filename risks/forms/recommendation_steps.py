"""What people type to say how recommendations stand, to close one and to open it again."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import Truncator

from portfolios.models import Meeting
from risks.actions.recommendation_updates import SAYABLE
from risks.forms.actions import ActionUpdateForm
from risks.forms.assigning import choose
from risks.forms.reviews import offer_words
from risks.models import Recommendation
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm
from stp_portal.core.numbers import whole_number
from stp_portal.core.templatetags.text_tags import nhs_date, plain


def evidence_field() -> forms.CharField:
    """Where what is said can be seen."""
    return forms.CharField(
        required=False,
        max_length=1000,
        label="Evidence",
        help_text="Where it can be seen: a paper, a minute, or the address of a page.",
    )


class RecommendationUpdateForm(ActionUpdateForm):
    """How a recommendation stands."""

    evidence = evidence_field()
    field_order = ("version", "text", "evidence", "status", "on", "due", "review_on")

    def __init__(self, data: Any, *, recommendation: Recommendation) -> None:
        super().__init__(data, action=recommendation, statuses=SAYABLE)
        offer_words(self, "status", SAYABLE)


class TogetherForm(PortalForm):
    """One update of several recommendations of a review."""

    chosen = forms.MultipleChoiceField(
        label="Recommendations",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the recommendations that this is about."},
    )
    text = NarrativeField(
        label="What has happened",
        help_text="Said once of all of them.",
        rows=4,
        error_messages={"required": "Say what has happened: a status is not changed without it."},
    )
    evidence = evidence_field()
    status = forms.ChoiceField(
        label="How they stand now",
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they stand."},
    )
    on = DatePartsField(
        label="As of",
        help_text="The day on which this was so.",
        error_messages={"required": "Enter the day on which this was so."},
    )
    # What each was when the page was made, as “number:version”.
    read = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, offered: Iterable[Recommendation], ticked: Iterable[str] = ()) -> None:
        self._offered = {str(one.number): one for one in offered}
        versions = " ".join(f"{number}:{one.version}" for number, one in self._offered.items())
        super().__init__(data, initial={"chosen": list(ticked), "on": timezone.localdate(), "read": versions})
        choose(
            self,
            "chosen",
            [
                (number, f"{number}. {Truncator(plain(one.text)).words(30)}")
                for number, one in self._offered.items()
            ],
        )
        offer_words(self, "status", SAYABLE)

    def read_anew(self) -> None:
        """Go on from the recommendations as they are now, after a Conflict."""
        self.retype(read=str(self.initial["read"]))

    @property
    def content(self) -> Mapping[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        versions = dict(pair.split(":", 1) for pair in self.cleaned_data["read"].split() if ":" in pair)
        typed = {name: self.cleaned_data[name] for name in ("text", "evidence", "status", "on")}
        return typed | {
            "recommendations": {
                self._offered[number]: whole_number(versions.get(number, ""))
                for number in self.cleaned_data["chosen"]
            }
        }


class MeetingChoice(forms.ModelChoiceField):
    """Meetings by body and day."""

    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{meeting.body}, {nhs_date(meeting.date)}"


class CloseForm(PortalForm):
    """Which meeting closed it, and what it said."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label="Meeting that closed it",
        empty_label="Select a meeting",
        error_messages={"required": "Select the meeting that closed it."},
    )
    status = forms.ChoiceField(
        label="What it decided",
        widget=forms.RadioSelect,
        choices=[("closed", "Closed: it is done"), ("withdrawn", "Withdrawn: it will not be done")],
        error_messages={"required": "Say whether it was closed or withdrawn."},
    )
    reason = NarrativeField(
        label="What the meeting said, as minuted",
        rows=4,
        error_messages={"required": "Write down what the meeting said."},
    )

    def __init__(self, data: Any, *, recommendation: Recommendation, meetings: Any) -> None:
        """``meetings`` are those of its overseers that were held."""
        super().__init__(data, initial={"version": recommendation.version})
        cast(forms.ModelChoiceField, self.fields["meeting"]).queryset = meetings


class ReopenForm(PortalForm):
    """Why it is opened again."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = NarrativeField(
        label="Why it is opened again", rows=3, error_messages={"required": "Say why it is opened again."}
    )

    def __init__(self, data: Any, *, recommendation: Recommendation) -> None:
        super().__init__(data, initial={"version": recommendation.version})
