"""The page of an initiative in a locked period."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from portfolios.models import Footprint, HighlightReport, Initiative, ReportingRhythm, Someone
from reports.queries.frozen.boards import frozen_asks
from reports.queries.frozen.ratings import Levels, frozen_judgements, frozen_schemes, places
from reports.queries.frozen.reading import day, fuzzy, not_updated, private_reason, stands_since
from reports.queries.frozen.record import Record
from reports.queries.frozen.risks import frozen_band_counts, frozen_risk_lines, open_risks
from reports.queries.frozen.status import own_keys
from reports.queries.initiative import RISKS, Child, Holder, InitiativePage, Link, by_seniority, history
from reports.queries.milestones import MilestoneLine, state_of
from reports.queries.narrative import Narrative, Paragraph
from reports.queries.periods import PeriodChoice
from reports.queries.ratings import Judgement
from reports.snapshot_content import reading

Node = dict[str, Any]


def frozen_initiative_page(
    footprint: Footprint, user: Someone, slug: str, period: PeriodChoice, record: Record
) -> InitiativePage | None:
    """The page of the initiative called ``slug`` as it was locked; None where it is not in the record.

    Two queries.
    """
    data, levels = record.data, Levels()
    nodes = {node["slug"]: node for node in data["initiatives"]}
    node = nodes.get(slug)
    if node is None:
        return None
    own, on, of_slug = own_keys(footprint, user), period.chosen.data_as_at, places(data)
    children = [one for one in data["initiatives"] if one["parent"] == slug]
    ratings = frozen_judgements(footprint, user, record, levels, period, [node, *children], [slug])
    judgement = ratings.of(of_slug[slug], period.chosen.pk)
    risks = open_risks(data, slug)
    return InitiativePage(
        initiative=_initiative(node),
        is_mine=any(person.get("key") in own for person in node["people"]),
        record=record,
        seen_from=on,
        aliases=tuple(node.get("aliases", ())),
        above=tuple(reversed(list(_above(node, nodes)))),
        people=by_seniority(_holder(person) for person in node["people"]),
        schemes=frozen_schemes(data, levels),
        judgement=judgement,
        not_updated=not_updated(node),
        between_turns=_between_turns(node, judgement),
        report=_report(node),
        narrative=Narrative(_paragraphs(node, "progress"), _paragraphs(node, "planned")),
        asks=frozen_asks(data, slug),
        milestones=tuple(_milestone(row, on) for row in data["milestones"] if row["initiative"] == slug),
        risks=tuple(frozen_risk_lines(data, risks)[:RISKS]),
        risk_counts=frozen_band_counts(data, risks),
        history=tuple(history(of_slug[slug], period, ratings)),
        children=tuple(_child(one, ratings.of(of_slug[one["slug"]], period.chosen.pk)) for one in children),
    )


def _initiative(node: Node) -> Initiative:
    """The initiative as it was called then; no row of the database."""
    return Initiative(
        slug=node["slug"],
        name=node["name"],
        short_name=node["heading"],
        kind=node["kind"],
        category=node["category"],
        description=node.get("description", ""),
        is_rated=node["is_rated"],
        reporting=node.get("reporting", ReportingRhythm.EVERY),
        ended_on=day(node.get("ended_on")),
    )


def _between_turns(node: Node, judgement: Judgement) -> str:
    return judgement.between_turns(stands_since(node)) if reading.is_between_turns(node) else ""


def _above(node: Node, nodes: dict[str, Node]) -> Iterator[Link]:
    """What it was part of, nearest first."""
    while node["parent"]:
        node = nodes[node["parent"]]
        yield Link(node["slug"], node["heading"])


def _holder(person: dict[str, Any]) -> Holder:
    return Holder(
        role=person["role"],
        name=person["name"],
        post=person["post"],
        organisation=person.get("organisation", ""),
        is_acting=person["is_acting"],
    )


def _report(node: Node) -> HighlightReport | None:
    """Its report as it was returned; no row of the database."""
    report = node["report"]
    if report is None:
        return None
    edited = day(report.get("edited_on"))
    return HighlightReport(
        state=report["state"],
        route_to_green=report["route_to_green"],
        route_owner=report.get("route_owner", ""),
        route_by=fuzzy(report.get("route_by")),
        source=report.get("source", ""),
        edited_at=timezone.make_aware(datetime.combine(edited, time(12))) if edited else None,
    )


def _paragraphs(node: Node, part: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(part, row["text"], private_reason(row)) for row in reading.paragraphs(node, part))


def _milestone(row: dict[str, Any], on: date) -> MilestoneLine:
    baseline, forecast, actual = (fuzzy(row[name]) for name in ("baseline", "forecast", "actual"))
    return MilestoneLine(
        title=row["title"],
        detail=row.get("detail", ""),
        heading=row["heading"],
        gate=row["gate"],
        baseline=baseline,
        forecast=forecast,
        actual=actual,
        state=state_of(baseline, forecast, actual, on, row["financial_years"]),
        private_reason=private_reason(row),
    )


def _child(node: Node, judgement: Judgement) -> Child:
    return Child(
        slug=node["slug"],
        name=node["name"],
        kind=node["kind"],
        is_rated=node["is_rated"],
        judgement=judgement,
        between_turns=_between_turns(node, judgement),
    )
