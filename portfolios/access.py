"""The first line of every view: whose page is this, and may this person do that here?"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portfolios.models import (
    Deputy,
    Footprint,
    HighlightReport,
    Initiative,
    Membership,
    ReportState,
    ReportStep,
    RoleAssignment,
    Someone,
    has_permission,
)
from portfolios.queries.barred import barred
from portfolios.queries.holders import WRITING, Holders, accounts_with, accounts_with_any, holders_of
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission, permissions_of
from stp_portal.core.lists import listed


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


def reports_written_by(user: Someone, footprint: Footprint) -> QuerySet[Initiative]:
    """The initiatives of ``footprint`` whose reports ``user`` writes: of their own, and standing in for somebody.

    Who holds a role writes, where their account may; a deputy who may read private material writes whatever the other
    may. What the PMO may write besides is not among them. One query in a request before it is read.
    """
    standing = standing_of(user, footprint.slug)
    if standing is None:
        return Initiative.objects.none()
    held = RoleAssignment.objects.current().filter(footprint=footprint)
    written = Q(pk__in=[])
    if WRITING & standing.permissions:
        written |= Q(pk__in=held.filter(person__user_id=user.pk).values("initiative_id"))
    if standing.may(Permission.VIEW_PRIVATE):
        writers = accounts_with_any(WRITING, footprint)
        principals = Deputy.objects.current().filter(
            footprint=footprint, deputy__user_id=user.pk, principal__user__in=writers.order_by()
        )
        written |= Q(pk__in=held.filter(person__in=principals.values("principal_id")).values("initiative_id"))
    return Initiative.objects.filter(written, footprint=footprint)


def may_edit_report(user: Someone, initiative: Initiative) -> bool:
    """Whether ``user`` may write highlight reports of ``initiative``: the PMO any, a lead or SRO those of their own.

    So may whoever stands in for one of them today. Up to two queries.
    """
    standing = standing_of(user, initiative.footprint.slug)
    if standing is None:
        return False
    if standing.may(Permission.EDIT_ANY_REPORT):
        return True
    return reports_written_by(user, standing.footprint).filter(pk=initiative.pk).exists()


def require_report_editor(user: Someone, initiative: Initiative) -> None:
    """Refuse (403) unless ``user`` may write highlight reports of ``initiative``."""
    if not may_edit_report(user, initiative):
        raise PermissionDenied(
            f"The report of {initiative} is written by its leads and the PMO. "
            "Ask your PMO lead to give you a role in it if you should write it."
        )


@dataclass(frozen=True)
class Decision:
    """Whether somebody may do something; if not, ``why`` says so and who can.

    ``is_own``: it would be theirs to do, were the report not their own.
    """

    allowed: bool
    why: str = ""
    is_own: bool = False


ALLOWED = Decision(allowed=True)


def may_write(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may submit ``report``: whoever writes it, the PMO included. Up to two queries."""
    if may_edit_report(user, report.initiative):
        return ALLOWED
    return Decision(
        allowed=False, why=f"The report of {report.initiative} is submitted by those who write it."
    )


def may_recall(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may take ``report`` back: one of its authors, or who submitted it. Up to three queries.

    Others of the PMO return it instead, with a comment.
    """
    is_author = reports_written_by(user, report.footprint).filter(pk=report.initiative_id).exists()
    if is_author or (user.pk == report.submitted_by_id and may_edit_report(user, report.initiative)):
        return ALLOWED
    return Decision(
        allowed=False,
        why=f"The report of {report.initiative} is taken back by those who wrote it. The PMO returns it.",
    )


def may_assure(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may assure ``report`` for the PMO. Its state is not asked. Up to six queries.

    Never somebody who is ``barred``. For this and the others, ``holders`` are those of its initiative where they were
    read already.
    """
    holders = holders or holders_of([report.initiative_id])
    assures = has_permission(user, Permission.ASSURE_REPORTS, report.footprint)
    own = barred(report, ReportStep.ASSURED, holders).get(user.pk, "") if assures else ""
    if assures and not own:
        return ALLOWED
    return Decision(
        allowed=False,
        why=f"{own or 'Reports are assured by the PMO.'} {who_assures(report, holders)}",
        is_own=assures,
    )


def who_assures(report: HighlightReport, holders: Holders) -> str:
    """Who can assure ``report``, in a sentence; where nobody can, how to put that right. One query."""
    able = assurers(report, holders)
    if able:
        return f"This one can be assured by {listed(able, last='or')}."
    return (
        "Nobody in the PMO can assure this one, because nobody approves their own: ask the PMO lead to give somebody "
        "else a role in the PMO."
    )


def assurers(report: HighlightReport, holders: Holders) -> list[User]:
    """The accounts of the PMO that may assure ``report``. One query."""
    without = barred(report, ReportStep.ASSURED, holders)
    able = accounts_with(Permission.ASSURE_REPORTS, report.footprint)
    return [one for one in able if one.pk not in without]


def may_sign_off(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may sign ``report`` off: its SRO or sponsor, one above it, or who stands in for one of them.

    Never somebody who is ``barred``: who assured it is too. Its state is not asked. Four queries, or none.
    """
    holders = holders or holders_of([report.initiative_id])
    signs = holders.would_sign(user, report.initiative_id)
    own = barred(report, ReportStep.SIGNED_OFF, holders).get(user.pk, "") if signs else ""
    if signs and not own:
        return ALLOWED
    general = "Reports are signed off by the senior responsible owner or sponsor of the initiative or of one above it."
    return Decision(allowed=False, why=f"{own or general} {who_signs(report, holders)}", is_own=signs)


def who_signs(report: HighlightReport, holders: Holders) -> str:
    """Who can sign ``report`` off, in a sentence; where nobody can, how to put that right. No query."""
    able = signers(report, holders)
    if able:
        return f"This one can be signed off by {listed(able, last='or')}."
    if holders.anybody_would_sign(report.initiative_id):
        return (
            "Nobody can sign this one off, because nobody approves their own or takes both steps with one report: ask "
            "the PMO lead to name a senior responsible owner for an initiative above this one, or a deputy for the one "
            "it has."
        )
    return (
        "Nobody can sign this one off: neither it nor an initiative above it has a senior responsible owner or sponsor "
        "whose account may. Ask the PMO lead to name one on the People page."
    )


def signers(report: HighlightReport, holders: Holders) -> tuple[User, ...]:
    """Who is asked to sign ``report`` off: of the nearest initiative that has somebody who is not ``barred``."""
    without = barred(report, ReportStep.SIGNED_OFF, holders)
    return holders.signers(report.initiative_id, without=without)


def may_return(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may send ``report`` back to its authors: the PMO, and once it is assured who may sign it off."""
    if has_permission(user, Permission.ASSURE_REPORTS, report.footprint):
        return ALLOWED
    if report.state == ReportState.ASSURED and may_sign_off(user, report, holders).allowed:
        return ALLOWED
    return Decision(
        allowed=False,
        why="Reports are returned by the PMO, and once they are assured by those who may sign them off.",
    )


def may_comment(user: User, report: HighlightReport, holders: Holders | None = None) -> Decision:
    """Whether ``user`` may remark on ``report``: whoever writes, assures or signs off. Up to nine queries."""
    if (
        has_permission(user, Permission.ASSURE_REPORTS, report.footprint)
        or may_edit_report(user, report.initiative)
        or (holders or holders_of([report.initiative_id])).would_sign(user, report.initiative_id)
    ):
        return ALLOWED
    return Decision(
        allowed=False, why="Comments are made by those who write, assure and sign off the report."
    )
