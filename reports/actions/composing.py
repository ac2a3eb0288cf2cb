"""Beginning papers, and saving what they say of themselves."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portfolios.models import Meeting, Person, ReportingPeriod, Session
from reports.actions.carry import carried_answers, carried_title, carry_texts
from reports.actions.papers import locked_for_writing, note_editor
from reports.models import CoverAnswer, CoverTemplate, Paper, PaperSection, PaperType
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

BY_SCHEDULE = "schedule of papers"  # who did it, in the audit trail


class AlreadyStarted(ValidationError):
    """The type has a first edition for this period and session already: ``paper``."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        super().__init__(
            {
                "period": f"“{paper.title}” is begun for {paper.period} and the {paper.session} session already: go "
                "on writing it, or choose another period. What is published is corrected in a new edition."
            }
        )


@transaction.atomic
def start(
    *,
    paper_type: PaperType,
    period: ReportingPeriod,
    session: str,
    meeting: Meeting | None,
    author: Person | None,
    sponsor: Person | None,
    started_from: Paper | None = None,
    private_reason: str = "",
    by: User | None,
) -> Paper:
    """Begin the first edition of a paper of ``paper_type``: a draft with the type's sections, look and recommendation.

    Its cover sheet is the edition in force on the day of the meeting (today without one). With ``started_from``, the
    last paper of its kind, it begins with what people wrote there (``reports.actions.carry``), its title, purposes
    and, for the private session, its reason. ``by`` is None for a schedule. Raises AlreadyStarted for a second first
    edition, and ValidationError by field for what does not go together.
    """
    # Of two who begin it at once, the second finds what the first has begun.
    paper_type = PaperType.objects.select_for_update(of=("self",), no_key=True).get(pk=paper_type.pk)
    started = Paper.objects.select_related("period").filter(
        paper_type=paper_type, period=period, session=session
    )
    if there := started.order_by("edition").last():
        raise AlreadyStarted(there)
    private_reason = private_reason.strip()
    if started_from and session == Session.PRIVATE:
        private_reason = private_reason or started_from.private_reason
    rows = {"period": period, "meeting": meeting, "author": author, "sponsor": sponsor}
    _check(paper_type, rows, session, private_reason, started_from)
    paper = Paper(
        footprint_id=paper_type.footprint_id,
        paper_type=paper_type,
        cover_template=template_in_force(paper_type, meeting.date if meeting else timezone.localdate()),
        house_style=paper_type.house_style,
        session=session,
        is_private=session == Session.PRIVATE,
        private_reason=private_reason if session == Session.PRIVATE else "",
        title=carried_title(started_from, period) if started_from else paper_type.name,
        purposes=started_from.purposes if started_from else [],
        authored_on=timezone.localdate(),
        recommendation_verb=paper_type.recommendation_verb,
        recommendation=paper_type.recommendation,
        started_from=started_from,
        **rows,
    )
    if started_from and not paper_type.recommendation:
        paper.recommendation_verb = started_from.recommendation_verb
        paper.recommendation = started_from.recommendation
    paper.save()
    _write_sections(paper, by)
    told = {
        "type": paper_type.slug,
        "period": period.slug,
        "session": session,
        "meeting": str(meeting) if meeting else "",
        "title": audit.told(paper, paper.title),
        "started_from": started_from.pk if started_from else None,
    }
    audit.record("paper.started", on=paper, by=by or BY_SCHEDULE, after=told)
    return paper


def _write_sections(paper: Paper, by: User | None) -> None:
    """Give a new paper the sections of its type, and what people wrote in the paper that it begins from."""
    sections = [
        PaperSection(
            footprint_id=paper.footprint_id,
            paper=paper,
            position=position,
            key=section.key,
            title=section.title,
            options=section.options,
        )
        for position, section in enumerate(paper.paper_type.sections.order_by("position"), start=1)
    ]
    if paper.started_from:
        carry_texts(paper.started_from, sections)
        CoverAnswer.objects.bulk_create(carried_answers(paper.started_from, paper))
        if by is not None:
            note_editor(paper, by)  # whose words they now are
    PaperSection.objects.bulk_create(sections)


