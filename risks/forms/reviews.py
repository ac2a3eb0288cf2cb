"""What people type and choose on the pages of reviews and their recommendations."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from portfolios.models import Body, Footprint, Initiative
from risks.actions.recommendations import Content
from risks.forms.assigning import PeopleChoice, PersonChoice, choose, due_field, kept_words, look_again_field
from risks.forms.initiatives import InitiativeChoice
from risks.models import ActionStatus, Recommendation, Review, ReviewKind
from risks.queries.actions import ANY, ME, OPEN
from risks.queries.recommendations import CLOSED, SORTS, WAITING
from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.forms import FilterForm, NarrativeField, PortalForm

_ORDERS = {"number": "As printed", "due": "Due first", "-due": "Due last", "lead": "Lead"}


def private_field() -> forms.CharField:
    """Why something is private; empty for what is public."""
    return forms.CharField(
        required=False,
        max_length=200,
        label="Why it is private, if it is",
        help_text="The reason, or the exemption that applies. Leave empty for what may stand in a public paper.",
    )


class TrackerForm(FilterForm):
    """The filters of a tracker."""

    q = forms.CharField(required=False, max_length=100, label="Text or number")
    status = forms.ChoiceField(required=False, label="How it stands")
    due = forms.ChoiceField(required=False, label="When it is due")
    lead = forms.ChoiceField(required=False, label="Accountable lead")
    body = forms.ChoiceField(required=False, label="Overseen by")
    updated = forms.ChoiceField(required=False, label="Updated")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(
        self,
        data: Any,
        *,
        leads: Iterable[tuple[str, str]],
        bodies: Iterable[tuple[str, str]],
        initiatives: Iterable[tuple[str, str]],
        usual_status: str,
    ) -> None:
        """``leads``, ``bodies`` and ``initiatives`` are keys with their names; ``usual_status`` is OPEN or ANY."""
        super().__init__(data)
        whole = {OPEN: "All that are open", ANY: "All, closed ones too"}
        statuses = [
            (usual_status, whole.pop(usual_status)),
            *whole.items(),
            (WAITING, "Said to be complete, not closed"),
            (CLOSED, "Closed or withdrawn by a body"),
            *((one.value, one.label) for one in ActionStatus if one.value != CLOSED),
        ]
        self.offer("status", statuses, "a way a recommendation can stand: these stand in the usual ways")
        due = [
            ("", "Any"),
            ("overdue", "Overdue"),
            ("soon", "Due within 14 days"),
            ("look", "To be looked at again"),
        ]
        self.offer("due", due, "a way to be due: these are due at any time")
        everybody = [("", "Anybody"), (ME, "Me"), *leads]
        self.offer("lead", everybody, "somebody who leads one here: these are everybody's")
        self.offer("body", [("", "Any body"), *bodies], "a body that oversees one: these are of any")
        updated = [("", "At any time"), ("missing", "Not in this period")]
        self.offer("updated", updated, "a time of updates: these were updated at any time")
        places = [("", "All initiatives"), *initiatives]
        self.offer("initiative", places, "an initiative here: these are of all of them")
        orders = [(key, _ORDERS[key]) for key in SORTS]
        self.offer("sort", orders, "an order here: these are as printed")


class ReviewForm(PortalForm):
    """What is said of a review."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=200,
        label="Title",
        help_text="As it is known, such as NHSE stocktake, October 2017.",
        error_messages={"required": "Give the review a title."},
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=ReviewKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a kind of review."},
    )
    reviewer = forms.CharField(required=False, max_length=200, label="Who reviewed")
    held = FuzzyDateFormField(
        required=False, label="When it was held", help_text="Such as 18 October 2017 or Q3 2017/18."
    )
    note = NarrativeField(required=False, label="Note", rows=3)
    private_reason = private_field()

    def __init__(self, data: Any, *, review: Review | None = None) -> None:
        super().__init__(
            data, initial={name: getattr(review, name) for name in self.base_fields} if review else {}
        )
        self._review = review

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, for the action. Only of a valid form."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if self._review and typed["held"].words == self._review.held.words:
            typed["held"] = self._review.held
        return typed


class RecommendationForm(PortalForm):
    """What is recommended, the answer, who leads, supports and oversees, and by when."""

    conditional = frozenset({"due", "review_on"})
    # Shown in a box that scrolls: everybody of the footprint.
    long_fields = frozenset({"officers"})

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    theme = forms.CharField(
        required=False, max_length=200, label="Theme", help_text="Printed once above all that share it."
    )
    text = NarrativeField(
        label="Recommendation", rows=4, error_messages={"required": "Write down what is recommended."}
    )
    response = NarrativeField(required=False, label="Response", rows=5)
    lead = PersonChoice(
        required=False, label="Accountable lead", help_text="One person or post.", empty_label="Nobody yet"
    )
    officers = PeopleChoice(
        required=False,
        label="Supporting officers",
        widget=forms.CheckboxSelectMultiple,
        help_text="Who supports the lead. They may say how it stands, like the lead.",
    )
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        required=False,
        label="Overseen by",
        widget=forms.CheckboxSelectMultiple,
        help_text="Only these can close it, at a meeting.",
    )
    oversight_note = NarrativeField(required=False, label="About its oversight", rows=2)
    due = due_field()
    review_on = look_again_field()
    initiative = InitiativeChoice(
        Initiative.objects.none(), required=False, label="Initiative", empty_label="None in particular"
    )
    private_reason = private_field()

    def __init__(
        self,
        data: Any,
        *,
        footprint: Footprint,
        recommendation: Recommendation | None = None,
        theme: str = "",
    ) -> None:
        self._row = recommendation
        super().__init__(data, initial=_initial(recommendation) if recommendation else {"theme": theme})
        PersonChoice.offer_those_of(self, footprint, ["lead", "officers"])
        bodies = cast(forms.ModelMultipleChoiceField, self.fields["bodies"])
        bodies.queryset = Body.objects.filter(footprint=footprint)
        places = cast(forms.ModelChoiceField, self.fields["initiative"])
        places.queryset = Initiative.objects.filter(footprint=footprint).order_by("name")

    @property
    def content(self) -> Content:
        """What was typed, for the action. Only of a valid form. Who was there before keeps the order they stood in."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("officers", "bodies"):
            before = list(self.initial.get(name, []))
            typed[name] = sorted(
                typed[name], key=lambda one: before.index(one.pk) if one.pk in before else len(before)
            )
        return Content(**typed | {"due": kept_words(typed["due"], self._row)})


def _initial(row: Recommendation) -> dict[str, Any]:
    names = ("version", "theme", "text", "response", "oversight_note", "due", "review_on", "private_reason")
    return {name: getattr(row, name) for name in names} | {
        "lead": row.lead_id,
        "initiative": row.initiative_id,
        "officers": list(row.supporting_officers.values_list("person_id", flat=True)),
        "bodies": list(row.overseers.values_list("body_id", flat=True)),
    }


def offer_words(form: PortalForm, name: str, statuses: Iterable[ActionStatus]) -> None:
    """The statuses to choose from; that a recommendation is complete is only said."""
    said = {ActionStatus.COMPLETE: "Complete: said to be done, until its body closes it"}
    choose(form, name, [(one.value, said.get(one, str(one.label))) for one in statuses])
