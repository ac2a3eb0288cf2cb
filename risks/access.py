"""Who may keep which risk or issue, and who may answer an escalation."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from portfolios.access import reports_written_by, standing_of
from portfolios.models import Footprint, Initiative, Someone
from risks.ladder import Ladder, line_of
from risks.models import Escalation, Issue, Risk, RiskOwner
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission


def kept_initiatives(user: Someone, footprint: Footprint) -> frozenset[int] | None:
    """The initiatives whose risks, issues and dependencies ``user`` keeps, as primary keys; None for all of them.

    Who keeps one keeps all below it; a deputy keeps what the other does. Two queries, none for the PMO.
    """
    standing = standing_of(user, footprint.slug)
    if standing is None or not standing.may(Permission.EDIT_RISKS):
        return frozenset()
    if standing.may(Permission.EDIT_ANY_RISK):
        return None
    own = set(reports_written_by(user, footprint).values_list("pk", flat=True))
    parents = dict(Initiative.objects.filter(footprint=footprint).values_list("pk", "parent_id"))
    return frozenset(pk for pk in parents if own.intersection(line_of(pk, parents)))


def keeps(user: User, row: Risk | Issue) -> bool:
    """Whether ``user`` may change ``row``: the PMO any, who keeps its initiative, who owns it today. Three queries.

    Ask only of a row that they may see.
    """
    standing = standing_of(user, row.footprint.slug)
    if standing is None or not standing.may(Permission.EDIT_RISKS):
        return False
    kept = kept_initiatives(user, row.footprint)
    return kept is None or row.initiative_id in kept or _owns(user, row)


def kept_among(user: User, risks: Sequence[Risk]) -> frozenset[int]:
    """Which of ``risks``, all of one footprint, ``user`` may see and change, as primary keys. Four queries at most."""
    standing = standing_of(user, risks[0].footprint.slug) if risks else None
    if standing is None or not standing.may(Permission.EDIT_RISKS):
        return frozenset()
    seen = Risk.objects.visible_to(user).filter(
        pk__in=[risk.pk for risk in risks], footprint=standing.footprint
    )
    kept = kept_initiatives(user, standing.footprint)
    if kept is not None:
        own = RiskOwner.objects.on(timezone.localdate()).filter(person__user_id=user.pk)
        seen = seen.filter(Q(initiative__in=kept) | Q(pk__in=own.values("risk_id")))
    return frozenset(seen.values_list("pk", flat=True))


def require_keeper(user: User, row: Risk | Issue) -> None:
    """Refuse (403) unless ``user`` may change ``row``."""
    if not keeps(user, row):
        raise PermissionDenied(
            f"This {row._meta.verbose_name} is kept by its owners, those who report on its initiative, and the PMO. "
            "Ask your PMO lead to make you one of them if you should keep it."
        )


def may_answer(user: User, escalation: Escalation) -> bool:
    """Whether ``user`` may accept or return ``escalation``: never who proposed it.

    The PMO answers for every level; who reports on the initiative above that stands at the level answers for that one.
    Three queries at most. Of many at once ``risks.queries.answerers`` knows the same.
    """
    row = escalation.risk or escalation.issue
    standing = standing_of(user, escalation.footprint.slug)
    if row is None or standing is None or user.pk == escalation.proposed_by_id:
        return False
    if standing.may(Permission.ACCEPT_ESCALATIONS):
        return True
    if not standing.may(Permission.EDIT_RISKS) or row.initiative_id is None:
        return False
    places = Ladder.of(escalation.footprint_id).places(row.initiative_id, escalation.to_level)
    return reports_written_by(user, escalation.footprint).filter(pk__in=places).exists()


def _owns(user: User, row: Risk | Issue) -> bool:
    if isinstance(row, Issue):
        return row.owner is not None and row.owner.user_id == user.pk
    return RiskOwner.objects.on(timezone.localdate()).filter(risk=row, person__user_id=user.pk).exists()
