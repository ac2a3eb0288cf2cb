"""What a snapshot keeps of highlight reports: of a locked period, what was returned."""

import pytest

from portfolios.models import (
    RETURNED,
    Outcome,
    PeriodState,
    PlannedOutcome,
    RatingDimension,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.snapshot_content import build, public, reading
from reports.snapshot_content.private_texts import private_texts
from tests.factories import HighlightReportFactory, InitiativeFactory, RatingFactory
from tests.reports.marks import PRIVATE

pytestmark = pytest.mark.django_db


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
