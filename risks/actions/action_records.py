"""What every change of an action leaves behind: an update, words for the trail, and word to its lead."""

from datetime import date
from typing import Any

from django.urls import reverse

from risks.actions.action_sources import Source, called
from risks.actions.assigning import tell_lead
from risks.models import Action, ActionUpdate
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate


def say(action: Action, *, on: date, text: str, due_before: FuzzyDate, by: User) -> ActionUpdate:
    """Append what was said, and the due date where it moved."""
    has_moved = due_before.words != action.due.words
    return ActionUpdate.objects.create(
        footprint_id=action.footprint_id,
        action=action,
        on=on,
        text=text,
        status=action.status,
        due_before=due_before if has_moved else "",
        due_after=action.due if has_moved else "",
        recorded_by=by,
    )


def told(action: Action, source: Source) -> dict[str, Any]:
    """The action for the trail of its source."""
    return {
        "action": action.number,
        "text": audit.told(source, action.text),
        "lead": str(action.lead or ""),
        "due": audit.told(source, action.due.words),
        "review_on": action.review_on,
        "status": action.get_status_display(),
    }


def tell_of(action: Action, source: Source, by: User) -> None:
    """Tell the lead, where they may see it."""
    lead = action.lead
    if lead and lead.user and Action.objects.visible_to(lead.user).filter(pk=action.pk).exists():
        tell_lead(
            lead=lead,
            footprint=action.footprint,
            what=f"action {action.number}, about {called(source)}",
            key=f"action.{action.pk}.lead.{lead.pk}.{action.version}",
            path=reverse("risks:action", args=[action.footprint.slug, action.number]),
            by=by,
        )
