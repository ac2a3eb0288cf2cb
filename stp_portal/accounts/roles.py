"""Roles within a footprint and what each may do (issue: roles and permissions per footprint).

A role is readable data. Code asks for a permission, never for a role.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Permission(StrEnum):
    """One thing a person may or may not do in a footprint."""

    VIEW = "view"
    VIEW_PRIVATE = "view-private"
    EDIT_OWN_REPORTS = "edit-own-reports"
    EDIT_ANY_REPORT = "edit-any-report"
    ASSURE_REPORTS = "assure-reports"
    SIGN_OFF_REPORTS = "sign-off-reports"
    RUN_PERIODS = "run-periods"
    EDIT_RISKS = "edit-risks"
    EDIT_ANY_RISK = "edit-any-risk"
    ACCEPT_ESCALATIONS = "accept-escalations"
    RECORD_DECISIONS = "record-decisions"
    COMPILE_PAPERS = "compile-papers"
    EDIT_PAPERS = "edit-papers"
    APPROVE_PAPERS = "approve-papers"
    PUBLISH_PAPERS = "publish-papers"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_FOOTPRINT = "manage-footprint"
    VIEW_AUDIT = "view-audit"


class Role(models.TextChoices):
    """What somebody is to a footprint. Who leads which initiative is a ``RoleAssignment``, not one of these."""

    PMO_LEAD = "pmo_lead", "PMO lead"
    PMO_ANALYST = "pmo_analyst", "PMO analyst"
    LEAD = "lead", "Lead"
    SRO = "sro", "Senior responsible owner"
    BOARD_MEMBER = "board_member", "Board member"
    OBSERVER = "observer", "Observer"
    AUDITOR = "auditor", "Auditor"


@dataclass(frozen=True)
class RoleDefinition:
    """What a role is, in words for the people page, and what it may do."""

    description: str
    permissions: frozenset[Permission]


P = Permission

ROLES: dict[str, RoleDefinition] = {
    Role.PMO_LEAD: RoleDefinition(
        "Runs the programme office: everything within the footprint, people and roles included.",
        frozenset(set(P) - {P.SIGN_OFF_REPORTS}),
    ),
    Role.PMO_ANALYST: RoleDefinition(
        "Works in the programme office: edits any report, keeps the risks, writes, compiles and publishes papers.",
        frozenset(
            {P.VIEW, P.VIEW_PRIVATE, P.EDIT_ANY_REPORT, P.ASSURE_REPORTS}
            | {P.EDIT_RISKS, P.EDIT_ANY_RISK, P.ACCEPT_ESCALATIONS, P.RECORD_DECISIONS}
            | {P.COMPILE_PAPERS, P.EDIT_PAPERS, P.PUBLISH_PAPERS}
        ),
    ),
    Role.LEAD: RoleDefinition(
        "Reports on the initiatives they lead and keeps their risks.",
        frozenset({P.VIEW, P.VIEW_PRIVATE, P.EDIT_OWN_REPORTS, P.EDIT_RISKS}),
    ),
    Role.SRO: RoleDefinition(
        "Answers for initiatives: reads everything, edits and signs off the reports of their own, keeps their risks, "
        "approves papers.",
        frozenset(
            {P.VIEW, P.VIEW_PRIVATE, P.EDIT_OWN_REPORTS, P.EDIT_RISKS, P.SIGN_OFF_REPORTS, P.APPROVE_PAPERS}
        ),
    ),
    Role.BOARD_MEMBER: RoleDefinition(
        "Reads dashboards and papers, private items included.", frozenset({P.VIEW, P.VIEW_PRIVATE})
    ),
    Role.OBSERVER: RoleDefinition("Reads what is public.", frozenset({P.VIEW})),
    Role.AUDITOR: RoleDefinition(
        "Reads everything, the audit trail included, and changes nothing.",
        frozenset({P.VIEW, P.VIEW_PRIVATE, P.VIEW_AUDIT}),
    ),
}


def permissions_of(role: str) -> frozenset[Permission]:
    """What ``role`` may do. Raises KeyError for a word that is no role."""
    return ROLES[role].permissions
