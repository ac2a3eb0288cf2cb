"""A footprint in which every kind of row exists, as often as asked for."""

from datetime import date
from typing import Any

from portfolios.models import ReportingPeriod
from tests.factories import (
    AbbreviationFactory,
    AskFactory,
    BodyFactory,
    FootprintFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    MilestoneFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    RatingSchemeFactory,
    ReportParagraphFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
    RoleAssignmentFactory,
)
from tests.factories.registers import (
    AcceptanceFactory,
    ActionFactory,
    AssuranceFactory,
    ControlFactory,
    DependencyFactory,
    EscalationFactory,
    IssueFactory,
    OverseerFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    RiskReferenceFactory,
    SupportingOfficerFactory,
)


def estate(size: int, slug: str = "northmere") -> ReportingPeriod:
    """A footprint in which every kind of row exists ``size`` times, the same but for its own name on every call."""
    footprint = FootprintFactory(slug=slug, name=slug.capitalize())
    scheme = RatingSchemeFactory(footprint=footprint, key="rag")
    matrix = RiskMatrixFactory(footprint=footprint, key="npsa")
    before = PeriodFactory(footprint=footprint, month=(2017, 8))
    period = PeriodFactory(footprint=footprint, month=(2017, 9))
    body = BodyFactory(footprint=footprint, key="slt", name="System Leadership Team", abbreviation="SLT")
    MeetingFactory(body=body)
    for n in range(size):
        initiative = InitiativeFactory(footprint=footprint, slug=f"i{n}", name=f"Initiative {n}", position=n)
        person = PersonFactory(footprint=footprint, key=f"p{n}", name=f"Person {n}")
        RoleAssignmentFactory(initiative=initiative, person=person)
        for month in (before, period):
            RatingFactory(initiative=initiative, period=month, level=scheme.levels.last())
        report = HighlightReportFactory(initiative=initiative, period=period)
        ReportParagraphFactory(report=report, position=1)
        ReportParagraphFactory(report=report, position=2, is_private=True, text="A private matter.")
        ask = AskFactory(initiative=initiative, body=body, period=period, key=f"a{n}", position=n)
        MilestoneFactory(initiative=initiative, number=n + 1, title=f"Milestone {n}", forecast="Q3 17/18")
        risk = RiskFactory(
            footprint=footprint, number=n + 1, title="Delay", initiative=initiative, raised_in_ask=ask
        )
        score(risk, matrix)
        RiskOwnerFactory(risk=risk, person=person)
        AbbreviationFactory(footprint=footprint, term=f"AB{n}", expansion=f"Expansion {n}")
        registers(risk, person, body, n)
    return period


def registers(risk: Any, person: Any, body: Any, n: int) -> None:
    """What stands beside a risk, one of each."""
    footprint = risk.footprint
    RiskReferenceFactory(risk=risk)
    AssuranceFactory(control=ControlFactory(risk=risk, text="A control."))
    action = ActionFactory(risk=risk, number=3 * n + 1, lead=person, text="Do it.")
    action.updates.create(footprint=footprint, on=date(2017, 9, 1), text="Begun.", status="on_track")
    EscalationFactory(risk=risk)
    AcceptanceFactory(risk=risk, accepted_on=date(2017, 9, 1))
    issue = IssueFactory(footprint=footprint, number=n + 1, risk=risk, owner=person, title="It happened")
    ActionFactory(risk=None, issue=issue, number=3 * n + 2, lead=person, text="Mend it.")
    ActionFactory(risk=None, ask=risk.raised_in_ask, number=3 * n + 3, lead=person, text="Carry it out.")
    given = InitiativeFactory(footprint=footprint, slug=f"z{n}", name=f"Giver {n}", position=99 + n)
    DependencyFactory(footprint=footprint, number=n + 1, giver=given, taker=risk.initiative)
    asked = RecommendationFactory(
        review=ReviewFactory(footprint=footprint, key=f"r{n}", title="Stocktake"),
        number=1,
        lead=person,
        text="Do.",
    )
    SupportingOfficerFactory(recommendation=asked, person=person)
    OverseerFactory(recommendation=asked, body=body)
    RecommendationUpdateFactory(recommendation=asked)


def score(risk: Any, matrix: Any, likelihood: int = 4, impact: int = 4) -> None:
    cell = matrix.cells.get(likelihood=likelihood, impact=impact)
    risk.assessments.create(
        footprint=risk.footprint, matrix=cell.matrix, cell=cell, band=cell.band, assessed_on="2017-09-01"
    )
