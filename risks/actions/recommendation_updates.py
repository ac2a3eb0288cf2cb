"""Saying how recommendations stand: of one, or of several at once. However done they are said to be, they stay open
until their body closes them (DOMAIN A8 rule 22).
"""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from risks.actions.actions import GOING
from risks.actions.progress import check_update
from risks.actions.recommendation_records import for_trail, locked, require_open, say
from risks.due_dates import check_due
from risks.models import ActionStatus, Recommendation, RecommendationUpdate
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals

# “Complete” is what is said; that it is closed, its body says.
SAYABLE = (*GOING, ActionStatus.COMPLETE)


@transaction.atomic
def update(
    *,
    recommendation: Recommendation,
    version: int,
    text: str,
    status: str,
    due: FuzzyDate,
    on: date,
    by: User,
    review_on: date | None = None,
    evidence: str = "",
) -> RecommendationUpdate:
    """Say how a recommendation stands on the day ``on``, with its status and due date from then on, and where that can
    be seen. Said again in the same words it stands once.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError for one that is closed
    and by field: a text missing or that of before under another status, a day to come or before the last update,
    ``due`` and ``review_on`` as ``check_due`` says.
    """
    row = locked(recommendation)
    text, evidence = text.strip(), evidence.strip()
    last = row.updates.first()
    if (
        last
        and _is(last, text, status, on, evidence, by)
        and (row.due.words, row.review_on) == (due.words, review_on)
    ):
        return last
    check_version(row, version)
    require_open(row)
    refusals = Refusals()
    with refusals.under():
        check_update(text, status, on, SAYABLE, status_before=row.status, last=last)
    if status != ActionStatus.COMPLETE:
        with refusals.under():
            check_due(
                due,
                review_on,
                today=timezone.localdate(),
                due_before=row.due,
                review_before=row.review_on,
            )
    refusals.raise_any()
    status_before, due_before = row.status, row.due
    row.status, row.due, row.review_on = ActionStatus(status), due, review_on
    said = say(row, on=on, text=text, evidence=evidence, due_before=due_before, by=by)
    _keep(row, said, status_before, due_before, by)
    return said


@transaction.atomic
def update_together(
    *,
    recommendations: Mapping[Recommendation, int],
    text: str,
    status: str,
    on: date,
    by: User,
    evidence: str = "",
) -> list[RecommendationUpdate]:
    """Say one thing of several recommendations, each with the version that was read: printed once (DOMAIN A9 Q13). Due
    dates stay. All or none are updated; said again in the same words it stands once.

    Raises Conflict for the first that somebody else changed, and ValidationError as ``update`` does, with its number.
    """
    text, evidence = text.strip(), evidence.strip()
    # In the order of their keys, so that two who update some of the same wait for each other and for nothing else.
    rows = [
        (locked(one), version)
        for one, version in sorted(recommendations.items(), key=lambda item: item[0].pk)
    ]
    before = {row.pk: row.updates.first() for row, _ in rows}
    there = [last for last in before.values() if last and _is(last, text, status, on, evidence, by)]
    if len(there) == len(rows) and len({last.said_with for last in there}) == 1:
        return there
    refusals = Refusals()
    for row, version in rows:
        check_version(row, version)
        with refusals.under():
            require_open(row)
        with refusals.under():
            check_update(text, status, on, SAYABLE, status_before=row.status, last=before[row.pk])
    refusals.raise_any()
    together, updates = uuid4(), []
    for row, _ in rows:
        status_before = row.status
        row.status = ActionStatus(status)
        said = say(row, on=on, text=text, evidence=evidence, said_with=together, by=by)
        _keep(row, said, status_before, row.due, by)
        updates.append(said)
    return updates


def _is(last: RecommendationUpdate, text: str, status: str, on: date, evidence: str, by: User) -> bool:
    """Whether ``last`` says all this already, by the same person."""
    said = (last.text, last.status, last.on, last.evidence, last.recorded_by_id)
    return said == (text, status, on, evidence, by.pk)


def _keep(
    row: Recommendation, said: RecommendationUpdate, status_before: str, due_before: FuzzyDate, by: User
) -> None:
    row.version += 1
    row.save()
    subject = for_trail(row)
    audit.record(
        "recommendation.updated",
        on=subject,
        by=by,
        before={
            "status": ActionStatus(status_before).label,
            "due": audit.told(subject, due_before.words),
        },
        after={
            "status": row.get_status_display(),
            "due": audit.told(subject, row.due.words),
            "on": said.on,
            "evidence": audit.told(subject, said.evidence),
        },
        reason=audit.told(subject, said.text),
    )
