"""What people type and choose on the pages of dependencies."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils import timezone

from portfolios.models import Footprint, Initiative
from risks.forms.initiatives import InitiativeChoice
from risks.forms.statuses import ANY_STATUS
from risks.models import Dependency, DependencyStatus
from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.forms import DatePartsField, FilterForm, PortalForm

STATES = (
    ("", "Any"),
    ("unconfirmed", "Waiting to be confirmed"),
    ("late", "Promised after it is needed"),
    ("overdue", "Overdue"),
)
SORTS = (("needed", "Needed first"), ("number", "Number"), ("-number", "Number, newest first"))


class DependenciesForm(FilterForm):
    """The filters of the list of dependencies."""

    q = forms.CharField(required=False, max_length=100, label="Text or number")
    initiative = forms.ChoiceField(required=False, label="Given or needed by, with all below it")
    state = forms.ChoiceField(required=False, label="How it stands")
    status = forms.ChoiceField(required=False, label="Status")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(self, data: Any, *, initiatives: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.offer(
            "initiative",
            [("", "All initiatives"), *initiatives],
            "an initiative here: these are of all of them",
        )
        self.offer("state", STATES, "a way it can stand: these stand in any")
        statuses = [*DependencyStatus.choices, ANY_STATUS]
        self.offer("status", statuses, "a status of dependencies: these are the open ones")
        self.offer("sort", SORTS, "an order here: what is needed first comes first")


class DependencyForm(PortalForm):
    """What is given and by when; the two ends only of a new one."""

    conditional = frozenset({"promised", "reason", "private_reason"})

    form = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    giver = InitiativeChoice(
        Initiative.objects.none(),
        label="Who gives it",
        empty_label="Select an initiative",
        error_messages={"required": "Select the initiative that gives it."},
    )
    taker = InitiativeChoice(
        Initiative.objects.none(),
        label="Who needs it",
        empty_label="Select an initiative",
        error_messages={"required": "Select the initiative that needs it."},
    )
    text = forms.CharField(
        label="What is given",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="So that both ends agree whether it has come, such as “the shared care record, live in all "
        "practices”.",
        error_messages={"required": "Say what is given."},
    )
    needed_by = FuzzyDateFormField(
        label="Needed by",
        help_text="For example, 31 March 2018, March 2018 or Q4 17/18.",
        error_messages={"required": "Enter the date by which it is needed."},
    )
    promised = FuzzyDateFormField(
        required=False, label="Promised for", help_text="Leave it empty until whoever gives it has said when."
    )
    reason = forms.CharField(
        required=False, max_length=500, label="Why a date changes", help_text="The other end is told today."
    )
    private_reason = forms.CharField(
        required=False,
        max_length=200,
        label="Why it is private, if it is",
        help_text="The reason, or the exemption that applies. Leave empty for a public dependency.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        footprint: Footprint,
        row: Dependency | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        if row:
            initial = {
                "version": row.version,
                "text": row.text,
                "needed_by": row.needed_by,
                "promised": row.promised,
            }
        super().__init__(data, initial=initial)
        if row:
            for name in ("giver", "taker", "private_reason", "form"):
                del self.fields[name]
            return
        del self.fields["version"], self.fields["reason"]
        known = Initiative.objects.filter(footprint=footprint).order_by("position", "name")
        for name in ("giver", "taker"):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = known


class MetForm(PortalForm):
    """The day on which it was received."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DatePartsField(label="Received on", error_messages={"required": "Enter the day it was received."})

    def __init__(self, data: Any = None, *, row: Dependency) -> None:
        super().__init__(data, initial={"version": row.version, "on": timezone.localdate()})


class WithdrawForm(PortalForm):
    """Why it is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is withdrawn."},
    )

    def __init__(self, data: Any = None, *, row: Dependency) -> None:
        super().__init__(data, initial={"version": row.version})
