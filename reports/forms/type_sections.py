"""A section of a type of paper as people type it: its title, and its options as its kind declares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from portfolios.models import Body, Footprint, Initiative
from reports.sections import Section
from reports.sections.options import OptionField, OptionKind
from risks.models import Review
from stp_portal.accounts.models import User
from stp_portal.core.forms import PortalForm

BLANK = ""


@dataclass(frozen=True)
class ColumnFields:
    """The two fields of one column of a register: its place, and a head of its own."""

    label: str
    place: forms.BoundField
    head: forms.BoundField


class SectionForm(PortalForm):
    """Title and options of a section. An option left blank is not stored, and means what its hint says."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=200, label="Title", help_text="Printed over the section, with its number"
    )

    def __init__(
        self,
        data: Any,
        *,
        kind: Section,
        footprint: Footprint,
        user: User,
        version: int,
        title: str = "",
        options: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"version": version, "title": title})
        self.kind, self.footprint, self.user = kind, footprint, user
        self.conditional = frozenset(f"option_{name}" for name in kind.known_options)
        for option in kind.known_options.values():
            self._add(option, (options or {}).get(option.name))

    def _add(self, option: OptionField, value: Any) -> None:
        if option.kind == OptionKind.COLUMNS:
            self._add_columns(option, value or [])
            return
        field = self._field(option)
        field.label, field.help_text, field.required = option.label, option.hint, False
        self.fields[_name(option)] = field
        self.initial[_name(option)] = "\n".join(value) if option.kind == OptionKind.LINES and value else value

    def _field(self, option: OptionField) -> forms.Field:
        match option.kind:
            case OptionKind.YES_NO:
                return forms.BooleanField()
            case OptionKind.NUMBER:
                return forms.IntegerField(min_value=option.least, max_value=option.most, widget=_short())
            case OptionKind.LINES:
                return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
            case OptionKind.CHOICES | OptionKind.KINDS:
                choices = list(option.words)
                return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
            case OptionKind.CHOICE | OptionKind.INITIATIVE | OptionKind.BODY | OptionKind.REVIEW:
                return forms.ChoiceField(choices=[(BLANK, "None chosen"), *self._choices(option)])
        return forms.CharField(max_length=200)

    def _choices(self, option: OptionField) -> list[tuple[str, str]]:
        if option.kind == OptionKind.CHOICE:
            return list(option.choices)
        if option.kind == OptionKind.BODY:
            bodies = Body.objects.visible_to(self.user).filter(footprint=self.footprint)
            return [(body.key, body.name) for body in bodies]
        if option.kind == OptionKind.REVIEW:
            reviews = Review.objects.visible_to(self.user).filter(footprint=self.footprint)
            return [(review.key, review.title) for review in reviews]
        initiatives = Initiative.objects.visible_to(self.user).filter(footprint=self.footprint)
        return [(initiative.slug, initiative.name) for initiative in initiatives.order_by("name")]

    def _add_columns(self, option: OptionField, value: list[Any]) -> None:
        """For each column the place it is printed at and its head."""
        printed = [next(iter(entry.items())) if isinstance(entry, dict) else (entry, "") for entry in value]
        places = {key: place for place, (key, _) in enumerate(printed, start=1)}
        heads = dict(printed)
        for key, label in option.choices:
            place, head = (f"{_name(option)}__{key}__{part}" for part in ("place", "head"))
            self.fields[place] = forms.IntegerField(
                required=False,
                min_value=1,
                max_value=99,
                label=f"Place of {label}",
                widget=_short(f"Place of {label}"),
            )
            self.fields[head] = forms.CharField(
                required=False,
                max_length=100,
                label=f"Head of {label}",
                widget=forms.TextInput(
                    attrs={"aria-label": f"Head of {label}", "class": "nhsuk-u-width-full"}
                ),
            )
            self.initial.update({place: places.get(key), head: heads.get(key, "")})

    @property
    def parts(self) -> Iterator[dict[str, Any]]:
        """What the page prints, in order: a field, or the columns of a register."""
        yield {"field": self["title"]}
        for option in self.kind.known_options.values():
            if option.kind == OptionKind.COLUMNS:
                yield {"option": option, "columns": list(self._columns(option))}
            else:
                yield {"field": self[_name(option)]}

    def _columns(self, option: OptionField) -> Iterator[ColumnFields]:
        for key, label in option.choices:
            base = f"{_name(option)}__{key}__"
            yield ColumnFields(label, self[f"{base}place"], self[f"{base}head"])

    @property
    def options(self) -> dict[str, Any]:
        """The options of a valid form, as the section reads them; those left empty are not among them."""
        given = {option.name: self._value(option) for option in self.kind.known_options.values()}
        return {name: value for name, value in given.items() if value not in (None, "", [], False)}

    def _value(self, option: OptionField) -> Any:
        if option.kind == OptionKind.COLUMNS:
            return self._chosen_columns(option)
        value = self.cleaned_data[_name(option)]
        if option.kind == OptionKind.LINES:
            return [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        return value.strip() if isinstance(value, str) else value

    def _chosen_columns(self, option: OptionField) -> list[str | dict[str, str]]:
        """The columns by their places; of two at one place, the one that is offered first stands first."""
        placed = []
        for key, label in option.choices:
            base = f"{_name(option)}__{key}__"
            place = self.cleaned_data.get(f"{base}place")
            head = " ".join(self.cleaned_data.get(f"{base}head", "").split())
            if place:
                placed.append((place, {key: head} if head and head != label else key))
        return [column for _, column in sorted(placed, key=lambda one: one[0])]


def _name(option: OptionField) -> str:
    return f"option_{option.name}"


def _short(label: str = "") -> forms.TextInput:
    """An input for a small number, as NHS.UK frontend has it."""
    attrs = {"inputmode": "numeric", "class": "nhsuk-input--width-2"} | (
        {"aria-label": label} if label else {}
    )
    return forms.TextInput(attrs=attrs)
