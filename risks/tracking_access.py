"""Who may keep actions, recommendations and reviews, who may say how they stand, and who may close them."""

from django.core.exceptions import PermissionDenied

from portfolios.access import standing_of
from portfolios.models import Ask, Footprint, Person, Someone
from risks.access import keeps
from risks.models import Action, Issue, Recommendation, Risk
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission


def keeps_actions(user: User, source: Risk | Issue | Ask) -> bool:
    """Whether ``user`` may add, change and close actions about ``source``: who keeps the risk or issue; of an ask, who
    records decisions. Ask only of what they may see.
    """
    if isinstance(source, Ask):
        return _may(user, Permission.RECORD_DECISIONS, source.footprint)
    return keeps(user, source)


def may_update_action(user: User, action: Action, source: Risk | Issue | Ask) -> bool:
    """Whether ``user`` may say how ``action`` stands: its lead, and who keeps it."""
    return is_account_of(user, action.lead) or keeps_actions(user, source)


def may_keep_reviews(user: Someone, footprint: Footprint) -> bool:
    """Whether ``user`` may add and change reviews and their recommendations: the PMO."""
    return _may(user, Permission.EDIT_ANY_RISK, footprint)


def may_update(user: User, recommendation: Recommendation) -> bool:
    """Whether ``user`` may say how ``recommendation`` stands: its lead, who supports the lead, and the PMO.

    One query for who is neither the PMO nor the lead; none where its supporting officers were read with their people.
    """
    return (
        may_keep_reviews(user, recommendation.footprint)
        or is_account_of(user, recommendation.lead)
        or any(
            officer.person.user_id == user.pk
            for officer in recommendation.supporting_officers.select_related("person")
        )
    )


def may_close(user: User, recommendation: Recommendation) -> bool:
    """Whether ``user`` may record that a body closed it: who records decisions, never its lead (DOMAIN A8 rule 22)."""
    return may_reopen(user, recommendation) and not is_account_of(user, recommendation.lead)


def may_reopen(user: User, recommendation: Recommendation) -> bool:
    """Whether ``user`` may open it again: who records decisions."""
    return _may(user, Permission.RECORD_DECISIONS, recommendation.footprint)


def is_account_of(user: Someone, person: Person | None) -> bool:
    """Whether the account is that of ``person``."""
    return person is not None and user.pk is not None and person.user_id == user.pk


def refuse_unless(allowed: bool, who: str) -> None:
    """Refuse (403), saying ``who`` may."""
    if not allowed:
        raise PermissionDenied(f"{who} Ask your PMO lead if you should be one of them.")


def _may(user: Someone, permission: Permission, footprint: Footprint) -> bool:
    standing = standing_of(user, footprint.slug)
    return standing is not None and standing.may(permission)
