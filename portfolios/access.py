"""The first line of every view: whose page is this, and may this person do that here?"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from portfolios.models import Footprint, Initiative, Membership, Someone, has_permission
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission, permissions_of


@dataclass(frozen=True)
class Standing:
    """What somebody is to a footprint today: for pages that ask several permissions within a few queries."""

    footprint: Footprint
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def standing_of(user: Someone, slug: str) -> Standing | None:
    """What ``user`` is to the footprint called ``slug``; None for a stranger and where there is none.

    One query in a request: the answer is kept on the user object, which each request reads anew, so that a page and its
    navigation share it.
    """
    if not user.is_authenticated:
        return None
    kept: dict[str, Standing | None] | None = getattr(user, "_standings", None)
    if kept is None:
        kept = {}
        user._standings = kept  # type: ignore[attr-defined]  # our own, for one request
    if slug not in kept:
        kept[slug] = _read_standing(user, slug)
    return kept[slug]


def _read_standing(user: User, slug: str) -> Standing | None:
    if user.is_superuser:
        footprint = Footprint.objects.filter(slug=slug).first()
        return Standing(footprint, frozenset(Permission)) if footprint else None
    held = list(
        Membership.objects.current().filter(user=user, footprint__slug=slug).select_related("footprint")
    )
    if not held:
        return None
    return Standing(
        held[0].footprint, frozenset().union(*(permissions_of(membership.role) for membership in held))
    )


def standing_or_404(user: Someone, slug: str) -> Standing:
    """The footprint called ``slug`` with what ``user`` may do there. A stranger gets 404."""
    standing = standing_of(user, slug)
    if standing is None:
        raise Http404("There is no such footprint, or you have no role in it.")
    return standing


def footprint_or_404(user: Someone, slug: str) -> Footprint:
    """The footprint called ``slug``. A stranger gets 404, so that its existence does not leak."""
    return get_object_or_404(Footprint.objects.visible_to(user), slug=slug)


def require(user: Someone, permission: Permission, footprint: Footprint) -> None:
    """Refuse (403) unless ``user`` may do ``permission`` in ``footprint``. One query."""
    if not has_permission(user, permission, footprint):
        raise PermissionDenied(
            f"Your role in {footprint} does not allow this. Ask your PMO lead if it should."
        )


def may_edit_report(user: Someone, initiative: Initiative) -> bool:
    """Whether ``user`` may write highlight reports of ``initiative``: the PMO any, a lead or SRO those of their own.

    Up to two queries.
    """
    if has_permission(user, Permission.EDIT_ANY_REPORT, initiative.footprint):
        return True
    if not has_permission(user, Permission.EDIT_OWN_REPORTS, initiative.footprint):
        return False
    return Initiative.objects.led_by(user).filter(pk=initiative.pk).exists()


def require_report_editor(user: Someone, initiative: Initiative) -> None:
    """Refuse (403) unless ``user`` may write highlight reports of ``initiative``."""
    if not may_edit_report(user, initiative):
        raise PermissionDenied(
            f"The report of {initiative} is written by its leads and the PMO. "
            "Ask your PMO lead to give you a role in it if you should write it."
        )
