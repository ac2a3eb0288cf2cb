"""What people choose on the pages of schedules."""

from typing import Any, cast

from django import forms

from portfolios.models import Footprint, Person, Session
from portfolios.queries.holders import accounts_with
from reports.actions.schedule_setup import Settings
from reports.models import PaperSchedule, PaperType, SetPoint
from risks.forms.assigning import PersonChoice
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import PortalForm


class ScheduleForm(PortalForm):
    """When papers are made, in whose name, and whether they are published by themselves."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    set_point = forms.ChoiceField(
        choices=SetPoint.choices,
        widget=forms.RadioSelect,
        label="When it is compiled",
        help_text="The dates are those of each period in the calendar: whatever is changed there counts here.",
        error_messages={"required": "Select when it is compiled"},
    )
    time_of_day = forms.TimeField(
        label="Time of day",
        help_text="For example, 08:00. Not used where it is compiled as soon as the period is locked.",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "nhsuk-input--width-5"}),
        error_messages={
            "required": "Enter the time of day",
            "invalid": "Time of day must be a time, such as 08:00",
        },
    )
    author = PersonChoice(
        label="Author",
        empty_label="Select a person",
        help_text="Somebody with an account who may write papers. They are told when one is made.",
        error_messages={"required": "Select who writes these papers"},
    )
    sponsor = PersonChoice(label="Sponsor", required=False, empty_label="None")
    publishes = forms.BooleanField(
        required=False,
        label="Publish it by itself on the day papers are sent out, once it is approved",
    )

    def __init__(
        self, data: Any = None, *, footprint: Footprint, schedule: PaperSchedule | None = None
    ) -> None:
        names = ("version", "set_point", "time_of_day", "author", "sponsor", "publishes")
        initial = {name: getattr(schedule, name) for name in names} if schedule else {"time_of_day": "08:00"}
        super().__init__(data, initial=initial)
        people = Person.objects.filter(footprint=footprint).order_by("name", "post")
        writers = accounts_with(Permission.EDIT_PAPERS, footprint).order_by()
        cast(forms.ModelChoiceField, self.fields["author"]).queryset = people.filter(user__in=writers)
        cast(forms.ModelChoiceField, self.fields["sponsor"]).queryset = people

    @property
    def has_authors(self) -> bool:
        """Whether there is anybody to choose as the author. One query."""
        found = cast(forms.ModelChoiceField, self.fields["author"]).queryset
        return found is not None and found.exists()

    @property
    def settings(self) -> Settings:
        """What was chosen, as the actions take it. Only of a valid form."""
        return cast(Settings, {name: self.cleaned_data[name] for name in Settings.__annotations__})


class AddScheduleForm(ScheduleForm):
    """The same for a new schedule, with the type and the session it is for."""

    paper_type = forms.ModelChoiceField(
        PaperType.objects.none(),
        label="Type of paper",
        empty_label="Select a type",
        error_messages={"required": "Select the type of paper"},
    )
    session = forms.ChoiceField(
        choices=Session.choices,
        initial=Session.PUBLIC,
        widget=forms.RadioSelect,
        label="Session",
        error_messages={"required": "Select the session"},
    )

    def __init__(self, data: Any = None, *, footprint: Footprint) -> None:
        super().__init__(data, footprint=footprint)
        types = PaperType.objects.filter(footprint=footprint, is_retired=False)
        cast(forms.ModelChoiceField, self.fields["paper_type"]).queryset = types
        self.initial["session"] = Session.PUBLIC
        self.order_fields(["paper_type", "session"])
