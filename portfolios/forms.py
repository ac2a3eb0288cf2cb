"""What people type on the portfolios pages."""

from typing import Any, cast

from django import forms

from portfolios.models import Initiative, InitiativeRole, Person
from stp_portal.accounts.roles import Role
from stp_portal.core.forms import DatePartsField, PortalForm

# Nobody becomes PMO lead because a list happened to begin with it.
NO_ROLE = ("", "Select a role")


class GrantForm(PortalForm):
    """A role for an account, which is made if the address is new."""

    prefix = "grant"
    name = forms.CharField(
        max_length=200, label="Full name", error_messages={"required": "Enter the person's full name."}
    )
    email = forms.EmailField(
        label="Email address",
        help_text="They sign in with this address. "
        "A new account gets its password by “Forgot your password?” on the sign-in page.",
        error_messages={
            "required": "Enter an email address.",
            "invalid": "Enter an email address in full, such as name@example.org.",
        },
    )
    role = forms.ChoiceField(
        choices=[NO_ROLE, *Role.choices], label="Role", error_messages={"required": "Select a role."}
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        required=False,
        empty_label="Not listed",
        label="Who of the people on record",
        help_text="A lead, senior responsible owner or member of the PMO who is not listed is added.",
    )

    def __init__(self, *args: Any, footprint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(footprint=footprint, user=None)
        cast(forms.ModelChoiceField, self.fields["person"]).queryset = people


class AssignForm(PortalForm):
    """A role in an initiative, for a person or post."""

    prefix = "assign"
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Person or post", error_messages={"required": "Select a person or post."}
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label="Initiative", error_messages={"required": "Select an initiative."}
    )
    role = forms.ChoiceField(
        choices=[NO_ROLE, *InitiativeRole.choices],
        label="Role",
        error_messages={"required": "Select a role."},
    )
    is_acting = forms.BooleanField(required=False, label="Acting")
    valid_from = DatePartsField(
        required=False, label="From", help_text="For example, 20 9 2017. Leave empty if not known."
    )

    def __init__(self, *args: Any, footprint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("person", Person), ("initiative", Initiative)):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = model.objects.filter(
                footprint=footprint
            )
