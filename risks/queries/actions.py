"""Actions of a footprint, whatever they are about: filtered, sorted, and as lines of a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from portfolios.models import Footprint, Person, Someone
from risks.due_dates import SOON, days_overdue, how_due
from risks.models import ENDED, Action, ActionStatus, ActionUpdate
from risks.models.actions import ActionQuerySet
from risks.queries.search import mended, words_filter
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.sheets import Column, Sheet

SOURCES = {"risk": "Risk", "issue": "Issue", "ask": "Ask"}
# What a search looks through; the numbers of actions besides.
TEXTS = ("text", "risk__title", "issue__title", "ask__text", "lead__name", "lead__post")
OPEN, ANY = "open", "all"
ME = "me"
# Each order is settled by the number, so that pages never overlap.
SORTS: dict[str, list[str]] = {
    "due": ["due", "number"],
    "-due": ["-due", "number"],
    "number": ["number"],
    "-number": ["-number"],
    "lead": ["lead__name", "lead__post", "due", "number"],
}
_SOURCE_COLUMNS = (
    *("risk__number", "risk__title", "risk__is_private", "risk__initiative__name", "risk__initiative__slug"),
    *("issue__number", "issue__title", "issue__is_private"),
    *("issue__initiative__name", "issue__initiative__slug"),
    *("ask__key", "ask__text", "ask__verb", "ask__is_private", "ask__period__slug"),
    *("ask__initiative__name", "ask__initiative__slug"),
)


@dataclass(frozen=True)
class ActionFilters:
    """What a list of actions is narrowed to; an empty word leaves a filter out.

    ``lead`` is the key of a person, or “me”; ``branch`` holds keys of initiatives.
    """

    q: str = ""
    status: str = OPEN
    due: str = ""
    lead: str = ""
    source: str = ""
    branch: Collection[int] | None = None
    sort: str = "due"


@dataclass(frozen=True)
class ActionLine:
    """One action as a list shows it on the day ``today``."""

    pk: int
    number: int
    text: str
    kind: str
    source: str
    source_url: str
    is_private: bool
    initiative: str
    initiative_slug: str
    lead: str
    due: FuzzyDate
    review_on: date | None
    status: str
    ended_on: date | None
    ended_reason: str
    said_on: date | None
    said: str
    times_moved: int
    today: date

    @property
    def status_words(self) -> str:
        return ActionStatus(self.status).label

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and days_overdue(self.due, self.today) > 0

    @property
    def pressing(self) -> str:
        """“Overdue by 5 days” and the like; empty where nothing presses."""
        return how_due(self.due, self.review_on, self.today) if self.is_open else ""


def narrowed(footprint: Footprint, user: Someone, filters: ActionFilters, today: date) -> ActionQuerySet:
    """The actions of ``footprint`` that ``user`` may see and ``filters`` leave, not yet in any order."""
    rows: ActionQuerySet = Action.objects.visible_to(user).filter(footprint=footprint)
    if filters.status == OPEN:
        rows = rows.open()
    elif filters.status and filters.status != ANY:
        rows = rows.filter(status=filters.status)
    if filters.due:
        rows = rows.open().filter(due_filter(filters.due, today))
    if filters.lead == ME:
        rows = rows.filter(lead__user_id=user.pk)
    elif filters.lead:
        rows = rows.filter(lead__key=filters.lead)
    if filters.source:
        rows = rows.exclude(**{filters.source: None})
    if filters.branch is not None:
        places = Q()
        for source in SOURCES:
            places |= Q(**{f"{source}__initiative__in": filters.branch})
        rows = rows.filter(places)
    if filters.q:
        rows = rows.filter(words_filter(filters.q, TEXTS))
    return rows


def put_right(footprint: Footprint, user: Someone, q: str) -> tuple[str, str]:
    """``q`` with slips of one letter put right, and what to say of it (``search.mended``)."""
    return mended(Action.objects.visible_to(user).filter(footprint=footprint), q, TEXTS)


def due_filter(due: str, today: date) -> Q:
    """“overdue”, “soon” (within 14 days) or “look”: to be looked at again, of what has no day that can pass."""
    if due == "overdue":
        return Q(due__last__lt=today)
    if due == "soon":
        return Q(due__last__gte=today, due__last__lte=today + timedelta(days=SOON))
    return Q(due__last=None) & (Q(review_on=None) | Q(review_on__lte=today))


def ordered(rows: ActionQuerySet, sort: str) -> Any:
    """``rows`` in an order of ``SORTS``, as plain values for ``as_lines``; a page may be cut from it."""
    return rows.order_by(*SORTS[sort]).values(
        *("pk", "number", "text", "due", "review_on", "status", "ended_on", "ended_reason"),
        *("lead__name", "lead__post", "footprint__slug"),
        *_SOURCE_COLUMNS,
    )


def as_lines(rows: Iterable[dict[str, Any]], user: Someone, today: date) -> list[ActionLine]:
    """The values of ``ordered`` as lines, each with what was said of it last. Two queries."""
    known = list(rows)
    said: dict[int, tuple[date, str]] = {}
    moved: dict[int, int] = {}
    updates = ActionUpdate.objects.visible_to(user).filter(action__in=[row["pk"] for row in known])
    for pk, on, text, before, after in updates.order_by("on", "pk").values_list(
        "action_id", "on", "text", "due_before", "due_after"
    ):
        said[pk] = (on, text)
        moved[pk] = moved.get(pk, 0) + (before.words != after.words)
    return [
        ActionLine(
            pk=row["pk"],
            number=row["number"],
            text=row["text"],
            lead=row["lead__name"] or row["lead__post"] or "",
            due=row["due"],
            review_on=row["review_on"],
            status=row["status"],
            ended_on=row["ended_on"],
            ended_reason=row["ended_reason"],
            said_on=said[row["pk"]][0] if row["pk"] in said else None,
            said=said[row["pk"]][1] if row["pk"] in said else "",
            times_moved=moved.get(row["pk"], 0),
            today=today,
            **_source(row),
        )
        for row in known
    ]


def _source(row: dict[str, Any]) -> dict[str, Any]:
    """What an action is about, in words and as an address."""
    slug = row["footprint__slug"]
    if row["ask__key"]:
        kind, name = "ask", f"Ask: {row['ask__verb']} {row['ask__text']}"
        url = reverse("risks:ask", args=[slug, row["ask__period__slug"], row["ask__key"]])
    else:
        kind = "risk" if row["risk__number"] else "issue"
        name = f"{SOURCES[kind]} {row[f'{kind}__number']}: {row[f'{kind}__title']}"
        url = reverse(f"risks:{kind}", args=[slug, row[f"{kind}__number"]])
    return {
        "kind": kind,
        "source": name,
        "source_url": url,
        "is_private": row[f"{kind}__is_private"],
        "initiative": row[f"{kind}__initiative__name"] or "",
        "initiative_slug": row[f"{kind}__initiative__slug"] or "",
    }


def leads(footprint: Footprint, user: Someone) -> list[tuple[str, str]]:
    """Who leads any action that ``user`` may see: key and name, by name. One query."""
    led = Action.objects.visible_to(user).filter(footprint=footprint)
    people = Person.objects.filter(footprint=footprint, pk__in=led.order_by().values("lead"))
    return [(person.key, str(person)) for person in people.order_by("name", "post")]


def as_sheet(lines: Iterable[ActionLine]) -> Sheet:
    """The lines as a table of a file."""
    columns = [
        *(Column("Number", "number"), Column("Action", "wrapped"), Column("About", "wrapped", 40)),
        *(Column("Initiative", "text", 30), Column("Accountable lead", "text", 28), Column("Due", "fuzzy")),
        *(Column("Look again on", "date"), Column("How it stands"), Column("How it is due", "text", 30)),
        *(Column("Due date moved (times)", "number"), Column("Last update on", "date")),
        *(Column("Last update", "wrapped"), Column("Ended on", "date"), Column("Private", "text", 10)),
    ]
    rows = [
        [
            *(line.number, line.text, line.source, line.initiative, line.lead, line.due, line.review_on),
            *(line.status_words, line.pressing, line.times_moved, line.said_on, line.said, line.ended_on),
            "Private" if line.is_private else "",
        ]
        for line in lines
    ]
    return Sheet("Actions", columns, rows)
