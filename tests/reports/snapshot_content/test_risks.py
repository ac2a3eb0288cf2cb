"""What a snapshot keeps of risks: their parts, scores, owners, acceptance, escalation and end."""

from datetime import UTC, date, datetime

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.snapshot_content import build
from risks.models import RiskOwner, RiskStatus
from stp_portal.accounts.models import User
from tests.factories import PersonFactory, RiskFactory, RiskMatrixFactory
from tests.factories.registers import (
    AcceptanceFactory,
    ActionFactory,
    AssuranceFactory,
    ControlFactory,
    EscalationFactory,
    RiskCategoryFactory,
    RiskReferenceFactory,
)
from tests.reports.snapshot_content.rows import only

pytestmark = pytest.mark.django_db


def test_a_risk_holds_its_parts_its_references_and_what_is_done_about_it(
    footprint: Footprint, period: ReportingPeriod
):
    risk = RiskFactory(
        footprint=footprint,
        cause="a shortage of nurses",
        event="closed wards",
        effect="longer waits",
        heading="CCG risks",
        category=RiskCategoryFactory(footprint=footprint, name="Workforce", appetite="cautious"),
        proximity="quarter",
        response="treat",
        reviewed_on=date(2017, 9, 3),
        review_due=date(2017, 10, 3),
    )
    RiskReferenceFactory(risk=risk, register="baf", register_name="GBAF", reference="CDG4.1")
    RiskReferenceFactory(risk=risk, register="corporate", reference="O31")
    AssuranceFactory(control=ControlFactory(risk=risk, position=2, text="A rota.", gap="Not at night."))
    ControlFactory(
        risk=risk, position=1, text="An old rota.", ended_on=date(2017, 9, 1), ended_reason="Gone."
    )
    lead = PersonFactory(footprint=footprint, name="Ann Lead", post="Matron")
    action = ActionFactory(risk=risk, number=7, position=1, text="Recruit.", lead=lead, due="Summer 2017")
    said = {"footprint": footprint, "status": "on_track"}
    action.updates.create(on=date(2017, 9, 9), text="Later.", **said)
    action.updates.create(on=date(2017, 9, 2), text="Earlier.", **said)
    ActionFactory(risk=risk, number=3, position=3, text="Train.", lead=None, due="", status="complete")

    row = only(period, "risks")
    assert row["statement"] == (
        "There is a risk of closed wards. This is as a result of a shortage of nurses. "
        "This would lead to longer waits."
    )
    assert (row["heading"], row["proximity"], row["response"]) == ("CCG risks", "quarter", "treat")
    assert row["category"] == {"name": "Workforce", "appetite": "Cautious"}
    assert (row["reviewed_on"], row["review_due"]) == ("2017-09-03", "2017-10-03")
    assert row["references"] == [
        {"register": "baf", "register_name": "GBAF", "reference": "CDG4.1"},
        {"register": "corporate", "register_name": "Corporate Risk Register", "reference": "O31"},
    ]
    (control,) = row["controls"]
    assert (control["position"], control["text"], control["gap"]) == (2, "A rota.", "Not at night.")
    assert [one["level"] for one in control["assurances"]] == ["reasonable"]
    first, second = row["actions"]
    assert (first["number"], first["lead"]) == (7, {"name": "Ann Lead", "post": "Matron"})
    assert (first["due"]["words"], first["due"]["precision"]) == ("Summer 2017", "season")
    assert [update["text"] for update in first["updates"]] == ["Earlier.", "Later."]
    assert (second["number"], second["lead"], second["due"], second["status"]) == (3, None, None, "complete")


def test_a_score_keeps_the_words_of_its_axes(footprint: Footprint, period: ReportingPeriod):
    matrix = RiskMatrixFactory(
        footprint=footprint, impact_first=True, impact_name="Severity", likelihood_name="Likelihood"
    )
    risk = RiskFactory(footprint=footprint)
    cell = matrix.cells.get(likelihood=4, impact=5)
    risk.assessments.create(
        footprint=footprint,
        matrix=matrix,
        cell=cell,
        band=cell.band,
        printed_score=16,
        assessed_on=date(2017, 9, 1),
    )
    score = only(period, "risks")["scores"]["current"]
    assert score["band"].pop("label") == "Major"
    assert score | {"band": None} == {
        "matrix": matrix.key,
        "is_scored": True,
        "impact_first": True,
        "likelihood_name": "Likelihood",
        "impact_name": "Severity",
        "band": None,
        "likelihood": 4,
        "likelihood_word": "Likely",
        "impact": 5,
        "impact_word": "Catastrophic",
        "score": 20,
        "printed_score": 16,
        "assessed_on": "2017-09-01",
    }


def test_owners_are_those_of_the_last_day(footprint: Footprint, period: ReportingPeriod):
    risk = RiskFactory(footprint=footprint)
    for name, valid_from, valid_to in (
        ("Left", None, date(2017, 9, 29)),
        ("Stays", date(2017, 9, 30), None),
        ("Comes", date(2017, 10, 1), None),
    ):
        person = PersonFactory(footprint=footprint, name=name)
        RiskOwner.objects.create(
            footprint=footprint, risk=risk, person=person, valid_from=valid_from, valid_to=valid_to
        )
    assert [owner["name"] for owner in only(period, "risks")["owners"]] == ["Stays"]


@pytest.mark.parametrize(
    ("accepted_on", "until", "ended_at", "said"),
    [
        (date(2017, 9, 30), date(2017, 9, 30), None, "2017-09-30"),
        (date(2017, 8, 1), date(2017, 9, 29), None, None),
        (date(2017, 10, 1), date(2017, 12, 31), None, None),
        (date(2017, 8, 1), date(2017, 12, 31), datetime(2017, 9, 2, tzinfo=UTC), None),
    ],
)
def test_an_acceptance_counts_where_it_stands_on_the_last_day(
    footprint: Footprint, period: ReportingPeriod, priya: User, accepted_on, until, ended_at, said
):
    ended = {"ended_at": ended_at, "ended_by": priya, "ended_reason": "Not any more."} if ended_at else {}
    AcceptanceFactory(risk__footprint=footprint, accepted_on=accepted_on, until=until, **ended)
    assert only(period, "risks")["accepted_until"] == said


def test_of_several_escalations_the_last_is_kept(footprint: Footprint, period: ReportingPeriod, priya: User):
    risk = RiskFactory(footprint=footprint)
    answered = {"answered_at": datetime(2017, 9, 2, tzinfo=UTC), "answered_by": priya}
    EscalationFactory(risk=risk, to_level="governing", state="returned", answer="No.", **answered)
    EscalationFactory(risk=risk)
    assert only(period, "risks")["escalation"] == {"from": "portfolio", "to": "system", "state": "proposed"}


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
