"""Publishing papers for good, by hand and by their date, and taking them down."""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.dateparse import parse_date

from portfolios.actions import mails
from portfolios.models import Mail, Notice, NoticeKind
from portfolios.queries.holders import accounts_with
from reports.actions import distribution
from reports.actions.corrections import correct
from reports.actions.paper_steps import (
    BY_ITSELF,
    concerned,
    held,
    refuse,
    require_state,
    required_reason,
    take,
    tell,
    tell_of,
)
from reports.actions.runs import slug_of
from reports.media_types import MEDIA_TYPES
from reports.models import FINISHED, WRITABLE, FileFormat, Paper, PaperState, PaperStepKind, Publication, Run
from reports.queries.readiness import before_publishing
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit

__all__ = ["correct", "publish", "publish_due", "take_down"]

# How long after its day it is still told of a paper that it was not approved.
LATE = timedelta(days=7)
LATE_KEY = "paper-not-approved:"
NOT_SENT = "The paper was taken down before this mail was sent, so it is not sent any more."

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(*, paper: Paper, by: User | None, reason: str = "") -> Publication:
    """Publish an approved paper: its files and what its page says stay as they are from now on.

    The edition before it is superseded, and the paper goes to the distribution list of its type. ``by`` is None where
    the portal does it on the day that was set. Raises ValidationError with everything that is in the way
    (``before_publishing``), PermissionDenied for somebody who may not; of two who press at once one is told who came
    first.
    """
    kind = PaperStepKind.PUBLISHED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.APPROVED)
    refuse(before_publishing(paper))
    run = paper.runs.last_asked_first()[0]
    publication = Publication.objects.create(**_frozen(paper, run, by))
    step = take(paper, kind, by=by, state=PaperState.PUBLISHED, reason=reason.strip(), run=run)
    _supersede(paper, publication, by)
    audit.record(
        "publication.made",
        on=publication,
        by=by or BY_ITSELF,
        after={"slug": publication.slug, "manifest": publication.manifest},
    )
    tell(paper, step, concerned(paper), "is published.", is_turn=False)
    distribution.send(publication, by)
    return publication


def publish_due() -> list[Publication]:
    """Publish the approved papers whose day has come; what was published. Called by the tick of schedules.

    What is refused is told to those who publish, once a day; files that are just being compiled are waited for. Of a
    paper that nobody has approved by its day they and its people are told once. One query where nothing is due.
    """
    today, published = timezone.localdate(), []
    is_late = Q(state__in=WRITABLE, publish_on__gte=today - LATE) & ~Exists(_told_that_late())
    due = Paper.objects.filter(Q(state=PaperState.APPROVED) | is_late, publish_on__lte=today)
    for paper in due.select_related("footprint", "period").order_by("publish_on", "pk"):
        try:
            if paper.state in WRITABLE:
                _tell_that_late(paper)
                continue
            # Before any lock is taken: a paper that is refused is asked about by every tick.
            obstacles = before_publishing(paper)
            if not obstacles:
                published.append(publish(paper=paper, by=None))
            elif not all(obstacle.passes for obstacle in obstacles):
                _tell_publishers(paper, " ".join(obstacle.words for obstacle in obstacles))
        except ValidationError:
            logger.info("Paper %s: something came between, the next tick looks again", paper.pk)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            # One paper that cannot be published must not keep the others back.
            logger.exception("Paper %s could not be published on its day", paper.pk)
            _tell_publishers(
                paper, "An error in the portal kept it back: publish it by hand, and tell your administrator."
            )
    return published


@transaction.atomic
def take_down(*, paper: Paper, reason: str, by: User) -> Publication:
    """Take a published edition off the public pages, which say when and why; its files are kept for members.

    Mails that wait to be sent with it are not sent.

    Raises ValidationError under ``reason`` without one, and for a paper that is not published or is taken down already.
    """
    kind = PaperStepKind.TAKEN_DOWN
    paper = held(paper, kind, by)
    require_state(paper, kind, *FINISHED)
    reason = required_reason(reason, "Say why it is taken down: its public page prints this.")
    publication = Publication.objects.select_for_update().get(paper=paper)
    if publication.taken_down_at is not None:
        raise ValidationError(f"{publication.taken_down_by_name} has taken this paper down already.")
    publication.taken_down_at, publication.taken_down_by_name = timezone.now(), str(by)
    publication.taken_down_reason = reason
    publication.save(update_fields=["taken_down_at", "taken_down_by_name", "taken_down_reason"])
    mails.call_back(Mail.objects.filter(delivery__publication=publication), NOT_SENT)
    step = take(paper, kind, by=by, reason=reason)
    tell(paper, step, concerned(paper), f"was taken down by {by}, who says why.", is_turn=False)
    return publication


