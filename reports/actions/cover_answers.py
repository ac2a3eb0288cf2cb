"""Answering the cover sheet of a paper, and declaring its assurance grid."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Person
from reports.actions.papers import locked_for_writing, note_editor
from reports.frame import is_prompt
from reports.models import ANSWERED_KINDS, AnswerStatus, CoverAnswer, CoverField, CoverFieldKind, Paper
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

# What an answer may be said to amount to; the other states follow from what is written.
CHOSEN = (AnswerStatus.NONE_IDENTIFIED, AnswerStatus.TO_BE_IDENTIFIED, AnswerStatus.NOT_APPLICABLE)


@dataclass(frozen=True)
class Answer:
    """What somebody answers to one field of the sheet. ``status`` is one of ``CHOSEN``, or empty.

    ``considered`` and ``action_required`` are of a row of the assurance grid: None is not answered, never No.
    """

    status: str = ""
    text: str = ""
    items: list[str] = field(default_factory=list)
    considered: bool | None = None
    action_required: bool | None = None


@dataclass(frozen=True)
class Declaration:
    """Who declares the grid, with their initials, and on which day (DOMAIN A8 rule 9)."""

    person: Person
    initials: str
    on: date


@transaction.atomic
def save_cover(
    *,
    paper: Paper,
    version: int,
    answers: Mapping[int, Answer],
    declaration: Declaration | None,
    by: User,
) -> Paper:
    """Save the answers to a paper's cover sheet, by the id of the field, and the declaration. The same again changes
    nothing.

    Raises Conflict if somebody else saved the paper since ``version``, and ValidationError under the field's key, or
    for a paper that is no longer changed. A prompt left in as an answer is kept as what it is: the checks say so.
    """
    paper = locked_for_writing(paper.pk)
    asked = CoverField.objects.filter(template=paper.cover_template_id, kind__in=ANSWERED_KINDS)
    there = {answer.field_id: answer for answer in paper.cover_answers.all()}
    changed, wrong = [], {}
    for one in asked:
        wanted = answers.get(one.pk, Answer())
        try:
            values = _values(one, wanted)
        except ValidationError as refused:
            wrong[one.key] = refused
            continue
        answer = there.get(one.pk) or CoverAnswer(footprint_id=paper.footprint_id, paper=paper, field=one)
        if (answer.status, values["status"]) == (AnswerStatus.NOT_RECORDED, AnswerStatus.BLANK):
            values["status"] = AnswerStatus.NOT_RECORDED  # nobody has answered it since
        before = {name: getattr(answer, name) for name in values}
        if before != values:
            changed.append((one, answer, before, values))
    declared = (declaration.person, declaration.initials.strip(), declaration.on) if declaration else _NOBODY
    is_declared_anew = declared != (paper.declared_by, paper.declared_initials, paper.declared_on)
    if declaration and declaration.person.footprint_id != paper.footprint_id:
        wrong["declared_by"] = ValidationError("Choose who declares from the people of this footprint.")
    if not (changed or wrong or is_declared_anew):
        return paper
    check_version(paper, version)
    if wrong:
        raise ValidationError(wrong)
    for _, answer, _, values in changed:
        for name, value in values.items():
            setattr(answer, name, value)
        answer.save()
    paper.declared_by, paper.declared_initials, paper.declared_on = declared
    paper.version += 1
    paper.save()
    note_editor(paper, by)
    audit.record(
        "paper.cover_saved",
        on=paper,
        by=by,
        before={one.key: _told(paper, before) for one, _, before, _ in changed},
        after={one.key: _told(paper, values) for one, _, _, values in changed}
        | ({"declared": str(declared[0]) if declared[0] else ""} if is_declared_anew else {}),
    )
    return paper


_NOBODY: tuple[Person | None, str, date | None] = (None, "", None)


def _values(one: CoverField, wanted: Answer) -> dict[str, Any]:
    """The columns of an answer. What belongs to other kinds of field stays empty."""
    if one.kind == CoverFieldKind.ASSURANCE:
        is_whole = wanted.considered is not None and wanted.action_required is not None
        status = AnswerStatus.ANSWERED if is_whole else AnswerStatus.BLANK
        return asdict(wanted) | {"status": status, "text": "", "items": []}
    text, items = wanted.text.strip(), [item for item in wanted.items if item.strip()]
    if one.kind == CoverFieldKind.TICKS and not set(items) <= set(one.choices):
        raise ValidationError("Tick boxes that stand on the sheet.")
    if one.kind == CoverFieldKind.TEXT:
        items = []
    else:
        text = ""
    if wanted.status and wanted.status not in CHOSEN:
        raise ValidationError("Choose one of the words that may stand in place of an answer.")
    by_itself = AnswerStatus.ANSWERED if text or items else AnswerStatus.BLANK
    status = AnswerStatus(wanted.status or by_itself)
    if is_prompt({"status": status, "text": text, "prompt": one.prompt}):
        status = AnswerStatus.PROMPT_LEFT_IN
    return {"status": status, "text": text, "items": items, "considered": None, "action_required": None}


def _told(paper: Paper, values: Mapping[str, Any]) -> dict[str, Any]:
    """For the audit trail; of a private paper only how much was said."""
    words = " ".join([values["text"], *values["items"]]).strip()
    return {**values, "text": audit.told(paper, words), "items": []} if paper.is_private else dict(values)
