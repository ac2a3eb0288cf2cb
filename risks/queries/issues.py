"""The register of issues: filtered, counted, sorted, and as lines of a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from portfolios.models import Footprint, Person, Someone
from risks.due_dates import days_overdue, overdue_by
from risks.models import ENDED, Action, Escalation, Issue, IssueStatus, RiskLevel, Severity
from risks.models.issues import IssueQuerySet
from risks.queries.search import mended, words_filter
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.numbers import counted
from stp_portal.core.sheets import Column, Sheet

TEXTS = ("title", "text", "effect")
NOBODY = "none"
_SEVERITY = Case(
    *(When(severity=severity, then=Value(rank)) for rank, severity in enumerate(Severity)),
    default=Value(len(Severity)),
    output_field=IntegerField(),
)
# Each order is settled by the number, so that pages never overlap.
SORTS: dict[str, list[Any]] = {
    "severity": [_SEVERITY, "number"],
    "due": ["due", "number"],
    "number": ["number"],
    "-number": ["-number"],
    "owner": ["owner__name", "owner__post", "number"],
}
COLOURS = {Severity.CRITICAL: "red", Severity.HIGH: "orange", Severity.MEDIUM: "yellow", Severity.LOW: "grey"}


@dataclass(frozen=True)
class IssueFilters:
    """What the register is narrowed to; an empty word leaves a filter out.

    ``branch`` holds keys of initiatives; ``owner`` is the key of a person, or “none”.
    """

    q: str = ""
    status: str = IssueStatus.OPEN.value
    severity: str = ""
    level: str = ""
    owner: str = ""
    branch: Collection[int] | None = None
    is_overdue: bool = False
    sort: str = "severity"


@dataclass(frozen=True)
class IssueLine:
    """One issue as a list shows it on the day ``today``."""

    pk: int
    number: int
    title: str
    text: str
    effect: str
    severity: Severity
    status: str
    level: str
    private_reason: str
    initiative: str
    initiative_slug: str
    owner: str
    due: FuzzyDate
    raised_on: date
    risk: int | None
    open_actions: int
    is_waiting: bool
    closed_reason: str
    today: date

    @property
    def status_words(self) -> str:
        return IssueStatus(self.status).label

    @property
    def level_words(self) -> str:
        return RiskLevel(self.level).label

    @property
    def colour(self) -> str:
        return COLOURS[self.severity]

    @property
    def pressing(self) -> str:
        """“Overdue by 5 days”; empty for what is not, or has ended."""
        late = days_overdue(self.due, self.today) if self.status == IssueStatus.OPEN else 0
        return overdue_by(late)


def visible_issues(footprint: Footprint, user: Someone) -> IssueQuerySet:
    """All issues of ``footprint`` that ``user`` may see, whatever their status."""
    found: IssueQuerySet = Issue.objects.visible_to(user).filter(footprint=footprint)
    return found


def narrowed(footprint: Footprint, user: Someone, filters: IssueFilters, today: date) -> IssueQuerySet:
    """The issues of ``footprint`` that ``user`` may see and ``filters`` leave, not yet in any order."""
    rows = visible_issues(footprint, user)
    for name in ("status", "severity", "level"):
        if wanted := getattr(filters, name):
            rows = rows.filter(**{name: wanted})
    if filters.owner:
        rows = rows.filter(owner=None) if filters.owner == NOBODY else rows.filter(owner__key=filters.owner)
    if filters.branch is not None:
        rows = rows.filter(initiative__in=filters.branch)
    if filters.is_overdue:
        rows = rows.open().filter(due__last__lt=today)
    if filters.q:
        rows = rows.filter(words_filter(filters.q, TEXTS))
    return rows


def put_right(footprint: Footprint, user: Someone, q: str) -> tuple[str, str]:
    """The words to search by, slips of one letter put right among what ``user`` sees, and what to say of it."""
    return mended(visible_issues(footprint, user), q, TEXTS)


def counts_in_words(rows: IssueQuerySet) -> str:
    """“4 issues: 1 critical, 3 medium”; severities without any left out. One query."""
    found = rows.order_by().values_list("severity").annotate(number=Count("pk"))
    numbers = dict(found)
    parts = [f"{numbers[one]} {one.label.lower()}" for one in Severity if one in numbers]
    total = counted(sum(numbers.values()), "issue")
    return f"{total}: {', '.join(parts)}" if parts else total


def ordered(rows: IssueQuerySet, sort: str) -> Any:
    """``rows`` in an order of ``SORTS``, as plain values for ``as_lines``; a page may be cut from it."""
    open_actions = Action.objects.filter(issue=OuterRef("pk")).exclude(status__in=ENDED).order_by()
    number = open_actions.values("issue").annotate(number=Count("pk")).values("number")
    waiting = Escalation.objects.waiting().filter(issue=OuterRef("pk"))
    return (
        rows.annotate(open_actions=Coalesce(Subquery(number, output_field=IntegerField()), 0))
        .annotate(is_waiting=Exists(waiting))
        .order_by(*SORTS[sort])
        .values(
            *("pk", "number", "title", "text", "effect", "severity", "status", "level", "raised_on", "due"),
            *("is_private", "private_reason", "closed_reason", "open_actions", "is_waiting"),
            *("initiative__name", "initiative__slug", "owner__name", "owner__post"),
            *("risk__number", "risk__is_private"),
        )
    )


def as_lines(rows: Iterable[dict[str, Any]], today: date) -> list[IssueLine]:
    """The values of ``ordered`` as lines. Reads the rows: one query."""
    return [
        IssueLine(
            **{
                name: row[name]
                for name in (
                    *("pk", "number", "title", "text", "effect", "status", "level", "raised_on", "due"),
                    *("open_actions", "is_waiting", "closed_reason"),
                )
            },
            severity=Severity(row["severity"]),
            private_reason=row["private_reason"] if row["is_private"] else "",
            initiative=row["initiative__name"] or "",
            initiative_slug=row["initiative__slug"] or "",
            owner=row["owner__name"] or row["owner__post"] or "",
            # A private risk is named only where the issue is private too.
            risk=row["risk__number"] if row["is_private"] or not row["risk__is_private"] else None,
            today=today,
        )
        for row in rows
    ]


def owners(footprint: Footprint, user: Someone) -> list[tuple[str, str]]:
    """Who owns any issue that ``user`` may see: key and name, by name. One query."""
    owned = visible_issues(footprint, user).filter(Q(owner__isnull=False)).order_by()
    people = Person.objects.filter(footprint=footprint, pk__in=owned.values("owner"))
    return [(person.key, str(person)) for person in people.order_by("name", "post")]


def as_sheet(lines: Iterable[IssueLine]) -> Sheet:
    """The lines as a table of a file."""
    columns = [
        *(Column("Number", "number"), Column("Issue", "wrapped", 40), Column("What has happened", "wrapped")),
        *(Column("What it does to the work", "wrapped"), Column("Severity"), Column("Status")),
        *(Column("Level"), Column("Initiative", "text", 30), Column("Owner", "text", 28)),
        *(Column("To be resolved by", "fuzzy"), Column("How it is due", "text", 24)),
        *(Column("Raised on", "date"), Column("Open actions", "number"), Column("Came of risk", "number")),
        *(Column("How it ended", "wrapped"), Column("Why it is private", "text", 30)),
    ]
    rows = [
        [
            *(line.number, line.title, line.text, line.effect, line.severity.label, line.status_words),
            *(line.level_words, line.initiative, line.owner, line.due, line.pressing, line.raised_on),
            *(line.open_actions, line.risk, line.closed_reason, line.private_reason),
        ]
        for line in lines
    ]
    return Sheet("Issues", columns, rows)
