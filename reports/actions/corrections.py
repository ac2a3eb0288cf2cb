"""Corrections: a published paper is never changed; a new edition begins with all that people wrote in it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from reports.actions.paper_steps import held, require_state, required_reason
from reports.actions.papers import note_editor
from reports.models import (
    CoverAnswer,
    Paper,
    PaperComment,
    PaperEditor,
    PaperSection,
    PaperState,
    PaperStepKind,
)
from stp_portal.accounts.models import User
from stp_portal.core import audit

# What a new edition has for itself; everything else of the paper is as it was.
OF_THE_EDITION = {"id", "edition", "supersedes", "correction_reason", "started_from", "state", "publish_on"}
OF_THE_ROW = {"id", "paper", "version"}


@transaction.atomic
def correct(*, paper: Paper, reason: str, by: User) -> Paper:
    """Begin the next edition of a published paper, a draft with its sections, cover sheet and open comments.

    Nothing becomes of the published edition until the new one is published. Whoever wrote in it approves neither.
    Raises ValidationError under ``reason`` without one, and for a paper that is not published or whose next edition is
    begun.
    """
    kind = PaperStepKind.SUPERSEDED
    paper = held(paper, kind, by)
    if later := Paper.objects.filter(supersedes=paper).first():
        raise ValidationError(
            f"Edition {later.edition} of this paper is {later.get_state_display().lower()} already: "
            "make the correction there."
        )
    require_state(paper, kind, PaperState.PUBLISHED)
    reason = required_reason(reason, "Say what is corrected and why: the public page prints this.")
    edition = Paper.objects.create(
        **_copied(paper, OF_THE_EDITION | {"version", "created_at", "updated_at"}),
        edition=paper.edition + 1,
        supersedes=paper,
        correction_reason=reason,
        started_from=paper,
    )
    sections = {
        section.pk: PaperSection.objects.create(**_copied(section, OF_THE_ROW), paper=edition)
        for section in paper.sections.order_by("position")
    }
    CoverAnswer.objects.bulk_create(
        CoverAnswer(**_copied(answer, OF_THE_ROW), paper=edition) for answer in paper.cover_answers.all()
    )
    PaperEditor.objects.bulk_create(
        PaperEditor(**_copied(editor, OF_THE_ROW), paper=edition) for editor in paper.editors.all()
    )
    note_editor(edition, by)  # the reason is printed
    for comment in paper.comments.filter(settled_at=None).order_by("pk"):
        section = sections[comment.section_id] if comment.section_id else None
        PaperComment.objects.create(
            **_copied(comment, OF_THE_ROW | {"section", "at"}), paper=edition, section=section
        )
    audit.record(
        "paper.correction_begun",
        on=edition,
        by=by,
        after={"edition": edition.edition, "supersedes": paper.pk},
        reason=audit.told(paper, reason),
    )
    return edition


def _copied(row: models.Model, without: set[str]) -> dict[str, Any]:
    """The columns of ``row`` by name, but for those in ``without``."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in without
    }
