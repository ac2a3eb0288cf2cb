"""The frozen record: what is in it, in which order, and that nothing but the record decides its text."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import (
    RETURNED,
    AskState,
    Footprint,
    InitiativeKind,
    Outcome,
    PeriodState,
    PlannedOutcome,
    RatingDimension,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.models.snapshots import canonical
from reports.snapshot_content import SCHEMA_VERSION, build, public, reading
from reports.snapshot_content.private_texts import private_texts
from risks.models import RiskMatrix, RiskStatus
from stp_portal.accounts.models import User
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

pytestmark = pytest.mark.django_db

PRIVATE = {"is_private": True, "private_reason": "Section 43: commercial interests."}


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


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    """September 2017 of Northmere, in which nothing was reported yet."""
    return PeriodFactory(footprint=footprint, month=(2017, 9))


def test_the_same_record_gives_the_same_text_whatever_its_ids_and_the_hour():
    one, other = build(estate(3)), build(estate(3, slug="southmere"))
    assert one.pop("footprint") != other.pop("footprint")
    assert canonical(one) == canonical(other)


def test_content_is_plain_json_of_its_schema():
    data = build(estate(1))
    assert data["schema_version"] == SCHEMA_VERSION
    assert json.loads(canonical(data)) == data
    milestone = data["milestones"][0]
    assert milestone["forecast"] == {
        "words": "Q3 17/18",
        "precision": "quarter",
        "first": "2017-10-01",
        "last": "2017-12-31",
    }
    assert milestone["actual"] is None
    risk = data["risks"][0]
    assert risk["scores"]["current"]["score"] == 16
    assert risk["scores"]["current"]["band"]["label"] == "Major"
    assert risk["owners"] == [{"name": "Person 0", "post": "Programme manager"}]
    assert risk["ask"] == {"period": "2017-09", "key": "a0"}
    assert data["initiatives"][0]["ratings"]["lead"]["level"]["label"] == "Red"
    assert data["meetings"] == [
        {"body": "slt", "date": "2017-09-20", "has_public_part": True, "has_private_part": False}
    ]


def test_it_asks_as_often_for_fifty_initiatives_as_for_five():
    counts = []
    for size, slug in ((5, "few"), (50, "many")):
        period = ReportingPeriod.objects.select_related("footprint").get(pk=estate(size, slug=slug).pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            build(period)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 53


def test_initiatives_stand_in_tree_order(footprint: Footprint, period: ReportingPeriod):
    second = InitiativeFactory(footprint=footprint, slug="second", position=2)
    first = InitiativeFactory(footprint=footprint, slug="first", position=1)
    below = {"footprint": footprint, "kind": InitiativeKind.PROGRAMME}
    InitiativeFactory(parent=second, slug="below-second", position=0, **below)
    programme = InitiativeFactory(parent=first, slug="below-first", position=9, **below)
    InitiativeFactory(
        parent=programme, slug="deepest", footprint=footprint, kind=InitiativeKind.PROJECT, position=0
    )
    nodes = build(period)["initiatives"]
    assert [(node["slug"], node["depth"], node["parent"]) for node in nodes] == [
        ("first", 0, None),
        ("below-first", 1, "first"),
        ("deepest", 2, "below-first"),
        ("second", 0, None),
        ("below-second", 1, "second"),
    ]


def test_initiatives_outside_the_period_are_left_out_and_their_children_are_not_lost(
    footprint: Footprint, period: ReportingPeriod
):
    ended = InitiativeFactory(footprint=footprint, slug="ended", ended_on=date(2017, 8, 31))
    InitiativeFactory(footprint=footprint, slug="later", started_on=date(2017, 10, 1))
    InitiativeFactory(footprint=footprint, slug="ends-within", ended_on=date(2017, 9, 1))
    InitiativeFactory(footprint=footprint, slug="orphan", parent=ended, kind=InitiativeKind.PROGRAMME)
    nodes = {node["slug"]: node for node in build(period)["initiatives"]}
    assert set(nodes) == {"ends-within", "orphan"}
    assert (nodes["orphan"]["depth"], nodes["orphan"]["parent"]) == (0, None)


def test_people_are_those_who_held_a_role_on_the_last_day(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    days = {
        "Of the time": (date(2017, 1, 1), None),
        "Left before": (date(2017, 1, 1), date(2017, 9, 29)),
        "Came after": (date(2017, 10, 1), None),
        "To the last day": (None, date(2017, 9, 30)),
    }
    for name, (valid_from, valid_to) in days.items():
        person = PersonFactory(footprint=footprint, name=name)
        RoleAssignmentFactory(initiative=initiative, person=person, valid_from=valid_from, valid_to=valid_to)
    people = build(period)["initiatives"][0]["people"]
    assert [person["name"] for person in people] == ["Of the time", "To the last day"]


def test_the_previous_rating_is_the_pmos_of_the_period_before(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    june, august = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (6, 8))
    RatingFactory(initiative=initiative, period=june, word="Red")
    RatingFactory(initiative=initiative, period=august, word="Green")
    RatingFactory(initiative=initiative, period=august, word="Amber", source=RatingSource.PMO)
    RatingFactory(
        initiative=initiative, period=period, word="Green", superseded_at=datetime(2017, 9, 2, tzinfo=UTC)
    )
    RatingFactory(initiative=initiative, period=period, word="Yellow", as_printed="Yellow")
    (node,) = build(period)["initiatives"]
    assert node["previous_rating"]["level"]["label"] == "Amber"
    assert node["ratings"]["lead"]["level"]["label"] == "Amber"
    assert node["ratings"]["lead"]["as_printed"] == "Yellow"
    assert node["ratings"]["pmo"] is None


def test_the_periods_on_either_side_are_named(footprint: Footprint, period: ReportingPeriod):
    PeriodFactory(footprint=footprint, month=(2017, 6))
    PeriodFactory(footprint=footprint, month=(2017, 8))
    data = build(period)
    assert data["next_period"] is None
    assert data["previous_period"] == {
        "slug": "2017-08",
        "label": "August 2017",
        "first_day": "2017-08-01",
        "last_day": "2017-08-31",
    }
    PeriodFactory(footprint=footprint, month=(2017, 10))
    assert build(period)["next_period"]["label"] == "October 2017"


def test_ratings_beside_the_overall_one_stand_by_dimension(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint)
    for dimension, source, word in (
        (RatingDimension.OVERALL, RatingSource.LEAD, "Green"),
        (RatingDimension.TIME, RatingSource.LEAD, "Red"),
        (RatingDimension.TIME, RatingSource.PMO, "Amber"),
    ):
        RatingFactory(initiative=initiative, period=period, dimension=dimension, source=source, word=word)
    (node,) = build(period)["initiatives"]
    assert list(node["dimensions"]) == ["time"]
    assert node["dimensions"]["time"]["lead"]["level"]["label"] == "Red"
    assert reading.dimensions(node)["time"]["level"]["label"] == "Amber"
    assert reading.standing_rating(node)["level"]["label"] == "Green"


def test_a_report_holds_its_route_to_green_and_what_became_of_what_was_planned(period: ReportingPeriod):
    report = HighlightReportFactory(
        initiative=InitiativeFactory(footprint=period.footprint),
        period=period,
        state=ReportState.SUBMITTED,
        route_to_green="Recruit two nurses.",
        route_owner="Ward manager",
        route_by="December 2017",
        progress=["The ward is open."],
    )
    common = {"footprint": period.footprint, "report": report, "outcome": Outcome.DROPPED}
    PlannedOutcome.objects.create(position=2, text="Sell", reason="No buyer.", **common, **PRIVATE)
    PlannedOutcome.objects.create(position=1, text="Choose a builder", reason="Not needed.", **common)
    data = build(period)
    (node,) = data["initiatives"]
    assert node["report"] | {"paragraphs": []} == {
        "state": "submitted",
        "is_returned": True,
        "edited_on": None,
        "source": "",
        "route_to_green": "Recruit two nurses.",
        "route_owner": "Ward manager",
        "route_by": {
            "words": "December 2017",
            "precision": "month",
            "first": "2017-12-01",
            "last": "2017-12-31",
        },
        "paragraphs": [],
        "planned_outcomes": [
            {
                "text": "Choose a builder",
                "outcome": "dropped",
                "reason": "Not needed.",
                "is_private": False,
                "private_reason": "",
            },
            {"text": "Sell", "outcome": "dropped", "reason": "No buyer."} | PRIVATE,
        ],
    }
    assert reading.is_returned(node)
    assert [row["text"] for row in reading.paragraphs(node, "progress")] == ["The ward is open."]
    assert reading.paragraphs(node, "planned") == []
    (open_node,) = public(data)["initiatives"]
    assert [row["text"] for row in reading.planned_outcomes(open_node)] == ["Choose a builder"]
    assert {text for _, text in private_texts(data)} == {"Sell", "No buyer."}
    assert public(data)["left_out"] == ["planned_outcomes"]


@pytest.mark.parametrize("state", ReportState)
def test_of_a_locked_period_only_what_was_returned_is_kept(period: ReportingPeriod, state: ReportState):
    """A draft's words, and the rating given in it, are not the record; the PMO's rating of it is."""
    initiative = InitiativeFactory(footprint=period.footprint)
    HighlightReportFactory(
        initiative=initiative,
        period=period,
        state=state,
        route_to_green="Recruit.",
        progress=["All is well."],
    )
    RatingFactory(initiative=initiative, period=period, word="Green")
    RatingFactory(initiative=initiative, period=period, word="Amber", dimension=RatingDimension.TIME)
    RatingFactory(initiative=initiative, period=period, word="Red", source=RatingSource.PMO)

    (node,) = build(period)["initiatives"]
    assert node["ratings"]["lead"], "what is saved stands while the period is open"
    assert reading.paragraphs(node)

    period.state = PeriodState.LOCKED
    period.save()
    (node,) = build(period)["initiatives"]
    is_kept = state in RETURNED
    assert reading.is_returned(node) is is_kept
    assert bool(reading.paragraphs(node)) is is_kept
    assert bool(node["report"]["route_to_green"]) is is_kept
    assert bool(node["ratings"]["lead"]) is is_kept
    assert list(node["dimensions"]) == (["time"] if is_kept else [])
    assert reading.standing_rating(node)["level"]["label"] == "Red"


def test_a_rating_carried_forward_counts_before_the_leads_and_after_the_pmos(period: ReportingPeriod):
    place, before = period.footprint, PeriodFactory(footprint=period.footprint, month=(2017, 8))
    initiative = InitiativeFactory(footprint=place)
    given = RatingFactory(initiative=initiative, period=before, word="Amber")
    RatingFactory(initiative=initiative, period=period, word="Green")
    RatingFactory(
        initiative=initiative,
        period=period,
        level=given.level,
        source=RatingSource.CARRIED,
        carried_from=given,
    )
    HighlightReportFactory(initiative=initiative, period=period, carried_from=before, not_updated_days=30)
    (node,) = build(period)["initiatives"]
    assert reading.standing_rating(node)["level"]["label"] == "Amber"
    assert reading.not_updated(node) == {"since": "August 2017", "days": 30}
    RatingFactory(initiative=initiative, period=period, word="Red", source=RatingSource.PMO)
    (node,) = build(period)["initiatives"]
    assert reading.standing_rating(node)["level"]["label"] == "Red"


def test_a_snapshot_of_the_first_version_reads_as_if_it_had_nothing_new():
    node = {
        "ratings": {"lead": None, "pmo": None, "calculated": None},
        "report": {"state": "assured", "route_to_green": "", "paragraphs": []},
    }
    assert reading.standing_rating(node) is None
    assert reading.not_updated(node) is None
    assert reading.dimensions(node) == {}
    assert reading.planned_outcomes(node) == []
    assert reading.is_returned(node)
    assert not reading.is_returned(node | {"report": None})
    assert reading.previous_period({}) is reading.next_period({}) is None


def test_asks_answered_since_the_period_before_stay_with_their_answer(period: ReportingPeriod, priya: User):
    place = period.footprint
    june, august = (PeriodFactory(footprint=place, month=(2017, month)) for month in (6, 8))
    common = {"initiative": InitiativeFactory(footprint=place), "answered_by": priya}
    for key, asked_in, answered_at in (
        ("long-ago", june, datetime(2017, 8, 31, 22, 30, tzinfo=UTC)),
        ("since", june, datetime(2017, 8, 31, 23, 30, tzinfo=UTC)),
        ("since-too", august, datetime(2017, 9, 9, tzinfo=UTC)),
    ):
        AskFactory(key=key, period=asked_in, state=AskState.ANSWERED, answered_at=answered_at, **common)
    assert [ask["key"] for ask in build(period)["asks"]] == ["since", "since-too"]
    ReportingPeriod.objects.filter(pk=august.pk).update(
        locked_at=datetime(2017, 9, 8, tzinfo=UTC), locked_by=priya
    )
    assert [ask["key"] for ask in build(period)["asks"]] == ["since-too"]


def test_asks_of_earlier_periods_stay_until_they_are_answered(footprint: Footprint, period: ReportingPeriod):
    initiative = InitiativeFactory(footprint=footprint, short_name="Short")
    body = BodyFactory(footprint=footprint, name="System Leadership Team", abbreviation="SLT")
    august, october = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (8, 10))
    common = {"initiative": initiative, "body": body, "verb": "decide on", "text": "the budget."}
    AskFactory(key="this-month", period=period, position=1, state=AskState.ANSWERED, **common)
    AskFactory(key="still-open", period=august, position=9, **common)
    AskFactory(key="answered", period=august, state=AskState.ANSWERED, **common)
    AskFactory(key="next-month", period=october, **common)
    asks = build(period)["asks"]
    assert [(ask["key"], ask["is_carried_over"]) for ask in asks] == [
        ("still-open", True),
        ("this-month", False),
    ]
    assert asks[0]["sentence"] == "SLT have been asked to decide on the budget."
    assert asks[0]["heading"] == "Short"


def test_only_what_was_in_force_is_kept(footprint: Footprint, period: ReportingPeriod):
    for key, valid_from, valid_to in (
        ("old", date(2016, 1, 1), date(2017, 8, 31)),
        ("now", date(2017, 9, 1), None),
        ("next", date(2017, 10, 1), None),
    ):
        RatingSchemeFactory(footprint=footprint, key=key, valid_from=valid_from, valid_to=valid_to)
        matrix = RiskMatrixFactory(footprint=footprint, key=key, valid_from=valid_from)
        RiskMatrix.objects.filter(pk=matrix.pk).update(valid_to=valid_to)
        AbbreviationFactory(footprint=footprint, term=key, valid_from=valid_from, valid_to=valid_to)
    data = build(period)
    assert [scheme["key"] for scheme in data["schemes"]] == ["now"]
    assert [matrix["key"] for matrix in data["matrices"]] == ["now"]
    assert [row["term"] for row in data["abbreviations"]] == ["now"]


def test_a_scheme_in_whose_words_somebody_still_rated_is_kept_too(
    footprint: Footprint, period: ReportingPeriod
):
    old = RatingSchemeFactory(footprint=footprint, key="old", valid_to=date(2017, 8, 31))
    RatingSchemeFactory(footprint=footprint, key="now", valid_from=date(2017, 9, 1))
    RatingFactory(initiative=InitiativeFactory(footprint=footprint), period=period, level=old.levels.first())
    schemes = build(period)["schemes"]
    assert [(scheme["key"], scheme["is_in_force"]) for scheme in schemes] == [("old", False), ("now", True)]


def test_rows_of_another_footprint_are_not_in_it(footprint: Footprint, period: ReportingPeriod):
    estate(2, slug="elsewhere")
    data = build(period)
    for name in (
        "initiatives",
        "asks",
        "milestones",
        "risks",
        "issues",
        "dependencies",
        "reviews",
        "matrices",
        "schemes",
        "abbreviations",
        "bodies",
    ):
        assert data[name] == []


def test_closed_risks_are_kept_with_their_state(footprint: Footprint, period: ReportingPeriod):
    RiskFactory(footprint=footprint, number=2)
    RiskFactory(footprint=footprint, number=1, status=RiskStatus.CLOSED, closed_reason="The ward is open.")
    assert [(risk["number"], risk["status"]) for risk in build(period)["risks"]] == [
        (1, "closed"),
        (2, "open"),
    ]


def test_the_day_a_risk_was_closed_is_the_day_in_london(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    """Half past midnight of 1 July is still 30 June by the clock that the database keeps."""
    RiskFactory(
        footprint=footprint,
        status=RiskStatus.CLOSED,
        closed_reason="The ward is open.",
        closed_at=datetime(2017, 6, 30, 23, 30, tzinfo=UTC),
        closed_by=priya,
    )
    assert [risk["closed_on"] for risk in build(period)["risks"]] == ["2017-07-01"]


def test_the_public_part_has_nothing_private_and_says_what_was_left_out():
    data = build(estate(2))
    open_part = public(data)
    assert private_texts(data)
    assert private_texts(open_part) == []
    assert open_part["left_out"] == ["paragraphs"]
    assert "A private matter." not in canonical(open_part)
    assert "A private matter." in canonical(data), "the snapshot itself must not be changed"


def test_a_public_risk_does_not_name_the_private_ask_that_raised_it(
    footprint: Footprint, period: ReportingPeriod
):
    ask = AskFactory(
        initiative=InitiativeFactory(footprint=footprint),
        period=period,
        key="secret-merger",
        is_private=True,
        private_reason="Section 43",
    )
    RiskFactory(footprint=footprint, raised_in_ask=ask)
    open_part = public(build(period))
    assert open_part["left_out"] == ["asks"]
    assert open_part["risks"][0]["ask"] is None
    assert "secret-merger" not in canonical(open_part)
