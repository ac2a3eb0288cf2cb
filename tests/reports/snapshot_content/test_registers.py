"""What a snapshot keeps of issues, dependencies and reviews."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.snapshot_content import build
from stp_portal.accounts.models import User
from tests.factories import BodyFactory, MeetingFactory, PersonFactory, RiskFactory
from tests.factories.registers import (
    ActionFactory,
    DependencyFactory,
    IssueFactory,
    OverseerFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    SupportingOfficerFactory,
)
from tests.reports.snapshot_content.rows import only

pytestmark = pytest.mark.django_db


def test_an_issue_names_the_risk_it_came_of(footprint: Footprint, period: ReportingPeriod):
    owner = PersonFactory(footprint=footprint, name="Ann Owner", post="")
    issue = IssueFactory(
        footprint=footprint, number=4, risk=RiskFactory(footprint=footprint, number=9), owner=owner, due="TBC"
    )
    ActionFactory(risk=None, issue=issue, number=1, text="Mend it.")
    row = only(period, "issues")
    assert (row["number"], row["risk"], row["owner"]) == (4, 9, {"name": "Ann Owner", "post": ""})
    assert (row["severity"], row["status"], row["raised_on"]) == ("medium", "open", "2018-01-31")
    assert row["due"]["precision"] == "unknown"
    assert [action["text"] for action in row["actions"]] == ["Mend it."]


def test_a_dependency_holds_both_dates_and_how_they_moved(footprint: Footprint, period: ReportingPeriod):
    row = DependencyFactory(
        footprint=footprint, number=2, needed_by="March 2018", promised="April 2018", giver__name="Digital"
    )
    row.updates.create(
        footprint=footprint, on=date(2017, 9, 9), reason="No staff.", promised_after="April 2018"
    )
    found = only(period, "dependencies")
    assert (found["giver_name"], found["needed_by"]["words"], found["promised"]["words"]) == (
        "Digital",
        "March 2018",
        "April 2018",
    )
    assert found["is_confirmed_by_giver"] is found["is_confirmed_by_taker"] is False
    (update,) = found["updates"]
    assert (update["reason"], update["promised_before"]) == ("No staff.", None)


def test_a_review_holds_its_recommendations_with_who_leads_supports_and_oversees(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    body = BodyFactory(footprint=footprint, key="slt", name="System Leadership Team", abbreviation="SLT")
    meeting = MeetingFactory(body=body, date=date(2017, 9, 20))
    review = ReviewFactory(footprint=footprint, key="stocktake", held="October 2017")
    closed = {"closed_at": datetime(2017, 9, 22, tzinfo=UTC), "closed_by": priya, "closed_in": meeting}
    second = RecommendationFactory(review=review, number=2, closed_reason="Done.", **closed)
    first = RecommendationFactory(review=review, number=1, lead__name="Ann Lead", response="Agreed.")
    for position, name in ((2, "Zoe"), (1, "Yan")):
        person = PersonFactory(footprint=footprint, name=name, post="")
        SupportingOfficerFactory(recommendation=first, person=person, position=position)
    OverseerFactory(recommendation=first, body=body)
    together = uuid4()
    for row in (first, second):
        RecommendationUpdateFactory(recommendation=row, said_with=together)
    RecommendationUpdateFactory(recommendation=first, said_with=uuid4(), on=date(2017, 9, 1), text="Begun.")

    (found,) = build(period)["reviews"]
    assert (found["key"], found["kind"], found["held"]["words"]) == ("stocktake", "stocktake", "October 2017")
    one, two = found["recommendations"]
    assert (one["number"], one["lead"]["name"], one["response"]) == (1, "Ann Lead", "Agreed.")
    assert [officer["name"] for officer in one["supporting"]] == ["Yan", "Zoe"]
    assert one["overseers"] == [{"key": "slt", "name": "System Leadership Team", "short": "SLT"}]
    assert [(update["text"], update["said_with"]) for update in one["updates"]] == [
        ("Begun.", []),
        ("Recruitment underway.", [1, 2]),
    ]
    assert (two["closed_on"], two["closed_by"]) == ("2017-09-20", "System Leadership Team")
