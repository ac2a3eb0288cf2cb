"""Writing papers, section by section, and who read or took away their files."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reports.actions import section_drafts
from reports.actions.ordering import Direction, swap_with_neighbour
from reports.models import WRITABLE, Paper, PaperEditor, PaperFile, PaperSection, PaperState, Run
from reports.queries.composing import is_appendix
from reports.sections import section_for
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

_INSTEAD = {
    PaperState.APPROVED: "To change it, somebody who approves or publishes papers takes the approval back first.",
    PaperState.PUBLISHED: "A correction is made in a new edition.",
    PaperState.SUPERSEDED: "What is to be changed is changed in the edition that superseded it.",
}


def unchangeable(paper: Paper) -> str:
    """Why ``paper`` is no longer changed, and what to do instead; "" where it may be."""
    if paper.state in WRITABLE:
        return ""
    instead = _INSTEAD[PaperState(paper.state)]
    return f"This paper is {paper.get_state_display().lower()}, so it is no longer changed. {instead}"


def locked_for_writing(paper_id: int) -> Paper:
    """The paper under a lock, so that nobody approves it meanwhile. ValidationError where it is no longer changed."""
    paper = Paper.objects.select_for_update(no_key=True).get(pk=paper_id)
    if words := unchangeable(paper):
        raise ValidationError(words)
    return paper


def note_editor(paper: Paper, by: User) -> None:
    """Keep that ``by`` wrote in the paper: who did so does not approve it."""
    PaperEditor.objects.get_or_create(paper=paper, user=by, defaults={"footprint_id": paper.footprint_id})


@transaction.atomic
def write_section(*, section: PaperSection, version: int, text: str, by: User) -> PaperSection:
    """Save what an author wrote in a section, with which nothing is left to keep for them.

    The same text again changes nothing: a form posted twice is saved once. Of a text carried from the last paper it
    says that somebody has read it. Raises Conflict if somebody else saved since ``version`` was read, and
    ValidationError for a paper that is approved or published: it is never changed.
    """
    # The paper is locked too, so that nobody approves it meanwhile.
    paper = Paper.objects.select_for_update(no_key=True).get(pk=section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    if section.text == text and not section.is_carried_in(paper):
        section_drafts.discard(section=section, by=by)
        return section
    if section.text != text:
        check_version(section, version)
    if words := unchangeable(paper):
        raise ValidationError(words)
    before, section.text = section.text, text
    section.edited_at, section.edited_by = timezone.now(), by
    section.version += 1
    section.save()
    section_drafts.discard(section=section, by=by)
    note_editor(paper, by)
    audit.record(
        "section.saved",
        on=paper,
        by=by,
        before=_told(section, paper, before),
        after={"section": section.key} | _told(section, paper, text),
    )
    return section


@transaction.atomic
def override_section(
    *, section: PaperSection, version: int, text: str, reason: str, by: User
) -> PaperSection:
    """Print ``text`` in place of what the record gives, marked with ``reason``, until it is ended.

    Raises Conflict, and ValidationError by field for a blank text or reason and for a section that its author writes
    anyway.
    """
    paper = locked_for_writing(section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    text, reason = text.strip(), reason.strip()
    if (section.override, section.override_reason) == (text, reason) and text:
        return section
    check_version(section, version)
    wrong = {}
    if section_for(section.key).writes == "author":
        wrong["override"] = "Nothing is drawn from the record here: write the section itself."
    elif not text:
        wrong["override"] = (
            "Write what is printed in place of the record, or leave the section out of the paper."
        )
    if not reason:
        wrong["override_reason"] = "Say why this is written by hand: the reason is printed over it."
    if wrong:
        raise ValidationError(wrong)
    before = _told(section, paper, section.override)
    section.override, section.override_reason = text, reason
    section.override_at, section.override_by_name = timezone.now(), str(by)
    _save(section, paper, by)
    audit.record(
        "section.overridden",
        on=paper,
        by=by,
        before=before,
        after={"section": section.key} | _told(section, paper, text),
        reason=audit.told(_private_part(section, paper), reason),
    )
    return section


@transaction.atomic
def end_override(*, section: PaperSection, by: User) -> PaperSection:
    """Draw the section from the record again. What stood in its place stays in the audit trail."""
    paper = locked_for_writing(section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    if not section.override:
        return section
    before = _told(section, paper, section.override)
    section.override = section.override_reason = section.override_by_name = ""
    section.override_at = None
    _save(section, paper, by)
    audit.record("section.override_ended", on=paper, by=by, before=before, after={"section": section.key})
    return section


@transaction.atomic
def leave_out(*, section: PaperSection, by: User, is_left_out: bool = True) -> PaperSection:
    """Leave a section out of the paper, with all that is written in it kept; or put it back."""
    paper = locked_for_writing(section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    if section.is_left_out == is_left_out:
        return section
    section.is_left_out = is_left_out
    section.save(update_fields=["is_left_out"])
    note_editor(paper, by)
    event = "section.left_out" if is_left_out else "section.put_back"
    audit.record(event, on=paper, by=by, after={"section": section.key})
    return section


@transaction.atomic
def mark(*, section: PaperSection, is_private: bool, reason: str = "", by: User) -> PaperSection:
    """Keep a section out of papers for public sessions, with the reason or the FOI exemption; or lift that again.

    Raises ValidationError under ``private_reason`` without one, and for one of more than 200 characters.
    """
    paper = locked_for_writing(section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    reason = reason.strip() if is_private else ""
    if (section.is_private, section.private_reason) == (is_private, reason):
        return section
    if is_private and not reason:
        raise ValidationError({"private_reason": "Say why this is private, or which exemption applies."})
    section.is_private, section.private_reason = is_private, reason
    section.clean_fields(exclude=["paper"])
    section.save(update_fields=["is_private", "private_reason"])
    note_editor(paper, by)
    event = "section.marked_private" if is_private else "section.made_public"
    # Who reads the trail sees that it is private, not why.
    audit.record(event, on=paper, by=by, after={"section": section.key}, reason=audit.told(section, reason))
    return section


@transaction.atomic
def move(*, section: PaperSection, position: int, step: int, by: User) -> PaperSection:
    """Move a section up (``step`` -1) or down (1) by one place among those of its part of the paper.

    Appendices stand behind the others in any order, so a section changes places with the next of its own part.
    ``position`` is where its mover saw it: a form posted twice moves it once. At the edge nothing moves.
    """
    paper = locked_for_writing(section.paper_id)
    section = PaperSection.objects.select_for_update().get(pk=section.pk)
    rows, part = PaperSection.objects.select_for_update().filter(paper=paper), is_appendix(section)
    direction: Direction = "down" if step > 0 else "up"
    if not swap_with_neighbour(
        rows, section.pk, position, direction, among=lambda one: is_appendix(one) == part
    ):
        return section
    section.refresh_from_db(fields=["position"])
    note_editor(paper, by)
    audit.record(
        "section.moved",
        on=paper,
        by=by,
        before={"position": position},
        after={"section": section.key, "position": section.position},
    )
    return section


def _save(section: PaperSection, paper: Paper, by: User) -> None:
    section.version += 1
    section.save()
    note_editor(paper, by)


def _told(section: PaperSection, paper: Paper, text: str) -> dict[str, str]:
    """For the audit trail. Private text stays out of it: auditors see that it changed, not what it says."""
    return {"text": audit.told(_private_part(section, paper), text)}


def _private_part(section: PaperSection, paper: Paper) -> PaperSection | Paper:
    """Whichever of the two is private, where one is: the sections of a private paper have no mark of their own."""
    return section if section.is_private else paper


def note_reading(*, file: PaperFile, by: User) -> None:
    """Keep on record who read a private paper as a page, which is drawn from this file (DOMAIN B13)."""
    audit.record("file.read", on=file, by=by, after={"sha256": file.sha256})


def note_record(*, run: Run, by: User, sha256: str) -> None:
    """Keep on record who took away the record that a private paper is drawn from (DOMAIN B13)."""
    audit.record("record.downloaded", on=run, by=by, after={"sha256": sha256})


def note_download(*, file: PaperFile, by: User) -> None:
    """Keep on record who took away a file of a private paper (DOMAIN B13)."""
    audit.record("file.downloaded", on=file, by=by, after={"sha256": file.sha256})
