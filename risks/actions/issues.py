"""Issues: raised, edited, resolved or withdrawn, opened again. Nothing is deleted."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portfolios.actions.notices import tell
from portfolios.models import Footprint, NoticeKind
from risks.actions.issue_content import IssueContent, check_content
from risks.actions.risk_rows import reason_of, require_nothing_open
from risks.ladder import level_of
from risks.models import Issue, IssueStatus, Risk
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.refusals import Refusals


@transaction.atomic
def raise_issue(
    *, footprint: Footprint, content: IssueContent, on: date, by: User, form: UUID | None = None
) -> Issue:
    """Put a new issue on the register under the next number, at the level of its initiative; its owner is told.

    ``on`` is the day it was raised; ``form`` names the form it was typed into: raised again from it in the same words
    it is there once. Raises ValidationError by field for what ``check_content`` refuses, and for another issue from a
    form that has raised one.
    """
    # The lock keeps two new issues from one number, and a second copy of a form waiting until the first is through.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    content = content.stripped()
    if there := raised_from(form, content):
        return there
    check_content(content, place.pk)
    issue = put_on_record(place, content, level_of(content.initiative), on=on, by=by, form=form)
    audit.record("issue.raised", on=issue, by=by, after=content.as_told(issue) | _place_of(issue))
    return issue


@transaction.atomic
def edit(*, issue: Issue, version: int, content: IssueContent, by: User, public_reason: str = "") -> Issue:
    """Change what ``issue`` says and is. Its level stays: moving it is an escalation.

    A private issue that becomes public needs ``public_reason``; one that came of a private risk stays private. The same
    content again changes nothing. Raises Conflict if somebody else changed the issue since ``version`` was read, and
    ValidationError for an issue that is not open and by field.
    """
    if issue.risk_id:
        # First, as everywhere: it must not become private while an issue that came of it becomes public.
        Risk.objects.select_for_update(of=("self",), no_key=True).get(pk=issue.risk_id)
    issue = locked(issue)
    before, content = IssueContent.of(issue), content.stripped()
    changed = content.differing(before)
    if not changed:
        return issue
    check_version(issue, version)
    require_open_issue(issue)
    refusals = Refusals()
    with refusals.under():
        check_content(content, issue.footprint_id, before=before)
    with refusals.under():
        _check_openness(issue, content, public_reason)
    refusals.raise_any()
    was_private = issue.is_private
    # What was private on either side of the change stays out of the trail.
    issue.is_private = was_private or bool(content.private_reason)
    named = [name for name in changed if name != "private_reason" or (was_private and content.private_reason)]
    told = before.as_told(issue, named), content.as_told(issue, named)
    content.write_to(issue)
    issue.version += 1
    issue.save()
    if "owner" in changed:
        _tell_owner(issue, by)
    if named:
        audit.record("issue.edited", on=issue, by=by, before=told[0], after=told[1])
    if issue.is_private and not was_private:
        mark = audit.told(issue, content.private_reason)
        audit.record("issue.marked_private", on=issue, by=by, reason=mark)
    elif was_private and not issue.is_private:
        audit.record("issue.marked_public", on=issue, by=by, reason=public_reason.strip())
    return issue


@transaction.atomic
def close(*, issue: Issue, version: int, reason: str, by: User, withdrawn: bool = False) -> Issue:
    """End ``issue`` with a reason: resolved, or ``withdrawn`` because it should not have been raised.

    Closed again with the same reason it is closed once. Raises Conflict if somebody else changed the issue since
    ``version`` was read, and ValidationError where an action is open (each is named) or an escalation waits, for an
    issue that is not open, and under ``reason``.
    """
    issue = locked(issue)
    status = IssueStatus.WITHDRAWN if withdrawn else IssueStatus.RESOLVED
    if (issue.status, issue.closed_reason) == (status, reason.strip()):
        return issue
    check_version(issue, version)
    require_open_issue(issue)
    refusals = Refusals()
    with refusals.under():
        ask = "why it should not have been raised" if withdrawn else "how it was resolved"
        reason = reason_of(reason, f"Say {ask}: the reason stays on record.")
    with refusals.under():
        require_nothing_open(issue)
    refusals.raise_any()
    issue.status, issue.closed_reason = status, reason
    issue.closed_at, issue.closed_by = timezone.now(), by
    issue.version += 1
    issue.save()
    audit.record(f"issue.{status.value}", on=issue, by=by, reason=audit.told(issue, reason))
    return issue


@transaction.atomic
def reopen(*, issue: Issue, version: int, reason: str, by: User) -> Issue:
    """Let an issue that had ended stand again, with a reason; why it had ended stays in the audit trail.

    One that is open stays as it is. Raises Conflict as ``close`` does, and ValidationError under ``reason``.
    """
    issue = locked(issue)
    if issue.status == IssueStatus.OPEN:
        return issue
    check_version(issue, version)
    reason = reason_of(reason, f"Say why issue {issue.number} stands again.")
    before = {"status": issue.get_status_display(), "reason": audit.told(issue, issue.closed_reason)}
    issue.status, issue.closed_reason = IssueStatus.OPEN, ""
    issue.closed_at = issue.closed_by = None
    issue.version += 1
    issue.save()
    audit.record("issue.reopened", on=issue, by=by, before=before, reason=audit.told(issue, reason))
    return issue


@transaction.atomic
def mark_private_with(*, risk: Risk, by: User) -> None:
    """Make the public issues that came of ``risk``, which is private from now on, as private as it: nothing of it may
    be read in them. For the action that marks it and holds its lock, before it tells the audit trail.
    """
    rows = Issue.objects.select_for_update(of=("self",), no_key=True).public().filter(risk=risk)
    marked = list(rows.select_related("footprint").order_by("pk"))
    for issue in marked:
        issue.is_private, issue.private_reason = True, risk.private_reason
        issue.version += 1
        issue.save()
    for issue in marked:
        audit.record("issue.marked_private", on=issue, by=by, reason=audit.told(issue, risk.private_reason))


def locked(issue: Issue) -> Issue:
    """The row of ``issue`` as it is now, nobody else's until the transaction ends."""
    rows = Issue.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("initiative", "owner__user", "risk", "footprint").get(pk=issue.pk)


