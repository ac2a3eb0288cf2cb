"""Asks in a snapshot."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from portfolios.models import Ask, AskMinute, AskState, ReportingPeriod
from reports.snapshot_content.actions import actions
from reports.snapshot_content.plain import day, privacy


def asks(period: ReportingPeriod, before: ReportingPeriod | None) -> list[dict[str, Any]]:
    """The asks of the period, those of earlier ones still open (DOMAIN A8 rule 8), and those answered since the period
    ``before``, so that two snapshots tell what was answered. Earliest first. Four queries.
    """
    said, to_do = _minutes(period), actions(period, "ask")
    is_earlier = Q(period__first_day__lt=period.first_day)
    wanted = Q(period=period) | is_earlier & Q(state=AskState.OPEN)
    if before:
        wanted |= is_earlier & Q(state=AskState.ANSWERED, answered_at__gt=_end(before))
    rows = Ask.objects.filter(wanted, footprint=period.footprint_id).select_related(
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
            "minutes": said.get(ask.pk, []),
            "actions": to_do.get(ask.pk, []),
            "done": {"on": day(timezone.localdate(ask.done_at)), "text": ask.done_text}
            if ask.done_at
            else None,
        }
        | privacy(ask)
        for ask in sorted(rows, key=lambda ask: (ask.period.first_day, ask.position, ask.key))
    ]


def _minutes(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    """What meetings said of each ask, the earliest first. One query."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in AskMinute.objects.filter(footprint=period.footprint_id).order_by("on", "pk"):
        found.setdefault(row.ask_id, []).append(
            {
                "on": day(row.on),
                "outcome": row.get_outcome_display(),
                "text": row.text,
                "reference": row.reference,
            }
        )
    return found


def _end(period: ReportingPeriod) -> datetime:
    """When the record of ``period`` was closed: as it was locked, or with its last day."""
    return period.locked_at or timezone.make_aware(
        datetime.combine(period.last_day + timedelta(days=1), time())
    )
