"""The tree of initiatives in printed order, with what each returned for a period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from portfolios.access import reports_written_by
from portfolios.models import (
    Footprint,
    Initiative,
    InitiativeKind,
    ReportingRhythm,
    ReportState,
    Someone,
)
from portfolios.tree import in_tree_order
from reports.queries.periods import Period
from stp_portal.core.numbers import counted

RETURNED = frozenset({ReportState.SUBMITTED, ReportState.ASSURED, ReportState.SIGNED_OFF})


@dataclass(frozen=True)
class NotUpdated:
    """Nothing was returned by the lock: from which period the data are, and how many days older."""

    since: str
    days: int

    @property
    def in_words(self) -> str:
        """“Not updated, 45 days”; without days where they are no older than the period."""
        return f"Not updated, {counted(self.days, 'day')}" if self.days else "Not updated"


@dataclass(frozen=True)
class Node:
    """An initiative in its place in the tree; ``report`` is the state of its return, None where none is asked for.

    ``is_between_turns`` where it reports every second period and not in this one; ``stands_since`` is the label of the
    period whose rating stands then.
    """

    pk: int
    parent_id: int | None
    slug: str
    name: str
    kind: str
    is_rated: bool
    reporting: str
    report: str | None
    is_mine: bool
    not_updated: NotUpdated | None = None
    is_between_turns: bool = False
    stands_since: str = ""
    depth: int = 0

    @property
    def kind_words(self) -> str:
        return InitiativeKind(self.kind).label

    @property
    def has_returned(self) -> bool:
        return self.report in RETURNED

    @property
    def is_editable(self) -> bool:
        """Whether its report is still with its authors."""
        return not self.has_returned

    def is_overdue(self, period: Period, today: date) -> bool:
        """Whether a return is asked for, the day it was due is past, and it can still come in."""
        late = period.returns_due is not None and period.returns_due < today
        return period.is_open and late and self.report is not None and not self.has_returned

    def report_words(self, period: Period, today: date) -> str:
        """How its return stands, such as “Draft, overdue”."""
        if self.is_between_turns:
            return "Not due"
        if self.report is None:
            return "Does not report" if self.reporting == ReportingRhythm.NEVER else "No report"
        if period.is_locked and not self.has_returned:
            return "Not returned"
        words = ReportState(self.report).label
        return f"{words}, overdue" if self.is_overdue(period, today) else words


def tree(footprint: Footprint, user: Someone, period: Period) -> tuple[Node, ...]:
    """The initiatives that were running in ``period``: each portfolio followed by all below it. One query."""
    mine = reports_written_by(user, footprint).filter(pk=OuterRef("pk"))
    rows = (
        Initiative.objects.visible_to(user)
        .filter(footprint=footprint)
        .exclude(started_on__gt=period.last_day)
        .exclude(ended_on__lt=period.first_day)
        .annotate(
            in_period=FilteredRelation("highlight_reports", condition=Q(highlight_reports__period=period.pk)),
            is_mine=Exists(mine),
        )
        .order_by("position", "name")
        .values_list(
            "in_period__carried_from__label",
            "in_period__not_updated_days",
            "pk",
            "parent_id",
            "slug",
            "name",
            "kind",
            "is_rated",
            "reporting",
            "in_period__state",
            "is_mine",
        )
    )
    return tuple(in_order(_node(*row) for row in rows))


def _node(since: str | None, days: int | None, *columns: Any) -> Node:
    node = Node(*columns)
    return replace(node, not_updated=NotUpdated(since, days)) if since and days is not None else node


def in_order(nodes: Iterable[Node]) -> Iterator[Node]:
    """Parents before their children, siblings as they come, each with its depth (see ``in_tree_order``)."""
    by_pk = {node.pk: node for node in nodes}
    for pk, depth in in_tree_order((node.pk, node.parent_id) for node in by_pk.values()):
        yield replace(by_pk[pk], depth=depth)


def subtree(nodes: tuple[Node, ...], slug: str) -> tuple[Node, ...]:
    """The node called ``slug`` and all below it; empty where there is none."""
    found: list[Node] = []
    for node in nodes:
        if found and node.depth <= found[0].depth:
            break
        if found or node.slug == slug:
            found.append(node)
    return tuple(found)
