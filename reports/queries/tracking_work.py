"""The actions and recommendations that one person leads and that press: overdue, due soon, or to be looked at again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from portfolios.models import Footprint
from reports.queries.room_filters import query
from reports.queries.tasks import Task, TaskKind
from risks.due_dates import SOON
from risks.models import ENDED, Action, Recommendation
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted
from stp_portal.core.shortening import shortened
from stp_portal.core.text import plain

# A longer list is read better where its filters are.
MOST = 10
LONGEST = 100


def tracking_tasks(place: Footprint, user: User, today: date) -> list[Task]:
    """One line for each, and one for the others where there are many. Two queries."""
    actions: QuerySet[Any, Any] = Action.objects.visible_to(user).filter(footprint=place).open()
    recommended: QuerySet[Any, Any] = (
        Recommendation.objects.visible_to(user).filter(footprint=place).open().exclude(status__in=ENDED)
    )
    return [
        *_first(
            _pressing(actions, user, today).values_list("number", "text", "due", "review_on"),
            noun="action",
            one=lambda row: ("Action", reverse("risks:action", args=[place.slug, row[0]])),
            all_of_them=reverse("risks:actions", args=[place.slug]),
        ),
        *_first(
            _pressing(recommended, user, today).values_list(
                "number", "text", "due", "review_on", "review__key"
            ),
            noun="recommendation",
            one=lambda row: (
                "Recommendation",
                reverse("risks:recommendation", args=[place.slug, row[4], row[0]]),
            ),
            all_of_them=reverse("risks:recommendations", args=[place.slug]),
        ),
    ]


def _pressing(rows: QuerySet[Any, Any], user: User, today: date) -> QuerySet[Any, Any]:
    soon = today + timedelta(days=SOON)
    pressing = Q(due__last__lte=soon) | Q(due__last=None, review_on__lte=soon)
    return rows.filter(pressing, lead__user=user).order_by("due", "review_on", "number")


def _first(rows: Iterable[Any], *, noun: str, one: Any, all_of_them: str) -> Iterator[Task]:
    found = list(rows)
    for row in found[:MOST]:
        number, text, due, review_on = row[:4]
        name, href = one(row)
        what = shortened(plain(text), LONGEST)
        note = "" if due.last else "Look at it again, and say how it stands."
        yield Task(TaskKind.ACTION, f"{name} {number}: {what}", href, due.last or review_on, note)
    if len(found) > MOST:
        more = counted(len(found) - MOST, f"more {noun}")
        yield Task(
            TaskKind.ACTION, f"See to {more}", all_of_them + query({"lead": "me"}), found[MOST][2].last
        )
