"""A type of paper as people type it."""

from typing import Any, cast

from django import forms

from portfolios.models import Footprint
from reports.models import CoverTemplate, DistributionList, HouseStyle, PaperType
from reports.queries.patterns import Pattern, patterns
from stp_portal.accounts.models import User
from stp_portal.core.forms import NarrativeField, PortalForm

SCRATCH = ""
HEADING_HELP = "Printed over the title of each paper, such as NHS Northmere Clinical Commissioning Group"


class SheetChoiceField(forms.ModelChoiceField):
    """A cover sheet, named with its edition where there are several."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.name if obj.edition == 1 else f"{obj.name}, edition {obj.edition}"


class NewTypeForm(PortalForm):
    """What a type is called and what it begins from."""

    name = forms.CharField(max_length=200, label="Name", help_text="Such as Governing Body update")
    organisation_heading = forms.CharField(
        max_length=200, label="Organisation, as headed", help_text=HEADING_HELP
    )
    begun_from = forms.ChoiceField(
        required=False,
        label="Begin with",
        widget=forms.RadioSelect,
        help_text="Its sections are copied. Whatever it begins with, you can change all of it afterwards.",
    )
    cover_template = SheetChoiceField(
        CoverTemplate.objects.none(),
        required=False,
        empty_label="The one that comes with it",
        label="Cover sheet",
        help_text="With nothing to begin with, that is a short sheet to add to",
    )
    conditional = frozenset({"begun_from", "cover_template"})
    label_size = {"begun_from": "m"}

    def __init__(self, data: Any, *, footprint: Footprint, user: User, copied: str = "") -> None:
        super().__init__(data, initial={"begun_from": f"type:{copied}" if copied else SCRATCH})
        self.types = {
            f"type:{row.slug}": row
            for row in PaperType.objects.visible_to(user).filter(footprint=footprint, is_retired=False)
        }
        self.patterns = {f"pattern:{key}": pattern for key, pattern in patterns().items()}
        cast(forms.ChoiceField, self.fields["begun_from"]).choices = [
            (SCRATCH, "Nothing: add the sections one by one"),
            *(
                (value, f"{pattern.name} ({pattern.about.rstrip('.')})")
                for value, pattern in self.patterns.items()
            ),
            *((value, f"A copy of your {row.name}") for value, row in self.types.items()),
        ]
        cast(Any, self.fields["cover_template"]).queryset = sheets_of(footprint, user)

    @property
    def source(self) -> PaperType | Pattern | None:
        """What a valid form begins with; None for nothing."""
        chosen = self.cleaned_data["begun_from"]
        return self.types.get(chosen) or self.patterns.get(chosen)


class TypeForm(PortalForm):
    """What papers of a type have beside their sections."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, label="Name")
    organisation_heading = forms.CharField(
        max_length=200, label="Organisation, as headed", help_text=HEADING_HELP
    )
    cover_template = SheetChoiceField(
        CoverTemplate.objects.none(),
        empty_label=None,
        label="Cover sheet",
        help_text="A paper has the edition that is in force on the day of its meeting",
    )
    house_style = forms.ModelChoiceField(
        HouseStyle.objects.none(),
        required=False,
        empty_label="None: the look of the portal",
        label="House style",
    )
    distribution = forms.ModelChoiceField(
        DistributionList.objects.none(),
        required=False,
        empty_label="Nobody",
        label="Sent to, when it is published",
    )
    recommendation_verb = forms.CharField(
        required=False,
        max_length=40,
        label="Usual verb of the recommendation",
        help_text="What the body is asked to do in one word, such as note",
    )
    recommendation = NarrativeField(
        required=False,
        rows=3,
        label="Usual recommendation",
        help_text="Such as: The Governing Body is asked to note the report.",
    )
    conditional = frozenset({"house_style", "distribution"})

    def __init__(self, data: Any, *, paper_type: PaperType, user: User) -> None:
        super().__init__(data, initial=saved(paper_type))
        place = paper_type.footprint
        fields = cast(dict[str, Any], self.fields)
        fields["cover_template"].queryset = sheets_of(place, user)
        for name, model in (("house_style", HouseStyle), ("distribution", DistributionList)):
            fields[name].queryset = model.objects.visible_to(user).filter(footprint=place)


def saved(paper_type: PaperType) -> dict[str, Any]:
    """A type under the names of its form."""
    names = [
        name for name in TypeForm.base_fields if name not in ("cover_template", "house_style", "distribution")
    ]
    return {name: getattr(paper_type, name) for name in names} | {
        "cover_template": paper_type.cover_template,
        "house_style": paper_type.house_style,
        "distribution": paper_type.distribution,
    }


def sheets_of(footprint: Footprint, user: User) -> Any:
    """The cover sheets of a footprint that ``user`` may see, by name."""
    rows = CoverTemplate.objects.visible_to(user).filter(footprint=footprint)
    return rows.order_by("name", "edition")
