"""Actions in a snapshot, with what was said of them."""

from typing import Any

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import day, fuzzy, person
from risks.models import Action, ActionUpdate


def actions(period: ReportingPeriod, source: str) -> dict[int, list[dict[str, Any]]]:
    """The actions of risks, issues or asks (``source``: the field that points at them), by the key of these.

    In printed order, those that are done as well: what was done is told by comparing two snapshots. Two queries.
    """
    is_theirs = {"footprint": period.footprint_id, f"{source}__isnull": False}
    said: dict[int, list[dict[str, Any]]] = {}
    updates = ActionUpdate.objects.filter(
        footprint=period.footprint_id, **{f"action__{source}__isnull": False}
    )
    for update in sorted(updates, key=lambda row: (row.on, row.recorded_at, row.pk)):
        said.setdefault(update.action_id, []).append(
            {"on": day(update.on), "text": update.text, "status": update.status}
        )
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Action.objects.filter(**is_theirs).select_related("lead")
    for row in sorted(rows, key=lambda row: (row.position, row.number)):
        found.setdefault(getattr(row, f"{source}_id"), []).append(
            {
                "position": row.position,
                "number": row.number,
                "text": row.text,
                "lead": person(row.lead) if row.lead else None,
                "due": fuzzy(row.due),
                "review_on": day(row.review_on),
                "status": row.status,
                "ended_on": day(row.ended_on),
                "ended_reason": row.ended_reason,
                "updates": said.get(row.pk, []),
            }
        )
    return found
