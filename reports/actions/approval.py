"""The steps of a paper up to its approval: handed in, reviewed, returned, approved, approval taken back (DESIGN 5).

Each locks the paper, raises PermissionDenied for somebody whose step it is not and ValidationError, with what to do,
for what is in its way; so of two who press at once one is told who came first.
"""

from django.db import transaction

from portfolios.queries.holders import accounts_with
from reports.actions import runs
from reports.actions.paper_steps import (
    accounts_of,
    concerned,
    held,
    refuse,
    require_state,
    required_reason,
    take,
    tell,
)
from reports.models import Paper, PaperState, PaperStepKind
from reports.queries.readiness import before_approval, before_reviewing
from reports.step_rights import approvers
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission

TO_READ = "is handed in: it waits for you to read it."
TO_APPROVE = "waits for your approval."


@transaction.atomic
def submit(*, paper: Paper, by: User, reason: str = "") -> Paper:
    """Hand a draft in. It is compiled as it stands; its reviewer is told, or who can approve it where it has none."""
    kind = PaperStepKind.SUBMITTED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.DRAFT)
    step = take(paper, kind, by=by, state=PaperState.IN_REVIEW, reason=reason.strip())
    # Its cover says that it is in review, so it is printed anew.
    runs.request(paper=paper, by=by)
    reviewer = accounts_of(paper.reviewer)
    tell(paper, step, reviewer or _asked_to_approve(paper), TO_READ if reviewer else TO_APPROVE, is_turn=True)
    return paper


@transaction.atomic
def reviewed(*, paper: Paper, by: User, reason: str = "") -> Paper:
    """Say that a paper in review was read and can be approved; ``reason`` is a remark. Who can approve it is told."""
    kind = PaperStepKind.REVIEWED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.IN_REVIEW)
    refuse(before_reviewing(paper, by))
    step = take(paper, kind, by=by, reason=reason.strip())
    tell(paper, step, _asked_to_approve(paper), TO_APPROVE, is_turn=True)
    return paper


@transaction.atomic
def return_to_author(*, paper: Paper, reason: str, by: User) -> Paper:
    """Give a paper in review back to its author and who handed it in; ``reason`` says what to put right."""
    kind = PaperStepKind.RETURNED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.IN_REVIEW)
    reason = required_reason(reason, "Say what should be put right: its author reads this.")
    step = take(paper, kind, by=by, state=PaperState.DRAFT, reason=reason)
    handed_in = paper.steps.filter(kind=PaperStepKind.SUBMITTED).select_related("by").last()
    authors = [*accounts_of(paper.author), *([handed_in.by] if handed_in and handed_in.by else [])]
    tell(paper, step, authors, f"was returned by {by}, who says what to put right.", is_turn=True)
    return paper


@transaction.atomic
def approve(*, paper: Paper, by: User, reason: str = "") -> Paper:
    """Approve a paper as its newest files say it, and ask for the files without the word draft.

    Everything that is in the way is raised at once (``before_approval``). Those who publish are told.
    """
    kind = PaperStepKind.APPROVED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.IN_REVIEW)
    refuse(before_approval(paper, by))
    read = paper.runs.last_asked_first().first()
    step = take(paper, kind, by=by, state=PaperState.APPROVED, reason=reason.strip(), run=read)
    runs.request(paper=paper, by=by)
    publishers = accounts_with(Permission.PUBLISH_PAPERS, paper.footprint)
    tell(paper, step, publishers, "is approved, and waits to be published.", is_turn=True)
    others = [user for user in concerned(paper) if user not in set(publishers)]
    tell(paper, step, others, f"was approved by {by}.", is_turn=False)
    return paper


@transaction.atomic
def take_back(*, paper: Paper, reason: str, by: User) -> Paper:
    """Take the approval of a paper back, with a reason: it is in review again, and compiled so."""
    kind = PaperStepKind.REOPENED
    paper = held(paper, kind, by)
    require_state(paper, kind, PaperState.APPROVED)
    reason = required_reason(reason, "Say why the approval is taken back: it is kept on record.")
    step = take(paper, kind, by=by, state=PaperState.IN_REVIEW, reason=reason)
    runs.request(paper=paper, by=by)
    tell(paper, step, concerned(paper), f"is in review again: {by} took the approval back.", is_turn=False)
    return paper


def _asked_to_approve(paper: Paper) -> list[User]:
    """The approver named in the paper, where they may approve it; else everybody who may."""
    able = approvers(paper)
    named = [user for user in accounts_of(paper.approver) if user in able]
    return named or able
