"""Issues in a snapshot."""

from typing import Any

from django.utils import timezone

from portfolios.models import ReportingPeriod
from reports.snapshot_content.actions import actions
from reports.snapshot_content.escalations import escalations
from reports.snapshot_content.plain import day, fuzzy, person, privacy
from risks.models import Issue


def issues(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every issue by number, closed ones too. Four queries."""
    to_do, moves = actions(period, "issue"), escalations(period, "issue")
    rows = Issue.objects.filter(footprint=period.footprint_id).select_related("risk", "initiative", "owner")
    return [
        {
            "number": issue.number,
            "risk": issue.risk.number if issue.risk else None,
            "title": issue.title,
            "text": issue.text,
            "effect": issue.effect,
            "severity": issue.severity,
            "level": issue.level,
            "escalation": moves.get(issue.pk),
            "initiative": issue.initiative.slug if issue.initiative else None,
            "owner": person(issue.owner) if issue.owner else None,
            "due": fuzzy(issue.due),
            "raised_on": day(issue.raised_on),
            "status": issue.status,
            "closed_on": day(timezone.localdate(issue.closed_at) if issue.closed_at else None),
            "closed_reason": issue.closed_reason,
            "actions": to_do.get(issue.pk, []),
        }
        | privacy(issue)
        for issue in rows.order_by("number")
    ]
