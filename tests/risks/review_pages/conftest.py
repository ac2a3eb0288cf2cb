"""A review with a recommendation, and a tracker of five.

Models can be imported once Django is set up, so not at the top.
"""

import pytest
from django.utils import timezone


@pytest.fixture
def review(footprint):
    from tests.factories.registers import ReviewFactory

    return ReviewFactory(footprint=footprint, key="stocktake", title="NHSE stocktake")


@pytest.fixture
def board(footprint):
    from tests.factories import BodyFactory

    return BodyFactory(footprint=footprint, key="board", name="Portfolio Board")


@pytest.fixture
def row(review, board, alice):
    """Of Alice, overseen by the board, due in a month, not updated."""
    from tests.factories.registers import OverseerFactory, RecommendationFactory
    from tests.risks.review_pages.places import on

    made = RecommendationFactory(
        review=review,
        number=1,
        lead=alice.people.get(),
        due=on(30),
        text="Appoint a clinical leader.",
        response="Recruitment begins.",
    )
    OverseerFactory(recommendation=made, body=board)
    return made


@pytest.fixture
def tracker(footprint, review, row, board):
    """Four more: overdue, said to be complete, on-going without lead or overseer, closed."""
    from portfolios.models import PeriodState
    from risks.models import Recommendation
    from stp_portal.core.fuzzy_dates import FuzzyDate
    from tests.factories import InitiativeFactory, MeetingFactory, PeriodFactory, PersonFactory
    from tests.factories.registers import OverseerFactory, RecommendationFactory, RecommendationUpdateFactory
    from tests.risks.review_pages.places import day, on

    PeriodFactory(footprint=footprint, month=(2017, 10), state=PeriodState.LOCKED)
    PeriodFactory(footprint=footprint, month=(2018, 2), state=PeriodState.OPEN)
    zed = PersonFactory(footprint=footprint, key="zed", name="Zed Last")
    late = RecommendationFactory(review=review, number=2, theme="Workforce", due=on(-5), lead=zed)
    RecommendationUpdateFactory(recommendation=late, on=FuzzyDate.parse("18 October 2017").last)
    said = RecommendationFactory(review=review, number=3, status="complete", due=on(-9), lead=zed)
    OverseerFactory(recommendation=said, body=board)
    RecommendationUpdateFactory(recommendation=said, text="Actioned.", status="complete", on=day(0))
    place = InitiativeFactory(footprint=footprint, slug="digital")
    RecommendationFactory(
        review=review,
        number=4,
        theme="Workforce",
        due="On-going",
        review_on=day(20),
        lead=None,
        initiative=place,
    )
    meeting = MeetingFactory(footprint=footprint, body=board, date=day(-20))
    closed = RecommendationFactory(review=review, number=5, status="closed", lead=zed)
    Recommendation.objects.filter(pk=closed.pk).update(
        closed_at=timezone.now(), closed_by=row.lead.user, closed_in=meeting, closed_reason="Agreed."
    )
