"""Writing papers, and taking them away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reports.models import Paper, PaperFile, PaperSection, PaperState
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

WRITABLE = frozenset({PaperState.DRAFT, PaperState.IN_REVIEW})


@transaction.atomic
def write_section(*, section: PaperSection, version: int, text: str, by: User) -> PaperSection:
    """Save what an author wrote in a section. The same text again changes nothing: a form posted twice is saved once.

    Raises Conflict if somebody else saved since ``version`` was read, and ValidationError for a paper that is approved
    or published: it is never changed.
    """
    # The paper is locked too, so that nobody approves it meanwhile.
    paper = Paper.objects.select_for_update(no_key=True).get(pk=section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    if section.text == text:
        return section
    check_version(section, version)
    if paper.state not in WRITABLE:
        raise ValidationError(
            f"This paper is {paper.get_state_display().lower()}, so it is no longer changed. "
            "A correction is made in a new edition."
        )
    before, section.text = section.text, text
    section.edited_at, section.edited_by = timezone.now(), by
    section.version += 1
    section.save()
    audit.record(
        "section.saved", on=section, by=by, before=_told(section, before), after=_told(section, text)
    )
    return section


def _told(section: PaperSection, text: str) -> dict[str, str]:
    """For the audit trail. Private text stays out of it: auditors see that it changed, not what it says."""
    return {"text": f"{len(text)} characters" if section.is_private else text}


def note_reading(*, file: PaperFile, by: User) -> None:
    """Keep on record who read a private paper as a page, which is drawn from this file (DOMAIN B13)."""
    audit.record("file.read", on=file, by=by, after={"sha256": file.sha256})


def note_download(*, file: PaperFile, by: User) -> None:
    """Keep on record who took away a file of a private paper (DOMAIN B13)."""
    audit.record("file.downloaded", on=file, by=by, after={"sha256": file.sha256})