def require_open_issue(issue: Issue) -> None:
    """ValidationError for an issue that has ended: what is said of it stays as it was then."""
    if issue.status != IssueStatus.OPEN:
        raise ValidationError(
            f"Issue {issue.number} is {issue.get_status_display().lower()}, so it stays as it is. "
            "Open it again first if it stands again."
        )


def raised_from(form: UUID | None, content: IssueContent) -> Issue | None:
    """The issue that ``form`` raised already. ValidationError where it said something else."""
    there = Issue.objects.filter(raised_by_form=form).first() if form else None
    if there and content.differing(IssueContent.of(there)):
        raise ValidationError(
            {
                "title": f"This form has raised issue {there.number} already: “{there.title}”. "
                "Open it again to raise another."
            }
        )
    return there


def put_on_record(
    footprint: Footprint,
    content: IssueContent,
    level: str,
    *,
    on: date,
    by: User,
    risk: Risk | None = None,
    form: UUID | None = None,
) -> Issue:
    """The row of a new issue, checked already, under a lock on the footprint; the caller tells the audit trail."""
    issue = Issue(
        footprint=footprint,
        number=Issue.objects.next_number(footprint),
        risk=risk,
        level=level,
        raised_on=on,
        raised_by_form=form,
    )
    content.write_to(issue)
    issue.save()
    _tell_owner(issue, by)
    return issue


def _check_openness(issue: Issue, content: IssueContent, public_reason: str) -> None:
    if content.private_reason:
        return
    if issue.risk is not None and issue.risk.is_private:
        raise ValidationError(
            {
                "private_reason": f"Risk {issue.risk.number}, which it came of, is private, so this issue is as well: "
                "say why, or make the risk public first."
            }
        )
    if issue.is_private and not public_reason.strip():
        raise ValidationError({"public_reason": "Say why everybody may read this issue from now on."})


def _tell_owner(issue: Issue, by: User) -> None:
    """Tell the owner, unless it was their own doing or they may not see it; no words of the issue."""
    user = issue.owner.user if issue.owner else None
    if user is None or user == by or not Issue.objects.visible_to(user).filter(pk=issue.pk).exists():
        return
    of = f" of {issue.initiative}" if issue.initiative else ""
    tell(
        user=user,
        footprint=issue.footprint,
        kind=NoticeKind.ASSIGNED,
        key=f"issue-owner:{issue.pk}:{issue.version}:{user.pk}",
        text=f"You own issue {issue.number}{of}.",
        path=reverse("risks:issue", args=[issue.footprint.slug, issue.number]),
        initiative=issue.initiative,
    )


def _place_of(issue: Issue) -> dict[str, object]:
    return {"number": issue.number, "level": issue.get_level_display()}
