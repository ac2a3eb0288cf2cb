"""Recommendations of reviews: filtered and sorted, for trackers and files (risks/queries/tracker.py makes lines)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from portfolios.models import Body, Footprint, PeriodState, Person, ReportingPeriod, Someone
from risks.models import ENDED, ActionStatus, Overseer, Recommendation, RecommendationUpdate, Review
from risks.models.reviews import RecommendationQuerySet
from risks.queries.actions import ANY, ME, OPEN, due_filter
from risks.queries.search import mended, words_filter
from stp_portal.core.numbers import counted

TEXTS = ("text", "response", "theme", "lead__name", "lead__post", "review__title")
WAITING, CLOSED = "waiting", "closed"
SORTS: dict[str, list[Any]] = {
    "number": ["review__pk", "number"],
    "due": ["due", "review__pk", "number"],
    "-due": ["-due", "review__pk", "number"],
    "lead": ["lead__name", "lead__post", "review__pk", "number"],
}


@dataclass(frozen=True)
class TrackerFilters:
    """What a tracker is narrowed to; an empty word leaves a filter out.

    ``lead`` is the key of a person, or “me”; ``body`` that of one that oversees; ``updated`` is “missing” for what was
    not updated since the period in hand began.
    """

    q: str = ""
    status: str = ANY
    due: str = ""
    lead: str = ""
    body: str = ""
    updated: str = ""
    branch: Collection[int] | None = None
    sort: str = "number"


@dataclass(frozen=True)
class Calendar:
    """The periods of a footprint, in the order of their days; ``current`` is the one in hand."""

    periods: tuple[ReportingPeriod, ...]
    current: ReportingPeriod | None

    @classmethod
    def of(cls, footprint: Footprint, user: Someone) -> "Calendar":
        """One query. The period in hand is the latest open one, else the latest locked one."""
        rows = ReportingPeriod.objects.visible_to(user).filter(footprint=footprint)
        begun = tuple(rows.exclude(state=PeriodState.PLANNED).order_by("first_day"))
        opened = [one for one in begun if one.state == PeriodState.OPEN]
        return cls(begun, (opened or list(begun) or [None])[-1])

    def holding(self, day: date) -> ReportingPeriod | None:
        """The last period that had begun on ``day``."""
        return next((one for one in reversed(self.periods) if one.first_day <= day), None)

    def is_missing(self, said_on: date | None) -> bool:
        """Whether what was said last, on ``said_on``, was said before the period in hand began."""
        return said_on is None or (self.current is not None and said_on < self.current.first_day)


@dataclass(frozen=True)
class Counts:
    """How many recommendations there are, and of the open ones how many press."""

    all: int = 0
    open: int = 0
    overdue: int = 0
    waiting: int = 0

    @property
    def in_words(self) -> str:
        """“15 recommendations: 12 open, 3 of them overdue, 2 said to be complete”."""
        words = counted(self.all, "recommendation")
        if not self.all:
            return words
        more = [f"{self.open} open"]
        more += [f"{self.overdue} overdue"] if self.overdue else []
        more += (
            [f"{self.waiting} said to be complete and waiting for the overseeing body"]
            if self.waiting
            else []
        )
        return f"{words}: {', '.join(more)}"


def narrowed(
    footprint: Footprint,
    user: Someone,
    filters: TrackerFilters,
    today: date,
    *,
    calendar: Calendar,
    review: Review | None = None,
) -> RecommendationQuerySet:
    """The recommendations of ``footprint``, or of one ``review``, that ``user`` may see and ``filters`` leave."""
    rows: RecommendationQuerySet = Recommendation.objects.visible_to(user).filter(footprint=footprint)
    if review:
        rows = rows.filter(review=review)
    rows = _standing(rows, filters.status)
    if filters.due:
        rows = rows.open().exclude(status__in=ENDED).filter(due_filter(filters.due, today))
    if filters.lead == ME:
        rows = rows.filter(lead__user_id=user.pk)
    elif filters.lead:
        rows = rows.filter(lead__key=filters.lead)
    if filters.body:
        overseen = Overseer.objects.filter(recommendation=OuterRef("pk"), body__key=filters.body)
        rows = rows.filter(Exists(overseen))
    if filters.updated:
        said = RecommendationUpdate.objects.filter(recommendation=OuterRef("pk"))
        if calendar.current:
            said = said.filter(on__gte=calendar.current.first_day)
        rows = rows.open().filter(~Exists(said))
    if filters.branch is not None:
        rows = rows.filter(initiative__in=filters.branch)
    if filters.q:
        rows = rows.filter(words_filter(filters.q, TEXTS))
    return rows


def put_right(rows: RecommendationQuerySet, q: str) -> tuple[str, str]:
    """``q`` with slips of one letter put right, by what ``rows`` hold, and what to say of it (``search.mended``)."""
    return mended(rows, q, TEXTS)


def _standing(rows: RecommendationQuerySet, status: str) -> RecommendationQuerySet:
    if status == OPEN:
        return rows.open()
    if status == WAITING:
        return rows.open().filter(status=ActionStatus.COMPLETE)
    if status == CLOSED:
        return rows.exclude(closed_at=None)
    return rows.filter(status=status) if status and status != ANY else rows


def reviews_with_counts(footprint: Footprint, user: Someone, today: date) -> list[tuple[Review, Counts]]:
    """The reviews that ``user`` may see, latest first, each with counts of what they may see of it. Two queries."""
    counts = count_by_review(Recommendation.objects.visible_to(user).filter(footprint=footprint), today)
    reviews: QuerySet[Review] = Review.objects.visible_to(user).filter(footprint=footprint)
    return [(review, counts.get(review.pk, Counts())) for review in reviews.order_by("-held", "-pk")]


def count_by_review(rows: RecommendationQuerySet, today: date) -> dict[int, Counts]:
    """How the recommendations ``rows`` stand, by the key of their review. One query."""
    is_open = Q(closed_at=None)
    found = (
        rows.order_by()
        .values("review_id")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & ~Q(status__in=ENDED) & Q(due__last__lt=today)),
            waiting=Count("pk", filter=is_open & Q(status=ActionStatus.COMPLETE)),
        )
    )
    return {row.pop("review_id"): Counts(**row) for row in found}


def leads(rows: RecommendationQuerySet) -> list[tuple[str, str]]:
    """Who leads any of ``rows``: key and name, by name. One query."""
    people = Person.objects.filter(pk__in=rows.order_by().values("lead")).order_by("name", "post")
    return [(person.key, str(person)) for person in people]


def bodies(rows: RecommendationQuerySet) -> list[tuple[str, str]]:
    """The bodies that oversee any of ``rows``: key and name, by name. One query."""
    overseeing = Overseer.objects.filter(recommendation__in=rows.order_by().values("pk"))
    return list(
        Body.objects.filter(pk__in=overseeing.values("body")).order_by("name").values_list("key", "name")
    )


def ordered(rows: RecommendationQuerySet, sort: str) -> QuerySet[Any, dict[str, Any]]:
    """``rows`` in an order of ``SORTS``, as plain values for ``tracker.as_lines``; a page may be cut from it."""
    return rows.order_by(*SORTS[sort]).values(
        *("pk", "version", "number", "theme", "text", "response", "oversight_note", "due", "review_on"),
        *("status", "closed_at", "closed_reason", "is_private", "lead__name", "lead__post"),
        *("initiative__name", "initiative__slug"),
        lead_account=F("lead__user_id"),
        review_key=F("review__key"),
        review_title=F("review__title"),
        review_private=F("review__is_private"),
        closed_body=F("closed_in__body__name"),
        closed_day=F("closed_in__date"),
    )
