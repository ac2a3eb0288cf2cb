"""Saying something about a paper, and settling what was said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reports.actions.paper_steps import concerned, tell_of
from reports.actions.papers import locked_for_writing
from reports.models import Paper, PaperComment, PaperCommentKind, PaperSection
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def say(*, paper: Paper, section: PaperSection | None, kind: str, text: str, by: User) -> PaperComment:
    """Comment on ``section``, or on the whole paper without one; or request a change, which waits for an answer.

    The same words of the same person that are not settled yet are there once, so that a form posted twice says it once.
    A request for change is told to the author and to all who have a part in the paper.
    Raises ValidationError by field, and for a paper that is approved or published.
    """
    paper = locked_for_writing(paper.pk)
    text = text.strip()
    wrong = {}
    if kind not in PaperCommentKind.values:
        wrong["kind"] = "Say whether it is a comment or a request for change."
    if not text:
        wrong["text"] = "Write what you have to say."
    if wrong:
        raise ValidationError(wrong)
    said = {"paper": paper, "section": section, "kind": kind, "text": text}
    there = PaperComment.objects.filter(**said, by=by, settled_at=None).first()
    if there:
        return there
    comment = PaperComment.objects.create(footprint_id=paper.footprint_id, **said, by=by, by_name=str(by))
    audit.record(
        "paper.commented",
        on=paper,
        by=by,
        after={"kind": kind, "section": section.key if section else "", "text": _told(comment, text)},
    )
    if kind == PaperCommentKind.CHANGE:
        # What is asked for stands on the page: a mail holds no words of a paper.
        others = [user for user in concerned(paper) if user != by]
        key = f"paper-change:{comment.pk}"
        tell_of(paper, others, f"has a request for change by {by}.", key=key, is_turn=True)
    return comment


@transaction.atomic
def settle(*, comment: PaperComment, answer: str, by: User) -> PaperComment:
    """Settle a comment with an answer, which a request for change needs.

    Raises ValidationError under ``answer`` without one, and for a comment that somebody settled otherwise meanwhile.
    """
    locked_for_writing(comment.paper_id)
    comment = (
        PaperComment.objects.select_for_update(of=("self",))
        .select_related("paper", "section")
        .get(pk=comment.pk)
    )
    answer = answer.strip()
    if comment.settled_at is not None:
        if comment.answer == answer:
            return comment
        raise ValidationError(
            {
                "answer": f"{comment.settled_by_name} has settled this meanwhile. Say what is missing in a new comment."
            }
        )
    if comment.kind == PaperCommentKind.CHANGE and not answer:
        raise ValidationError({"answer": "Say what was changed, or why nothing is."})
    comment.answer, comment.settled_at, comment.settled_by_name = answer, timezone.now(), str(by)
    comment.save()
    audit.record(
        "paper.comment_settled",
        on=comment.paper,
        by=by,
        before={"text": _told(comment, comment.text)},
        after={"answer": _told(comment, answer)},
    )
    if comment.kind == PaperCommentKind.CHANGE and comment.by and comment.by != by:
        what, key = (
            f"has an answer by {by} to the change you asked for.",
            f"paper-change-settled:{comment.pk}",
        )
        tell_of(comment.paper, [comment.by], what, key=key, is_turn=False)
    return comment


def _told(comment: PaperComment, words: str) -> str:
    """For the audit trail: what is said of a private section stays out of it, as its text does."""
    private_part = comment.section if comment.section and comment.section.is_private else comment.paper
    return audit.told(private_part, words)
