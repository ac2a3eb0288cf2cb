"""Keeping what somebody has typed into a section of a paper and not saved yet."""

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.models import PaperSection, SectionDraft
from stp_portal.accounts.models import User
from stp_portal.core.text import NARRATIVE_LIMIT

# Twice what can be saved: a text that is too long is kept as well, to be shortened. It only stops abuse.
MOST_CHARACTERS = 2 * NARRATIVE_LIMIT


@transaction.atomic
def keep(*, section: PaperSection, text: str, based_on: int, by: User) -> SectionDraft:
    """Keep the text as typed, in place of what was kept for this author before.

    It is no save: nobody else sees it, no rule is asked, and the audit trail has nothing of it. ``based_on`` is the
    version of the section that the author started from. Raises ValidationError for more than a section can hold.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValidationError("This is more text than a section can hold. Shorten it, then save it.")
    draft, _ = SectionDraft.objects.update_or_create(
        section=section,
        user=by,
        defaults={
            "footprint_id": section.footprint_id,
            # Pasted texts may have the one character that Postgres cannot keep; nobody sees it.
            "text": text.replace("\0", ""),
            "based_on": based_on,
        },
    )
    return draft


def discard(*, section: PaperSection, by: User) -> None:
    """Throw away what was kept: it has been saved, or its author does not want it."""
    SectionDraft.objects.filter(section=section, user=by).delete()