def template_in_force(paper_type: PaperType, day: date) -> CoverTemplate:
    """The newest edition of the type's cover sheet that is in force on ``day``; the type's own where none is."""
    editions = CoverTemplate.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        footprint=paper_type.footprint_id,
        key=paper_type.cover_template.key,
        valid_from__lte=day,
    )
    return editions.order_by("valid_from", "edition").last() or paper_type.cover_template


@dataclass(frozen=True)
class Details:
    """What a paper says of itself beside its sections, and who is to pass it."""

    title: str
    item_reference: str
    meeting: Meeting | None
    author: Person | None
    sponsor: Person | None
    reviewer: Person | None
    approver: Person | None
    authored_on: date
    publish_on: date | None
    purposes: list[str]
    recommendation_verb: str
    recommendation: str


# Whoever changes these wrote in the paper; the others say who passes it, and when.
_WRITTEN = frozenset(field.name for field in fields(Details)) - {"reviewer", "approver", "publish_on"}


@transaction.atomic
def save_details(*, paper: Paper, version: int, details: Details, by: User) -> Paper:
    """Save the details of a paper. The same again changes nothing.

    Raises Conflict if somebody else saved the paper since ``version``, and ValidationError by field, or for a paper
    that is no longer changed.
    """
    paper = locked_for_writing(paper.pk)
    wanted = {field.name: getattr(details, field.name) for field in fields(details)}
    before = {name: getattr(paper, name) for name in wanted}
    changed = [name for name in wanted if before[name] != wanted[name]]
    if not changed:
        return paper
    check_version(paper, version)
    wrong = {}
    if not details.title.strip():
        wrong["title"] = "Give the paper a title."
    for name in ("meeting", "author", "sponsor", "reviewer", "approver"):
        row = wanted[name]
        if row is not None and row.footprint_id != paper.footprint_id:
            wrong[name] = f"Choose the {name} from those of this footprint."
    if details.approver and details.approver == details.author:
        wrong["approver"] = "Nobody approves their own paper: choose somebody else to approve it."
    if details.publish_on and details.publish_on < details.authored_on:
        wrong["publish_on"] = "This is before the date of the paper. Choose a later day."
    if wrong:
        raise ValidationError(wrong)
    for name in changed:
        setattr(paper, name, wanted[name])
    paper.version += 1
    paper.full_clean(exclude=["recommendation", "recommendation_verb"])
    paper.save()
    if _WRITTEN.intersection(changed):
        note_editor(paper, by)
    audit.record(
        "paper.details_saved",
        on=paper,
        by=by,
        before={name: _told(paper, before[name]) for name in changed},
        after={name: _told(paper, wanted[name]) for name in changed},
    )
    return paper


def _told(paper: Paper, value: Any) -> Any:
    """A value as the audit trail holds it."""
    if isinstance(value, str):
        return audit.told(paper, value)
    return str(value) if isinstance(value, Meeting | Person) else value


def _check(
    paper_type: PaperType,
    rows: dict[str, ReportingPeriod | Meeting | Person | None],
    session: str,
    private_reason: str,
    started_from: Paper | None,
) -> None:
    """ValidationError by field for everything that does not go together."""
    wrong = {
        name: f"Choose the {name} from those of this footprint."
        for name, row in rows.items()
        if row is not None and row.footprint_id != paper_type.footprint_id
    }
    if paper_type.is_retired:
        wrong["paper_type"] = f"“{paper_type}” is no longer offered. Choose another type of paper."
    if session not in Session.values:
        wrong["session"] = "Say whether the paper is for the public or the private session."
    elif session == Session.PRIVATE and not private_reason:
        wrong["private_reason"] = "Say why this is private, or which exemption applies."
    if started_from and (started_from.paper_type_id, started_from.session) != (paper_type.pk, session):
        # A private text never goes into a public paper by itself (DOMAIN A8 rule 16).
        wrong["started_from"] = "Begin from a paper of the same type and session."
    if wrong:
        raise ValidationError(wrong)
