"""The initiative page: everything about one initiative in a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from portfolios.access import reports_written_by
from portfolios.models import (
    RETURNED,
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeAlias,
    InitiativeKind,
    InitiativeRole,
    PeriodState,
    ReportingRhythm,
    RoleAssignment,
    Someone,
)
from reports.queries.boards import OpenAsk, open_asks
from reports.queries.frozen.record import Record
from reports.queries.milestones import MilestoneLine, milestones
from reports.queries.narrative import Narrative, narrative
from reports.queries.periods import Period, PeriodChoice
from reports.queries.ratings import Judgement, Judgements, Movement, Schemes, judgements, movement, schemes
from reports.queries.tree import NotUpdated
from risks.models import Risk
from risks.queries.bands import BandCounts, count_by_band
from risks.queries.lines import RiskLine, as_lines, risk_lines
from stp_portal.core.templatetags.text_tags import nhs_date

# The worst ones; the register has the others.
RISKS = 20


@dataclass(frozen=True)
class Link:
    """Another initiative, to go to."""

    slug: str
    name: str


@dataclass(frozen=True)
class Holder:
    """Who holds a role."""

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
    between_turns: str

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
    """Everything the page shows, of what one person may see.

    With a ``record`` it is all as it was locked: then the initiative and its report are no rows of the database.
    ``between_turns`` says since when the rating stands, where no report was due; of a child as well.
    ``seen_from`` is the day on which milestones stand as they are told to stand.
    """

    initiative: Initiative
    is_mine: bool
    record: Record | None
    seen_from: date
    aliases: tuple[str, ...]
    above: tuple[Link, ...]
    people: tuple[Holder, ...]
    schemes: Schemes
    judgement: Judgement
    not_updated: NotUpdated | None
    between_turns: str
    report: HighlightReport | None
    narrative: Narrative
    asks: tuple[OpenAsk, ...]
    milestones: tuple[MilestoneLine, ...]
    risks: tuple[RiskLine, ...]
    risk_counts: BandCounts
    history: tuple[PastRating, ...]
    children: tuple[Child, ...]

    @property
    def state_heading(self) -> str:
        """Over the column that says how milestones stand."""
        return f"State on {nhs_date(self.seen_from)}" if self.record else "State today"

    @property
    def is_silent(self) -> bool:
        """Whether nothing was returned by the lock."""
        return bool(self.record and self.report and self.report.state not in RETURNED)


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
        .annotate(is_mine=Exists(mine), is_between_turns=_is_between_turns(period))
        .first()
    )
    if initiative is None:
        return None
    below = (
        Initiative.objects.visible_to(user)
        .filter(footprint=footprint, parent=initiative)
        .order_by("position", "name")
        .annotate(is_between_turns=_is_between_turns(period))
        .values("pk", "slug", "name", "kind", "is_rated", "is_between_turns")
    )
    children = list(below)
    levels = schemes(footprint, user, period.chosen.last_day if period else None)
    ratings, report = Judgements(), None
    if period:
        ratings = judgements(
            footprint,
            user,
            levels.by_pk,
            periods=[one.pk for one in (period.chosen, period.previous) if one],
            initiatives=[child["pk"] for child in children],
            history=[one.pk for one in period.history],
            history_of=[initiative.pk],
            with_reasons=True,
        )
        report = (
            HighlightReport.objects.visible_to(user)
            .filter(initiative=initiative, period=period.chosen.pk)
            .select_related("carried_from")
            .first()
        )
    since = period.previous.label if period and period.previous else ""
    if period and period.previous:
        not_due = [child["pk"] for child in children if child["is_between_turns"]]
        not_due += [initiative.pk] if initiative.is_between_turns else []
        ratings = ratings.standing(not_due, period.chosen.pk, period.previous.pk)
    judgement = ratings.of(initiative.pk, period.chosen.pk if period else None)
    aliases = InitiativeAlias.objects.visible_to(user).filter(initiative=initiative)
    risks = Risk.objects.visible_to(user).open().filter(initiative=initiative)
    return InitiativePage(
        initiative=initiative,
        is_mine=initiative.is_mine,
        record=None,
        seen_from=today,
        aliases=tuple(aliases.values_list("name", flat=True)),
        above=tuple(_above(initiative)),
        people=_people(initiative, user),
        schemes=levels,
        judgement=judgement,
        not_updated=_not_updated(report),
        between_turns=judgement.between_turns(since) if initiative.is_between_turns else "",
        report=report,
        narrative=narrative(report, user),
        asks=open_asks(footprint, user, initiative.pk),
        milestones=milestones(footprint, user, initiative.pk, today),
        risks=tuple(as_lines(risk_lines(risks, "-score")[:RISKS])),
        risk_counts=count_by_band(risks, footprint, user, today),
        history=tuple(history(initiative.pk, period, ratings)) if period else (),
        children=tuple(_children(children, ratings, period)),
    )


def _is_between_turns(period: PeriodChoice | None) -> Q | Value:
    """Of an initiative: whether it reports every second period, and has no report in this one, which was opened."""
    if period is None or period.chosen.state == PeriodState.PLANNED:
        return Value(False)
    reports = HighlightReport.objects.filter(initiative=OuterRef("pk"), period=period.chosen.pk)
    return Q(~Exists(reports), reporting=ReportingRhythm.SECOND)


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
    return by_seniority(
        Holder(role, name, post, place or "", acting) for role, name, post, place, acting in rows
    )


def by_seniority(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    """In the order in which the roles are listed; those of one role stay as they come."""
    order = list(InitiativeRole.values)
    return tuple(sorted(holders, key=lambda holder: order.index(holder.role)))


def _not_updated(report: HighlightReport | None) -> NotUpdated | None:
    if report is None or report.carried_from is None or report.not_updated_days is None:
        return None
    return NotUpdated(report.carried_from.label, report.not_updated_days)


def history(initiative: int, period: PeriodChoice, ratings: Judgements) -> Iterable[PastRating]:
    """The periods with a rating, newest first; each is compared with the period right before it."""
    for one, before in zip(reversed(period.history), (*reversed(period.history[:-1]), None), strict=True):
        judgement = ratings.of(initiative, one.pk)
        earlier = ratings.of(initiative, before.pk).effective if before else None
        # What was before the first of the twelve is not known here, so nothing is said about it.
        change = movement(judgement.effective, earlier) if before else Movement.NONE
        if judgement.effective or earlier:
            yield PastRating(one, judgement, change)


def _children(
    rows: Iterable[dict[str, Any]], ratings: Judgements, period: PeriodChoice | None
) -> Iterable[Child]:
    for row in rows:
        judgement = ratings.of(row["pk"], period.chosen.pk if period else None)
        since = period.previous.label if period and period.previous else ""
        yield Child(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            is_rated=row["is_rated"],
            judgement=judgement,
            between_turns=judgement.between_turns(since) if row["is_between_turns"] else "",
        )
