"""The initiative page: everything about one initiative in a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from portfolios.access import reports_written_by
from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeAlias,
    InitiativeKind,
    InitiativeRole,
    RoleAssignment,
    Someone,
)
from reports.queries.boards import OpenAsk, open_asks
from reports.queries.milestones import MilestoneLine, milestones
from reports.queries.narrative import Narrative, narrative
from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import Judgement, Judgements, Movement, Schemes, judgements, movement, schemes
from risks.models import Risk
from risks.queries.bands import BandCounts, count_by_band
from risks.queries.lines import RiskLine, as_lines, risk_lines

# The worst ones; the register has the others.
RISKS = 20


@dataclass(frozen=True)
class Link:
    """Another initiative, to go to."""

    slug: str
    name: str


@dataclass(frozen=True)
class Holder:
    """Who holds a role today."""

    role: str
    name: str
    post: str
    organisation: str
    is_acting: bool

    @property
    def role_words(self) -> str:
        return InitiativeRole(self.role).label

    @property
    def in_words(self) -> str:
        """Name, post and organisation, whichever are known."""
        return ", ".join(part for part in (self.name, self.post, self.organisation) if part)


@dataclass(frozen=True)
class Child:
    """An initiative right below this one."""

    slug: str
    name: str
    kind: str
    is_rated: bool
    judgement: Judgement

    @property
    def kind_words(self) -> str:
        return InitiativeKind(self.kind).label


@dataclass(frozen=True)
class PastRating:
    """A rating in the history, with how it moved against the period before."""

    period: Period
    judgement: Judgement
    movement: Movement


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page shows, of what one person may see."""

    initiative: Initiative
    is_mine: bool
    aliases: tuple[str, ...]
    above: tuple[Link, ...]
    people: tuple[Holder, ...]
    schemes: Schemes
    judgement: Judgement
    report: HighlightReport | None
    narrative: Narrative
    asks: tuple[OpenAsk, ...]
    milestones: tuple[MilestoneLine, ...]
    risks: tuple[RiskLine, ...]
    risk_counts: BandCounts
    history: tuple[PastRating, ...]
    children: tuple[Child, ...]


def initiative_page(
    footprint: Footprint, user: Someone, slug: str, period: PeriodChoice | None, *, today: date
) -> InitiativePage | None:
    """The page of the initiative called ``slug``; None where ``user`` sees none of that name.

    Its report and rating are of ``period``; people, asks, milestones and risks are those of today. Twelve queries at
    any size.
    """
    mine = reports_written_by(user, footprint).filter(pk=OuterRef("pk"))
    initiative = (
        Initiative.objects.visible_to(user)
        .filter(footprint=footprint, slug=slug)
        .select_related("parent__parent__parent")
        .annotate(is_mine=Exists(mine))
        .first()
    )
    if initiative is None:
        return None
    below = (
        Initiative.objects.visible_to(user)
        .filter(footprint=footprint, parent=initiative)
        .order_by("position", "name")
        .values("pk", "slug", "name", "kind", "is_rated")
    )
    children = list(below)
    levels = schemes(footprint, user, period.chosen.last_day if period else None)
    ratings, report = Judgements(), None
    if period:
        ratings = judgements(
            footprint,
            user,
            levels.by_pk,
            periods=[period.chosen.pk],
            initiatives=[child["pk"] for child in children],
            history=[one.pk for one in period.history],
            history_of=[initiative.pk],
            with_reasons=True,
        )
        report = (
            HighlightReport.objects.visible_to(user)
            .filter(initiative=initiative, period=period.chosen.pk)
            .first()
        )
    aliases = InitiativeAlias.objects.visible_to(user).filter(initiative=initiative)
    risks = Risk.objects.visible_to(user).open().filter(initiative=initiative)
    return InitiativePage(
        initiative=initiative,
        is_mine=initiative.is_mine,
        aliases=tuple(aliases.values_list("name", flat=True)),
        above=tuple(_above(initiative)),
        people=_people(initiative, user),
        schemes=levels,
        judgement=ratings.of(initiative.pk, period.chosen.pk if period else None),
        report=report,
        narrative=narrative(report, user),
        asks=open_asks(footprint, user, initiative.pk),
        milestones=milestones(footprint, user, initiative.pk, today),
        risks=tuple(as_lines(risk_lines(risks, "-score")[:RISKS])),
        risk_counts=count_by_band(risks, footprint, user, today),
        history=tuple(_history(initiative, period, ratings)) if period else (),
        children=tuple(_children(children, ratings, period)),
    )


def _above(initiative: Initiative) -> list[Link]:
    """What it is part of, outermost first. Reads parents that were selected with it: the tree has four storeys."""
    above: list[Link] = []
    parent = initiative.parent
    while parent is not None and len(above) < 3:
        above.insert(0, Link(parent.slug, parent.heading))
        parent = parent.parent
    return above


def _people(initiative: Initiative, user: Someone) -> tuple[Holder, ...]:
    rows = (
        RoleAssignment.objects.visible_to(user)
        .current()
        .filter(initiative=initiative)
        .order_by("person__name", "person__post")
        .values_list("role", "person__name", "person__post", "person__organisation__name", "is_acting")
    )
    order = list(InitiativeRole.values)
    holders = [Holder(role, name, post, place or "", acting) for role, name, post, place, acting in rows]
    return tuple(sorted(holders, key=lambda holder: order.index(holder.role)))


def _history(initiative: Initiative, period: PeriodChoice, ratings: Judgements) -> Iterable[PastRating]:
    """The periods with a rating, newest first; each is compared with the period right before it."""
    for one, before in zip(reversed(period.history), (*reversed(period.history[:-1]), None), strict=True):
        judgement = ratings.of(initiative.pk, one.pk)
        earlier = ratings.of(initiative.pk, before.pk).effective if before else None
        # What was before the first of the twelve is not known here, so nothing is said about it.
        change = movement(judgement.effective, earlier) if before else Movement.NONE
        if judgement.effective or earlier:
            yield PastRating(one, judgement, change)


def _children(
    rows: Iterable[dict[str, Any]], ratings: Judgements, period: PeriodChoice | None
) -> Iterable[Child]:
    for row in rows:
        pk = row["pk"]
        yield Child(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            is_rated=row["is_rated"],
            judgement=ratings.of(pk, period.chosen.pk if period else None),
        )
