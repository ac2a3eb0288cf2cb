"""Asks and decisions as a log: asked in a paper, minuted, actioned, done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from portfolios.models import Ask, AskMinute, AskOutcome, AskPurpose, AskState, Body, Footprint, Someone
from portfolios.models.asks import AskQuerySet
from risks.models import ENDED, Action
from stp_portal.core.numbers import counted
from stp_portal.core.sheets import Cell, Column, Sheet

# How far an ask has come, as a filter and in words.
STAGES = {
    "waiting": "Waiting for an answer",
    "deferred": "Deferred, to be asked again",
    "actioned": "Answered, being carried out",
    "answered": "Answered",
    "done": "Done",
    "withdrawn": "Withdrawn",
}
SORTS: dict[str, list[Any]] = {
    "newest": ["-period__first_day", "position", "key"],
    "oldest": ["period__first_day", "position", "key"],
}


@dataclass(frozen=True)
class AskLine:
    """One ask, and how far it has come."""

    period: str
    period_slug: str
    key: str
    body: str
    purpose: str
    verb: str
    text: str
    heading: str
    initiative_slug: str
    stage: str
    outcome: str
    outcome_text: str
    said_on: date | None
    open_actions: int
    times_minuted: int
    private_reason: str

    @property
    def purpose_words(self) -> str:
        return AskPurpose(self.purpose).label

    @property
    def stage_words(self) -> str:
        if self.stage == "actioned":
            return f"{STAGES[self.stage]}: {counted(self.open_actions, 'action')} open"
        return STAGES[self.stage]

    @property
    def outcome_words(self) -> str:
        """“Decided: the hub is built in Northmere.”; nothing while it waits."""
        label = AskOutcome(self.outcome).label if self.outcome else ""
        return ": ".join(part for part in (label, self.outcome_text) if part)


@dataclass(frozen=True)
class AskFilters:
    """What the log is narrowed to; an empty word leaves a filter out."""

    q: str = ""
    stage: str = ""
    purpose: str = ""
    body: str = ""
    branch: Collection[int] | None = None
    sort: str = "newest"


def narrowed(footprint: Footprint, user: Someone, filters: AskFilters) -> AskQuerySet:
    """The asks of ``footprint`` that ``user`` may see and ``filters`` leave, in their order."""
    rows: AskQuerySet = Ask.objects.visible_to(user).filter(footprint=footprint)
    if filters.stage:
        rows = rows.filter(_at_stage(filters.stage))
    if filters.purpose:
        rows = rows.filter(purpose=filters.purpose)
    if filters.body:
        rows = rows.filter(body__key=filters.body)
    if filters.branch is not None:
        rows = rows.filter(initiative__in=filters.branch)
    for word in filters.q.split():
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(context__icontains=word)
            | Q(outcome_text__icontains=word)
            | Q(initiative__name__icontains=word)
            | Q(raised_by__name__icontains=word)
        )
    return rows.order_by(*SORTS[filters.sort])


def _at_stage(stage: str) -> Q:
    open_actions = Q(Exists(Action.objects.open().filter(ask=OuterRef("pk"))))
    answered = Q(state=AskState.ANSWERED, done_at=None)
    return {
        "waiting": Q(state=AskState.OPEN) & ~Q(outcome=AskOutcome.DEFERRED),
        "deferred": Q(state=AskState.OPEN, outcome=AskOutcome.DEFERRED),
        "actioned": answered & open_actions,
        "answered": answered & ~open_actions,
        "done": Q(state=AskState.ANSWERED, done_at__isnull=False),
        "withdrawn": Q(state=AskState.WITHDRAWN),
    }[stage]


def with_progress(rows: AskQuerySet) -> AskQuerySet:
    """``rows`` read with what ``lines`` needs, in one query."""
    said_on = AskMinute.objects.filter(ask=OuterRef("pk")).order_by("-on", "-pk").values("on")[:1]
    minutes = AskMinute.objects.filter(ask=OuterRef("pk")).order_by().values("ask")
    return rows.select_related("body", "period", "initiative", "raised_by", "printed_under").annotate(
        open_actions=Count("actions", filter=~Q(actions__status__in=ENDED)),
        said_on=Subquery(said_on),
        times_minuted=Subquery(minutes.annotate(number=Count("pk")).values("number")),
    )


def lines(rows: Iterable[Any]) -> list[AskLine]:
    """The rows of ``with_progress`` as lines. One query."""
    return [line_of(row) for row in rows]


def line_of(row: Any) -> AskLine:
    """One ask, read by ``with_progress``, as a line."""
    return AskLine(
        period=row.period.label,
        period_slug=row.period.slug,
        key=row.key,
        body=row.body.short,
        purpose=row.purpose,
        verb=row.verb,
        text=row.text,
        heading=row.heading,
        initiative_slug=row.initiative.slug if row.initiative else "",
        stage=_stage(row),
        outcome=row.outcome,
        outcome_text=row.outcome_text,
        said_on=row.said_on,
        open_actions=row.open_actions,
        times_minuted=row.times_minuted or 0,
        private_reason=row.private_reason if row.is_private else "",
    )


def _stage(row: Any) -> str:
    if row.state == AskState.WITHDRAWN:
        return "withdrawn"
    if row.state == AskState.OPEN:
        return "deferred" if row.outcome == AskOutcome.DEFERRED else "waiting"
    if row.done_at:
        return "done"
    return "actioned" if row.open_actions else "answered"


def bodies(footprint: Footprint, user: Someone) -> list[tuple[str, str]]:
    """The bodies that were ever asked, by key and name. One query."""
    asked = Ask.objects.visible_to(user).filter(footprint=footprint).order_by().values("body")
    rows = Body.objects.visible_to(user).filter(pk__in=asked).order_by("name")
    return list(rows.values_list("key", "name"))


def as_sheet(lines: Iterable[AskLine], *, sees_private: bool) -> Sheet:
    """Asks with what came of them, one a row; why one is private only for those who see private ones."""
    columns = [
        Column("Asked in"),
        Column("Asked by"),
        Column("Body"),
        Column("Purpose"),
        Column("Asked to", "wrapped"),
        Column("How it stands"),
        Column("What was said", "wrapped"),
        Column("Said on", "date"),
        Column("Open actions", "number"),
    ]
    rows: list[list[Cell]] = [
        [
            line.period,
            line.heading,
            line.body,
            line.purpose_words,
            f"{line.verb} {line.text}",
            line.stage_words,
            line.outcome_words,
            line.said_on,
            line.open_actions,
            *([line.private_reason] if sees_private else []),
        ]
        for line in lines
    ]
    return Sheet(
        "Asks and decisions", [*columns, Column("Why it is private")] if sees_private else columns, rows
    )
