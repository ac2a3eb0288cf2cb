"""What people type to name a deputy."""

from typing import Any, cast

from django import forms

from portfolios.models import Footprint, Person
from portfolios.queries.holders import accounts_with
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import DatePartsField, PortalForm


class AccountChoice(forms.ModelChoiceField):
    """Accounts by name and address: two people may have one name."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name} ({user.email})"


class DeputyForm(PortalForm):
    """A deputy from a day to a day; ``principal`` is for whom, where that is not to be chosen."""

    principal = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who is away",
        empty_label="Select a person",
        error_messages={"required": "Select who is away."},
    )
    deputy = AccountChoice(
        User.objects.none(),
        label="Who stands in for them",
        empty_label="Select a person",
        error_messages={"required": "Select who stands in."},
        help_text="Somebody with an account who may read private material.",
    )
    valid_from = DatePartsField(
        label="First day",
        help_text="For example, 20 9 2017.",
        error_messages={"required": "Enter the first day."},
    )
    valid_to = DatePartsField(
        label="Last day",
        help_text="The day itself is included. It ends by itself.",
        error_messages={"required": "Enter the last day."},
    )
    reason = forms.CharField(
        required=False, max_length=200, label="Reason", help_text="Such as annual leave."
    )

    def __init__(self, *args: Any, footprint: Footprint, principal: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._principal = principal
        deputies = cast(forms.ModelChoiceField, self.fields["deputy"])
        deputies.queryset = accounts_with(Permission.VIEW_PRIVATE, footprint)
        if principal:
            del self.fields["principal"]
            deputies.label = "Who stands in for you"
            deputies.queryset = deputies.queryset.exclude(people=principal)
        else:
            people = Person.objects.filter(footprint=footprint, user__is_active=True)
            cast(forms.ModelChoiceField, self.fields["principal"]).queryset = people

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        return ({"principal": self._principal} if self._principal else {}) | self.cleaned_data
