"""Asks in a snapshot."""

from typing import Any

from django.db.models import Q

from portfolios.models import Ask, AskState, ReportingPeriod
from reports.snapshot_content.plain import day


def asks(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The asks of the period, and those of earlier ones still open (DOMAIN A8 rule 8), earliest first."""
    still_open = Q(state=AskState.OPEN, period__first_day__lt=period.first_day)
    rows = Ask.objects.filter(Q(period=period) | still_open, footprint=period.footprint_id).select_related(
        "initiative", "printed_under", "raised_by", "body", "period", "answered_in"
    )
    return [
        {
            "key": ask.key,
            "period": ask.period.slug,
            "period_label": ask.period.label,
            "is_carried_over": ask.period_id != period.pk,
            "purpose": ask.purpose,
            "heading": ask.heading,
            "initiative": ask.initiative.slug if ask.initiative else None,
            "raised_by": ask.raised_by.key if ask.raised_by else None,
            "body": ask.body.key,
            "body_name": ask.body.name,
            "body_short": ask.body.short,
            "verb": ask.verb,
            "text": ask.text,
            "sentence": f"{ask.body.short} have been asked to {ask.verb} {ask.text}".strip(),
            "context": ask.context,
            "state": ask.state,
            "outcome": ask.get_outcome_display(),
            "outcome_text": ask.outcome_text,
            "answered_on": day(ask.answered_in.date if ask.answered_in else None),
            "is_private": ask.is_private,
        }
        for ask in sorted(rows, key=lambda ask: (ask.period.first_day, ask.position, ask.key))
    ]
