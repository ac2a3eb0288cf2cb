"""The settings of a footprint's reporting cycle, as people type them."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from portfolios.actions.cycles import LIMITS, STEPS, Settings
from portfolios.models import Body, Cadence, Cycle, RatingDimension
from stp_portal.core.forms import DatePartsField, PortalForm


def number(label: str, name: str, help_text: str = "") -> forms.IntegerField:
    """A whole number up to the limit of the setting called ``name``."""
    usual = Cycle._meta.get_field(name).default  # type: ignore[union-attr]  # a column of our own
    return forms.IntegerField(
        min_value=0,
        max_value=LIMITS[name],
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": f"Enter a number for {label[0].lower()}{label[1:]}",
            "invalid": f"{label} must be a whole number, such as {usual}",
            "min_value": f"{label} must be 0 or more",
            "max_value": f"{label} must be {LIMITS[name]} or fewer",
        },
    )


class DaysField(forms.CharField):
    """Whole numbers of working days before (-) and after, with commas between: “-5, -1, 1, 3”."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        # Word processors make a minus sign or a dash of a hyphen.
        text = super().clean(value).replace("−", "-").replace("–", "-")
        parts = text.replace(",", " ").replace(";", " ").split()
        days: list[int] = []
        for part in parts:
            try:
                days.append(int(part))
            except ValueError as wrong:
                raise ValidationError(
                    f"“{part[:20]}” is not a whole number of working days. Write them as -5, -1, 1, 3"
                ) from wrong
        return days


class CycleForm(PortalForm):
    """How a footprint runs its cycle."""

    conditional = frozenset({"first_day", "body", "reminder_days"})

    version = forms.IntegerField(widget=forms.HiddenInput)
    cadence = forms.ChoiceField(
        choices=Cadence.choices, widget=forms.RadioSelect, label="Reporting periods are"
    )
    first_day = DatePartsField(
        required=False,
        label="First day of a four-week period",
        help_text="For four weeks only: the first day of any one of the periods, past or to come",
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        required=False,
        empty_label="None: count from the end of the period",
        label="Body whose meetings the dates are counted back from",
    )
    data_cut_off = number("Data cut-off", "data_cut_off")
    returns_due = number("Returns due", "returns_due")
    assurance = number("PMO assurance", "assurance")
    sign_off = number("Sign-off", "sign_off")
    despatch = number("Papers sent out", "despatch")
    reminder_days = DaysField(
        required=False,
        label="Reminders to leads",
        help_text="Working days before (with a minus) and after returns are due, for example -5, -1, 1, 3. "
        "Leave empty for no reminders.",
    )
    sponsor_after = number(
        "The sponsor hears last",
        "sponsor_after",
        "Working days after returns are due",
    )
    reminder_time = forms.TimeField(
        label="Time of day of reminders",
        help_text="For example, 08:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "nhsuk-input--width-5"}),
        error_messages={
            "required": "Enter the time of day of reminders",
            "invalid": "Time of day of reminders must be a time, such as 08:00",
        },
    )
    dimensions = forms.MultipleChoiceField(
        required=False,
        choices=[choice for choice in RatingDimension.choices if choice[0] != RatingDimension.OVERALL],
        widget=forms.CheckboxSelectMultiple,
        label="Rate beside the overall rating",
        help_text="Each one ticked is asked for in every report",
    )
    stale_after_days = number(
        "A report is out of date after",
        "stale_after_days",
        "Days since the last one was returned; twice as many for who reports every second period",
    )
    slip_days = number("A milestone has slipped badly by", "slip_days", "Days later than its baseline")
    overdue_days = number("A milestone is seriously overdue after", "overdue_days", "Days since it was due")
    red_risks = number(
        "Risks in the worst band that are serious", "red_risks", "How many open risks of one initiative"
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        initial = {name: getattr(cycle, name) for name in ("version", *Settings.__annotations__)}
        super().__init__(*args, **kwargs | {"initial": initial})
        bodies = Body.objects.filter(footprint=cycle.footprint_id)
        cast(forms.ModelChoiceField, self.fields["body"]).queryset = bodies

    @property
    def steps(self) -> list[forms.BoundField]:
        """The fields of the steps before a meeting, in their order."""
        return [self[name] for name in STEPS]

    @property
    def settings(self) -> Settings:
        """What was typed, for the action. Only of a valid form."""
        return cast(Settings, {name: self.cleaned_data[name] for name in Settings.__annotations__})
