"""My work: the actions and recommendations that somebody leads and that press."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.queries.tracking_work import MOST, tracking_tasks
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import (
    ActionFactory,
    PersonFactory,
    RecommendationFactory,
    ReviewFactory,
    RiskFactory,
)
from tests.pages import read


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def on(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7)


def test_what_is_overdue_soon_due_or_to_be_looked_at_again(client, alice, risk, footprint):
    lead = alice.people.get()
    ActionFactory(risk=risk, number=1, lead=lead, due=on(-5), text="Agree **the rota**.")
    ActionFactory(risk=risk, number=2, lead=lead, due=on(14))
    ActionFactory(risk=risk, number=3, lead=lead, due=on(15))
    ActionFactory(risk=risk, number=4, lead=lead, due="On-going", review_on=day(-2))
    ActionFactory(risk=risk, number=5, lead=lead, due=on(-5), status="complete")
    ActionFactory(risk=risk, number=6, lead=PersonFactory(footprint=footprint), due=on(-5))
    review = ReviewFactory(footprint=footprint, key="stocktake")
    RecommendationFactory(review=review, number=1, lead=lead, due=on(-3))
    RecommendationFactory(review=review, number=2, lead=lead, due=on(-3), status="complete")
    found = tracking_tasks(footprint, alice, day(0))
    assert [(task.what.partition(":")[0], task.when(day(0))) for task in found] == [
        ("Action 1", "Overdue by 5 days"),
        ("Action 2", f"Due on {on(14)}"),
        ("Action 4", "Overdue by 2 days"),
        ("Recommendation 1", "Overdue by 3 days"),
    ]
    assert found[0].what == "Action 1: Agree the rota."
    assert [task.href for task in found[2:]] == [
        "/northmere/actions/4/",
        "/northmere/reviews/stocktake/1/",
    ]
    assert found[2].note == "Look at it again, and say how it stands."
    assert "Action 1: Agree the rota." in read(client, alice, "/northmere/my-work/")


def test_many_are_one_line_more_and_the_queries_stay(alice, risk, footprint, django_assert_num_queries):
    for number in range(1, MOST + 4):
        ActionFactory(risk=risk, number=number, lead=alice.people.get(), due=on(-1))
    with django_assert_num_queries(2):
        found = tracking_tasks(footprint, alice, day(0))
    assert len(found) == MOST + 1
    assert found[-1].what == "See to 3 more actions"
    assert found[-1].href == "/northmere/actions/?lead=me"


def test_nothing_private_for_a_lead_who_may_not_read_it(bob, footprint):
    secret = RiskFactory(footprint=footprint, is_private=True)
    ActionFactory(risk=secret, lead=PersonFactory(footprint=footprint, user=bob), due=on(-1))
    assert tracking_tasks(footprint, bob, day(0)) == []
