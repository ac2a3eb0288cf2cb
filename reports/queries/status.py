"""The portfolio status page: how every initiative stands in a period, and what a board needs to see beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from portfolios.models import Footprint, Someone
from reports.models import Paper, PaperState
from reports.queries.boards import OpenAsk, Sittings
from reports.queries.frozen.record import Record
from reports.queries.frozen.status import FrozenStatus
from reports.queries.moves import Moves, moves
from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import Schemes
from reports.queries.sources import LiveStatus, StatusSource
from reports.queries.status_rows import RatingCount, RowMaker, StatusRow, count_ratings
from reports.queries.tree import Node, subtree
from risks.queries.bands import BandCounts
from stp_portal.core.paging import page_of

# The portfolios and programmes of a normal footprint fit on one page, and the page stays below 100 kB.
ROWS = 30


@dataclass(frozen=True)
class Returns:
    """How many highlight reports are in, of those expected."""

    returned: int
    expected: int
    overdue: int

    @property
    def waited_for(self) -> int:
        return self.expected - self.returned

    @property
    def in_words(self) -> str:
        """“5 of 7”."""
        return f"{self.returned} of {self.expected}"


@dataclass(frozen=True)
class PaperLine:
    """A paper of the period."""

    pk: int
    title: str
    state: str

    @property
    def state_words(self) -> str:
        return PaperState(self.state).label


@dataclass(frozen=True)
class PortfolioStatus:
    """Everything the page shows.

    ``page`` is a page of ``StatusRow``. ``root`` is the initiative to whose subtree the page is limited, ``only`` the
    rating it is limited to. ``notices`` say what of the address was not understood. With a ``record`` it is all as it
    was locked; without one, risks and asks are those open now. ``seen_from`` is the day from which meetings are the
    last and the next.
    """

    period: PeriodChoice
    record: Record | None
    schemes: Schemes
    page: Page
    root: Node | None
    only: RatingCount | None
    notices: tuple[str, ...]
    counts: tuple[RatingCount, ...]
    moves: Moves | None
    returns: Returns
    mine: tuple[StatusRow, ...]
    asks: tuple[OpenAsk, ...]
    seen_from: date
    sittings: tuple[Sittings, ...]
    risks: BandCounts
    papers: tuple[PaperLine, ...]

    @property
    def has_history(self) -> bool:
        """Whether there are earlier periods to show; a list of one rating is a list to work through, without them."""
        return self.only is None and len(self.period.history) > 1

    @property
    def moment(self) -> str:
        """When the risks and asks are as they are counted."""
        return "at the lock" if self.record else "now"

    @property
    def key_caption(self) -> str:
        """Every page of ratings prints its scheme and definitions (DOMAIN A8 rule 1)."""
        return f"Key: {self.schemes.name}"

    @property
    def history_caption(self) -> str:
        return f"{self.period.history[0].label} to {self.period.history[-1].label}"

    @property
    def meetings_caption(self) -> str:
        return f"As seen on {self.seen_from.day} {self.seen_from:%B %Y}"

    @property
    def rows_with_history(self) -> list[StatusRow]:
        return [row for row in self.page if row.node.is_rated or any(row.history)]

    @property
    def risks_heading(self) -> str:
        return "open risk" if self.risks.total == 1 else "open risks"

    @property
    def asks_heading(self) -> str:
        return "open ask" if len(self.asks) == 1 else "open asks"

    @property
    def next_sitting(self) -> Sittings | None:
        """The next meeting of any body."""
        return next((body for body in self.sittings if body.next), None)


def portfolio_status(
    footprint: Footprint,
    user: Someone,
    period: PeriodChoice,
    *,
    today: date,
    record: Record | None = None,
    under: str = "",
    rating: str = "",
    page: str = "",
) -> PortfolioStatus | None:
    """The page for ``period``, of what ``user`` may see. None where ``under`` names no initiative of the footprint.

    ``record`` is what was frozen when the period was locked, as ``user`` may read it; without one the page is drawn
    from rows as they stand now. ``under`` limits it to one initiative and all below it, ``rating`` to one rating (its
    label as a slug, or "none"); ``page`` is as typed. Up to ten queries at any size.
    """
    chosen = period.chosen
    source: StatusSource = (
        FrozenStatus(footprint, user, period, record)
        if record
        else LiveStatus(footprint, user, period, today)
    )
    nodes = source.tree()
    within = subtree(nodes, under) if under else nodes
    if under and not within:
        return None
    listed = _top_storeys(within)
    on_page, bad_page = page_of(listed, page, ROWS)
    levels = source.schemes()
    ratings = source.judgements(levels, on_page)
    if period.previous and not record:
        not_due = [node.pk for node in nodes if node.is_between_turns]
        ratings = ratings.standing(not_due, chosen.pk, period.previous.pk)
    counts = count_ratings(within, ratings, levels, chosen)
    only = next((line for line in counts if line.slug == rating), None)
    if only:
        listed = tuple(
            node
            for node in within
            if node.is_rated and ratings.of(node.pk, chosen.pk).effective == only.level
        )
        on_page, bad_page = page_of(listed, page, ROWS)
    rows = RowMaker(period, nodes, ratings, levels, today)
    on_page.object_list = [
        rows.row(node) if only else rows.row(node, indent=node.depth - within[0].depth, listed=listed)
        for node in on_page
    ]
    seen_from = today if chosen.is_open else min(today, chosen.data_as_at)
    return PortfolioStatus(
        period=period,
        record=record,
        schemes=levels,
        page=on_page,
        root=within[0] if under else None,
        only=only,
        notices=tuple(notice for notice in (bad_page, _bad_rating(rating, only, counts)) if notice),
        counts=counts,
        moves=moves((node for node in within if node.is_rated), ratings, period),
        returns=_returns(within, chosen, today),
        mine=tuple(rows.row(node) for node in nodes if node.is_mine),
        asks=source.asks(),
        seen_from=seen_from,
        sittings=source.sittings(seen_from),
        risks=source.risks(),
        papers=_papers(footprint, user, chosen),
    )


def _top_storeys(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """All of a small tree; of a large one the top two storeys, from which the others are one step away."""
    if len(nodes) <= ROWS:
        return nodes
    return tuple(node for node in nodes if node.depth <= nodes[0].depth + 1)


def _bad_rating(rating: str, only: RatingCount | None, counts: Sequence[RatingCount]) -> str:
    if not rating or only:
        return ""
    known = ", ".join(line.label for line in counts)
    return f"“{rating[:40]}” is not a rating here ({known}): this is every rating."


def _returns(nodes: Sequence[Node], period: Period, today: date) -> Returns:
    expected = [node for node in nodes if node.report is not None]
    return Returns(
        returned=sum(node.has_returned for node in expected),
        expected=len(expected),
        overdue=sum(node.is_overdue(period, today) for node in expected),
    )


def _papers(footprint: Footprint, user: Someone, period: Period) -> tuple[PaperLine, ...]:
    papers = Paper.objects.visible_to(user).filter(footprint=footprint, period=period.pk)
    rows = papers.exclude(state=PaperState.SUPERSEDED).order_by("title", "edition")
    return tuple(PaperLine(*row) for row in rows.values_list("pk", "title", "state"))
