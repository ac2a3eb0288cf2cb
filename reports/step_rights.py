"""Who may take which step with a paper (DESIGN 5). What a step itself asks for is ``reports.queries.readiness``."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from portfolios.access import standing_of
from portfolios.models import Person, Someone
from portfolios.queries.holders import accounts_with
from reports.models import Paper, PaperStepKind
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission as P

# Any one of these permissions opens a step; so does being the person of the paper whose step it is.
RIGHTS: Mapping[PaperStepKind, frozenset[P]] = {
    PaperStepKind.SUBMITTED: frozenset({P.EDIT_PAPERS}),
    PaperStepKind.REVIEWED: frozenset({P.EDIT_PAPERS, P.APPROVE_PAPERS}),
    PaperStepKind.RETURNED: frozenset({P.EDIT_PAPERS, P.APPROVE_PAPERS}),
    PaperStepKind.APPROVED: frozenset({P.APPROVE_PAPERS}),
    PaperStepKind.REOPENED: frozenset({P.APPROVE_PAPERS, P.PUBLISH_PAPERS}),
    PaperStepKind.PUBLISHED: frozenset({P.PUBLISH_PAPERS}),
    PaperStepKind.SUPERSEDED: frozenset({P.EDIT_PAPERS}),
    PaperStepKind.TAKEN_DOWN: frozenset({P.PUBLISH_PAPERS}),
}
WHOSE: Mapping[PaperStepKind, str] = {
    PaperStepKind.SUBMITTED: "Papers are handed in by their author and by the PMO.",
    PaperStepKind.REVIEWED: "Papers are reviewed by their reviewer, the PMO and those who approve papers.",
    PaperStepKind.RETURNED: "Papers are returned by their reviewer, the PMO and those who approve papers.",
    PaperStepKind.APPROVED: "Papers are approved by a PMO lead or a senior responsible owner.",
    PaperStepKind.REOPENED: "An approval is taken back by those who approve or publish papers.",
    PaperStepKind.PUBLISHED: "Papers are published by the PMO.",
    PaperStepKind.SUPERSEDED: "A correction is begun by the PMO.",
    PaperStepKind.TAKEN_DOWN: "Papers are taken down by the PMO.",
}


def may_take(user: Someone, kind: PaperStepKind, paper: Paper) -> bool:
    """Whether the step is ``user``'s to take with ``paper``. Up to two queries, one of them shared by the request."""
    standing = standing_of(user, paper.footprint.slug)
    if standing is None or (paper.is_private and not standing.may(P.VIEW_PRIVATE)):
        return False
    return bool(RIGHTS[kind] & standing.permissions) or _is(user, _person(kind, paper))


def require_step(user: User, kind: PaperStepKind, paper: Paper) -> None:
    """Refuse (403), in words, unless the step is ``user``'s to take."""
    if not may_take(user, kind, paper):
        raise PermissionDenied(f"{WHOSE[kind]} Ask your PMO lead if it should be you.")


def barred(paper: Paper) -> dict[int, str]:
    """The accounts (ids) that may not approve ``paper``, each with why: nobody approves their own. Two queries.

    Its author, whoever ever wrote in it and whoever handed it in. Whether approving would else be theirs is not asked.
    """
    wrote = paper.editors.values_list("user_id", flat=True)
    why = dict.fromkeys(wrote, "You have written in this paper, and nobody approves their own.")
    submitted = paper.steps.filter(kind=PaperStepKind.SUBMITTED, by__isnull=False)
    handed_in = [pk for pk in submitted.values_list("by_id", flat=True) if pk is not None]
    why |= dict.fromkeys(handed_in, "You handed this paper in, and nobody approves their own.")
    if paper.author and paper.author.user_id:
        why[paper.author.user_id] = "You are the author of this paper, and nobody approves their own."
    return why


def approvers(paper: Paper) -> list[User]:
    """The accounts that can approve ``paper``, the one named in it first. Three queries."""
    without = barred(paper)
    able = [one for one in accounts_with(P.APPROVE_PAPERS, paper.footprint) if one.pk not in without]
    return sorted(able, key=lambda one: not _is(one, paper.approver))


def _person(kind: PaperStepKind, paper: Paper) -> Person | None:
    if kind == PaperStepKind.SUBMITTED:
        return paper.author
    return paper.reviewer if kind in (PaperStepKind.REVIEWED, PaperStepKind.RETURNED) else None


def _is(user: Someone, person: Person | None) -> bool:
    return person is not None and person.user_id is not None and person.user_id == user.pk
