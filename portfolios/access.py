"""The first line of every view: whose page is this, and may this person do that here?"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from portfolios.models import Footprint, Initiative, Someone, has_permission
from stp_portal.accounts.roles import Permission


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
