"""How sentences call risks, issues and levels: by number, never in private words."""

from typing import cast

from risks.models import Escalation, Issue, Risk, RiskLevel


def noun(row: Risk | Issue) -> str:
    """“risk” or “issue”: also the beginning of its events in the audit trail."""
    return str(row._meta.verbose_name)


def called(row: Risk | Issue) -> str:
    """“Risk 7”."""
    return f"{noun(row).capitalize()} {row.number}"


def at_level(level: str) -> str:
    """“system leadership level”."""
    return f"{RiskLevel(level).label.lower()} level"


def subject_of(escalation: Escalation) -> Risk | Issue:
    """What an escalation is about: the database sees to it that it is one of the two."""
    return cast(Risk | Issue, escalation.risk or escalation.issue)
