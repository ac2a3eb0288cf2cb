"""Changing several risks at once."""

from collections.abc import Iterable
from typing import Any, cast

from portfolios.models import Footprint, Person
from risks.bulk import Reassign, StillRight
from risks.forms.assigning import PersonChoice
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm

OWNERS, REVIEW = "owners", "review"


class ReassignForm(PortalForm):
    """Who takes the place of whom."""

    conditional = frozenset({"leaving"})

    leaving = PersonChoice(
        required=False,
        label="In place of",
        empty_label="All their owners",
        help_text="In place of all their owners, the new one is the only one.",
    )
    coming = PersonChoice(label="New owner")

    def __init__(self, data: Any, *, footprint: Footprint, owners: Iterable[Person]) -> None:
        """``owners`` are those of the ticked risks. Posted twice, who is replaced is none of them the second time."""
        super().__init__(data)
        PersonChoice.offer_those_of(self, footprint, ["coming", "leaving"])
        field = cast(PersonChoice, self.fields["leaving"])
        field.choices = [("", field.empty_label or ""), *((one.pk, one.name_and_post) for one in owners)]

    @property
    def task(self) -> Reassign:
        """What a valid form asks."""
        return Reassign(self.cleaned_data["leaving"], self.cleaned_data["coming"])


class StillRightForm(PortalForm):
    """Why the scores are still right, and when to look again."""

    conditional = frozenset({"next_due"})

    reason = NarrativeField(label="Why the scores are still right", rows=3, max_length=2000)
    next_due = DatePartsField(
        required=False,
        label="Next review due on",
        help_text="Leave it empty to let the band of each risk say when.",
    )

    @property
    def task(self) -> StillRight:
        """What a valid form asks."""
        return StillRight(self.cleaned_data["reason"], self.cleaned_data["next_due"])
