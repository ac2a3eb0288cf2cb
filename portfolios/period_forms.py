"""What people type on the pages of periods and meetings."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from portfolios.actions.periods import Changes
from portfolios.models import Body, Footprint, Meeting, ReportingPeriod
from portfolios.planning import STEPS
from stp_portal.core.forms import DatePartsField, PortalForm
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision
from stp_portal.core.templatetags.text_tags import nhs_date

# More meetings than any body has in years.
MOST_DAYS = 60


class AddForm(PortalForm):
    """The days of one period; its meeting and dates follow from the cycle and can be changed afterwards."""

    conditional = frozenset({"label"})

    first_day = DatePartsField(
        label="First day",
        help_text="For example, 1 9 2017",
        error_messages={"required": "Enter the first day"},
    )
    last_day = DatePartsField(
        label="Last day",
        help_text="A period may end on the day on which the next begins",
        error_messages={"required": "Enter the last day"},
    )
    label = forms.CharField(
        required=False,
        max_length=60,
        label="Name",
        help_text="Leave empty for the usual one, such as “September 2017” or “4 September to 1 October 2017”",
    )


class StartForm(PortalForm):
    """From when a year is planned."""

    start = DatePartsField(
        label="Plan a year from",
        help_text="Any day of its first period",
        error_messages={"required": "Enter a day of the first period"},
    )


class MeetingChoice(forms.ModelChoiceField):
    """Meetings by body and day."""

    def label_from_instance(self, meeting: Meeting) -> str:
        return f"{meeting.body.short}, {nhs_date(meeting.date)}"


class DatesForm(PortalForm):
    """All that can be changed of a period."""

    conditional = frozenset({"meeting", *STEPS})

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(max_length=60, label="Name")
    first_day = DatePartsField(label="First day", error_messages={"required": "Enter the first day"})
    last_day = DatePartsField(label="Last day", error_messages={"required": "Enter the last day"})
    meeting = MeetingChoice(
        Meeting.objects.none(),
        required=False,
        empty_label="None",
        label="Meeting that its papers go to",
        help_text="The button below counts the dates back from it, or on from the last day where there is none",
        error_messages={"invalid_choice": "Select one of the meetings listed"},
    )
    data_cut_off = DatePartsField(required=False, label="Data cut-off")
    returns_due = DatePartsField(required=False, label="Returns due")
    assurance_due = DatePartsField(required=False, label="PMO assurance")
    sign_off_due = DatePartsField(required=False, label="Sign-off")
    despatch_on = DatePartsField(required=False, label="Papers sent out")
    note = forms.CharField(required=False, max_length=300, label="Note")

    def __init__(self, *args: Any, period: ReportingPeriod, **kwargs: Any) -> None:
        names = ("version", "label", "first_day", "last_day", "meeting", *STEPS, "note")
        initial = {name: getattr(period, name) for name in names}
        super().__init__(*args, **kwargs | {"initial": initial})
        meetings = Meeting.objects.filter(footprint=period.footprint_id, date__gte=period.first_day)
        if period.meeting_id:
            # Its own stays among them, whatever its day.
            meetings |= Meeting.objects.filter(footprint=period.footprint_id, pk=period.meeting_id)
        choice = cast(forms.ModelChoiceField, self.fields["meeting"])
        choice.queryset = meetings.select_related("body").order_by("date", "body__name")

    def with_days(self, days: dict[str, date]) -> dict[str, str]:
        """What was typed, with ``days`` in place of the dates of these names: to be shown again, not saved."""
        typed = {name: self.data[name] for name in self.data}
        for name, day in days.items():
            parts = zip(("day", "month", "year"), (day.day, day.month, day.year), strict=True)
            typed |= {f"{name}_{part}": str(value) for part, value in parts}
        return typed

    @property
    def changes(self) -> Changes:
        """What was typed, for the action. Only of a valid form."""
        return cast(Changes, {name: value for name, value in self.cleaned_data.items() if name != "version"})


class MeetingsForm(PortalForm):
    """Meetings of one body, as many as are known."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Body",
        empty_label="Select a body",
        error_messages={"required": "Select a body"},
    )
    days = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        label="Days of its meetings",
        help_text="One to a line, for example 20 September 2017 or 20/09/2017",
        error_messages={"required": "Enter the day of a meeting"},
    )

    def __init__(self, *args: Any, footprint: Footprint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["body"]).queryset = Body.objects.filter(footprint=footprint)

    def clean_days(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["days"].splitlines() if line.strip()]
        if len(lines) > MOST_DAYS:
            raise ValidationError(f"These are {len(lines)} days. Enter {MOST_DAYS} or fewer at a time.")
        days, wrong = [], []
        for number, line in enumerate(lines, start=1):
            read = FuzzyDate.parse(line)
            # “w/c 18 September 2017” counts as a day, and is seven of them.
            if read.precision == Precision.DAY and read.last and read.first == read.last:
                days.append(read.last)
            else:
                wrong.append(f"Line {number}, “{line[:40]}”, is not a day. Write it as 20 September 2017")
        if wrong:
            raise ValidationError(wrong)
        return days
