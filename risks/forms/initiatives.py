"""Which initiative something belongs to, as it is chosen in a form."""

from django import forms

from portfolios.models import Initiative


class InitiativeChoice(forms.ModelChoiceField):
    """Initiatives by name, with what they are; of none until the form gives it a queryset."""

    def label_from_instance(self, initiative: Initiative) -> str:
        return f"{initiative.name} ({initiative.get_kind_display().lower()})"
