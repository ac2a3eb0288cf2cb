"""Accepting a risk until a day: with a reason, one at a time, running out by itself."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from risks.actions import acceptances
from risks.models import Acceptance, RiskBand, RiskStatus
from stp_portal.core.models import AuditEvent
from tests.factories import AcceptanceFactory, RiskCategoryFactory, RiskFactory

TODAY = date(2018, 2, 28)
UNTIL = date(2018, 12, 31)


@pytest.fixture
def risk(footprint, initiative):
    risk = RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(4, 5))
    risk.category = RiskCategoryFactory(
        footprint=footprint, name="Workforce", tolerated=RiskBand.objects.get(label="Moderate")
    )
    risk.save()
    return risk


@pytest.fixture
def accept(risk, priya):
    return partial(
        acceptances.accept, risk=risk, until=UNTIL, reason="No posts before the review.", by=priya, on=TODAY
    )


def test_it_holds_to_the_end_of_its_last_day(accept, risk):
    made = accept()
    standing = Acceptance.objects.standing
    assert list(standing(UNTIL)) == [made]
    assert list(standing(UNTIL + timedelta(days=1))) == []
    event = AuditEvent.objects.get(event="risk.accepted")
    assert (event.after, event.reason) == ({"until": "31 December 2018"}, "No posts before the review.")


def test_accepted_twice_it_is_accepted_once(accept):
    assert accept() == accept()


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2018, 2, 27), "is past. Give one from 28 February 2018 on"),
        (date(2020, 2, 29), "within 2 years, by 28 February 2020"),
        (date(2107, 1, 1), "within 2 years"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(accept, until, told):
    with pytest.raises(ValidationError) as refused:
        accept(until=until, reason="")
    assert told in refused.value.message_dict["until"][0]
    assert "Say why risk 7 is carried" in refused.value.message_dict["reason"][0]


@pytest.mark.parametrize("until", [TODAY, date(2020, 2, 28)])
def test_today_and_two_years_on_are_the_edges(accept, until):
    assert accept(until=until).until == until


def test_two_years_after_a_leap_day_are_there(accept):
    assert accept(on=date(2020, 2, 29), until=date(2022, 2, 28))
    with pytest.raises(ValidationError):
        accept(on=date(2020, 2, 29), until=date(2022, 3, 1))


def test_a_second_is_refused_while_one_holds_and_follows_one_that_ran_out(accept, alice):
    first = accept()
    with pytest.raises(ValidationError, match="Priya Office accepted risk 7 until 31 December 2018"):
        accept(by=alice)
    second = accept(on=date(2019, 1, 1), until=date(2019, 6, 30))
    first.refresh_from_db()
    assert first.ended_reason == "It ran out on 31 December 2018."
    assert list(Acceptance.objects.filter(ended_at=None)) == [second]


def test_what_stands_within_tolerance_needs_none(accept, risk):
    risk.category.tolerated = RiskBand.objects.get(label="Major")
    risk.category.save()
    with pytest.raises(ValidationError, match="within what is tolerated of Workforce"):
        accept()


def test_without_a_category_it_may_be_accepted(accept, risk):
    risk.category = None
    risk.save()
    assert accept()


def test_a_closed_risk_is_not_accepted(accept, risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
    risk.save()
    with pytest.raises(ValidationError, match="Risk 7 is closed: there is nothing to accept"):
        accept()


class TestEnding:
    @pytest.fixture
    def acceptance(self, risk, priya):
        today = timezone.localdate()
        return AcceptanceFactory(
            risk=risk, accepted_on=today, until=today + timedelta(days=30), accepted_by=priya
        )

    def test_needs_a_reason_and_is_kept(self, acceptance, priya):
        with pytest.raises(ValidationError) as refused:
            acceptances.end(acceptance=acceptance, reason=" ", by=priya)
        assert list(refused.value.message_dict) == ["reason"]
        ended = acceptances.end(acceptance=acceptance, reason="The posts came.", by=priya)
        assert (ended.ended_by, ended.ended_reason) == (priya, "The posts came.")
        assert acceptances.end(acceptance=acceptance, reason="The posts came.", by=priya) == ended
        assert AuditEvent.objects.filter(event="risk.acceptance_ended").count() == 1
        with pytest.raises(ValidationError, match="Priya Office took it back on"):
            acceptances.end(acceptance=acceptance, reason="Else.", by=priya)

    def test_one_that_ran_out_is_over(self, acceptance, priya):
        Acceptance.objects.update(accepted_on=TODAY, until=UNTIL)
        with pytest.raises(ValidationError, match="ran out on 31 December 2018"):
            acceptances.end(acceptance=acceptance, reason="Over.", by=priya)
