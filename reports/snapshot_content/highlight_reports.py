"""Highlight reports in a snapshot."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from portfolios.models import RETURNED, HighlightReport, PlannedOutcome, ReportingPeriod, ReportParagraph
from reports.snapshot_content.plain import day, fuzzy, privacy


def reports(period: ReportingPeriod) -> dict[int, dict[str, Any]]:
    """The reports of ``period`` by initiative; of a locked period, a draft is there without its words (DESIGN 5.5).

    Three queries.
    """
    paragraphs, outcomes = _paragraphs(period), _outcomes(period)
    found = {}
    for report in HighlightReport.objects.filter(period=period):
        is_returned = report.state in RETURNED
        is_kept = is_returned or not period.is_locked
        found[report.initiative_id] = {
            "state": report.state,
            "is_returned": is_returned,
            "edited_on": day(timezone.localdate(report.edited_at) if report.edited_at and is_kept else None),
            "source": report.source,
            "route_to_green": report.route_to_green if is_kept else "",
            "route_owner": report.route_owner if is_kept else "",
            "route_by": fuzzy(report.route_by) if is_kept else None,
            "paragraphs": paragraphs[report.pk] if is_kept else [],
            "planned_outcomes": outcomes[report.pk] if is_kept else [],
        }
    return found


def not_updated(period: ReportingPeriod) -> dict[int, dict[str, Any]]:
    """Since when nothing was returned, by initiative, for those of which the lock found no return. One query."""
    rows = HighlightReport.objects.filter(period=period, carried_from__isnull=False)
    return {
        initiative: {"since": label, "days": days}
        for initiative, label, days in rows.values_list(
            "initiative_id", "carried_from__label", "not_updated_days"
        )
    }


def _paragraphs(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    rows = ReportParagraph.objects.filter(report__period=period).order_by("report_id", "part", "position")
    for row in rows:
        found[row.report_id].append({"part": row.part, "text": row.text} | privacy(row))
    return found


def _outcomes(period: ReportingPeriod) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    rows = PlannedOutcome.objects.filter(report__period=period).order_by("report_id", "position")
    for row in rows:
        found[row.report_id].append(
            {"text": row.text, "outcome": row.outcome, "reason": row.reason} | privacy(row)
        )
    return found
