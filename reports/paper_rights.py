"""Who may write in a paper, and who may comment on it."""

from django.core.exceptions import PermissionDenied

from portfolios.access import Standing
from reports.models import Paper
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission


def may_comment(user: User, standing: Standing, paper: Paper) -> bool:
    """Whether ``user`` may say something about ``paper``: who writes or approves papers, and who is named to pass it.

    No query where the paper came with its reviewer and approver.
    """
    if standing.may(Permission.EDIT_PAPERS) or standing.may(Permission.APPROVE_PAPERS):
        return True
    return any(
        person is not None and person.user_id == user.pk for person in (paper.reviewer, paper.approver)
    )


def require_comment(user: User, standing: Standing, paper: Paper) -> None:
    """Refuse (403) unless ``user`` may say something about ``paper``."""
    if not may_comment(user, standing, paper):
        raise PermissionDenied(
            "Papers are written by the programme office, and commented by those who review and approve them. "
            "Ask your PMO lead if you should be one of them."
        )