def _frozen(paper: Paper, run: Run, by: User | None) -> dict[str, Any]:
    """What a publication keeps for good. Read from what the run froze, so that page and files say the same."""
    written = json.loads(run.input)
    meeting = written["meeting"] or {}
    author = written["author"] or {}
    return {
        "footprint_id": paper.footprint_id,
        "paper": paper,
        "run": run,
        "slug": slug_of(paper, is_private=run.is_private),
        "title": written["title"],
        "type_name": written["type"],
        "organisation": written["organisation"],
        "body": meeting.get("body", ""),
        "meeting_date": parse_date(meeting["date"]) if meeting else None,
        "period_label": paper.period.label,
        "author": " - ".join(part for part in (author.get("name"), author.get("post")) if part),
        "edition": paper.edition,
        "reason": paper.correction_reason if paper.edition > 1 else "",
        "manifest": manifest_of(run),
        "is_private": run.is_private,
        "private_reason": paper.private_reason,
        "published_at": timezone.now(),
        "published_by": by,
        "published_by_name": str(by) if by else BY_ITSELF,
    }


def manifest_of(run: Run) -> list[dict[str, Any]]:
    """The files of ``run`` as plain data: name, format, media type, size in bytes, SHA-256; the PDF first."""
    files = sorted(run.files.defer("content"), key=lambda file: FileFormat.values.index(file.file_format))
    return [
        {
            "name": file.name,
            "format": file.file_format,
            "media_type": MEDIA_TYPES[FileFormat(file.file_format)],
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in files
    ]


def _supersede(paper: Paper, publication: Publication, by: User | None) -> None:
    """Mark the edition before ``paper`` as superseded; its files and its page stay."""
    if paper.supersedes_id is None:
        return
    before = Paper.objects.select_for_update(no_key=True).get(pk=paper.supersedes_id)
    Publication.objects.filter(paper=before).update(
        superseded_by=publication, superseded_at=publication.published_at
    )
    take(
        before,
        PaperStepKind.SUPERSEDED,
        by=by,
        state=PaperState.SUPERSEDED,
        reason=paper.correction_reason,
    )


def _told_that_late() -> QuerySet[Notice]:
    """The notices that a paper was not approved by the day set for it, for ``Exists`` within papers."""
    pk, day = (Cast(OuterRef(name), CharField()) for name in ("pk", "publish_on"))
    key = Concat(Value(LATE_KEY), pk, Value(":"), day, Value(":"))
    return Notice.objects.filter(period=OuterRef("period"), kind=NoticeKind.PAPER, key__startswith=key)


def _tell_that_late(paper: Paper) -> None:
    readers = [*accounts_with(Permission.PUBLISH_PAPERS, paper.footprint), *concerned(paper)]
    words = (
        f"It is {paper.get_state_display().lower()}, and only an approved paper is published: have it approved, or set "
        "another day in its details."
    )
    _tell_not_published(paper, words, readers, f"{LATE_KEY}{paper.pk}:{paper.publish_on}")


def _tell_publishers(paper: Paper, why: str) -> None:
    """Tell those who publish, once a day, that a paper was not published on its day."""
    publishers = accounts_with(Permission.PUBLISH_PAPERS, paper.footprint)
    _tell_not_published(paper, why, publishers, f"paper-not-published:{paper.pk}:{timezone.localdate()}")


def _tell_not_published(paper: Paper, why: str, users: Iterable[User], key: str) -> None:
    what = f"was not published on the day set for it. {why}"
    tell_of(paper, users, what, key=key, is_turn=True)
