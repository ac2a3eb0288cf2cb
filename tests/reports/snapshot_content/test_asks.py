"""What a snapshot keeps of asks: open ones, answered ones, their minutes and what was done."""

from datetime import UTC, date, datetime

import pytest

from portfolios.models import AskMinute, AskState, Footprint, ReportingPeriod
from reports.snapshot_content import build
from stp_portal.accounts.models import User
from tests.factories import AskFactory, BodyFactory, InitiativeFactory, PeriodFactory
from tests.reports.snapshot_content.rows import only

pytestmark = pytest.mark.django_db


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


def test_an_ask_holds_its_minutes_and_what_was_done(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    done = {"done_at": datetime(2017, 9, 30, 23, 30, tzinfo=UTC), "done_by": priya, "done_text": "Signed."}
    ask = AskFactory(initiative=InitiativeFactory(footprint=footprint), period=period, **done)
    for on, outcome in ((date(2017, 9, 9), "decided"), (date(2017, 9, 2), "deferred")):
        AskMinute.objects.create(footprint=footprint, ask=ask, on=on, outcome=outcome, recorded_by=priya)
    row = only(period, "asks")
    assert [minute["outcome"] for minute in row["minutes"]] == ["Deferred", "Decided"]
    assert row["done"] == {"on": "2017-10-01", "text": "Signed."}
