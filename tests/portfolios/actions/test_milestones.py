"""Forecasts of milestones: every one is kept, none before its time, and the refusal names the milestone."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.actions import milestones
from portfolios.models import MilestoneForecast
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import MilestoneFactory


def days_from_now(days: int) -> FuzzyDate:
    return FuzzyDate.of(timezone.localdate() + timedelta(days=days))


@pytest.fixture
def milestone(initiative):
    initiative.started_on = date(2017, 4, 1)
    initiative.save()
    return MilestoneFactory(initiative=initiative, title="Open the hub", baseline=days_from_now(30))


@pytest.fixture
def reforecast(milestone, alice):
    return partial(
        milestones.reforecast, milestone=milestone, version=1, reason="The lease is late.", by=alice
    )


@pytest.fixture
def met(milestone, alice):
    return partial(milestones.met, milestone=milestone, version=1, by=alice)


def refused(action, **given) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        action(**given)
    return refusal.value.message_dict


def test_a_forecast_is_appended_and_stands(reforecast, milestone, alice):
    later = days_from_now(60)
    reforecast(forecast=later)
    milestone.refresh_from_db()
    assert (milestone.forecast, milestone.version) == (later, 2)
    kept = MilestoneForecast.objects.get()
    assert (kept.forecast, kept.reason, kept.recorded_by) == (later, "The lease is late.", alice)
    assert AuditEvent.objects.get(event="milestone.reforecast").before == {"forecast": str(days_from_now(30))}


def test_the_same_forecast_again_changes_nothing(reforecast):
    for _ in range(2):
        reforecast(forecast=days_from_now(60))
    assert MilestoneForecast.objects.count() == 1


def test_somebody_elses_forecast_is_not_overwritten(reforecast):
    reforecast(forecast=days_from_now(60))
    with pytest.raises(Conflict):
        reforecast(forecast=days_from_now(90))


def test_a_later_forecast_needs_a_reason_and_an_earlier_one_none(reforecast, milestone):
    assert (
        "Say why “Open the hub” moves"
        in refused(reforecast, forecast=days_from_now(60), reason=" ")["reason"][0]
    )
    reforecast(forecast=days_from_now(20), reason="")
    milestone.refresh_from_db()
    assert milestone.forecast == days_from_now(20)


@pytest.mark.parametrize("words", ["Subject to planning permission", "March 2099 onwards", "On-going"])
def test_words_that_give_no_day_but_a_meaning_may_stand(reforecast, milestone, words):
    reforecast(forecast=FuzzyDate.parse(words))
    milestone.refresh_from_db()
    assert str(milestone.forecast) == words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Give the new forecast of “Open the hub”"),
        ("soonish", "“soonish”, the new forecast of “Open the hub”, cannot be read as a date"),
        ("March 2017", "started on 1 April 2017"),
        ("March 2016 onwards", "started on 1 April 2017"),
        ("June 2018", "is in the past"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused_and_nothing_is_written(reforecast, milestone, words, told):
    problem = refused(reforecast, forecast=FuzzyDate.parse(words))["forecast"][0]
    assert told in problem
    assert "Open the hub" in problem
    milestone.refresh_from_db()
    assert milestone.version == 1
    assert not MilestoneForecast.objects.exists()


def test_met_stands_with_its_day(met, milestone):
    met(on=FuzzyDate.parse("14 June 2018"))
    met(on=FuzzyDate.parse("14 June 2018"))
    milestone.refresh_from_db()
    assert (str(milestone.actual), milestone.version) == ("14 June 2018", 2)
    assert AuditEvent.objects.filter(event="milestone.met").count() == 1


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("", "A date is missing: say when “Open the hub” was met"),
        ("nearly", "“nearly” is not a date"),
        ("March 2099", "still to come"),
        ("March 2017", "started on 1 April 2017"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_met_is_refused(met, milestone, on, told):
    assert told in refused(met, on=FuzzyDate.parse(on))["on"][0]
    milestone.refresh_from_db()
    assert not milestone.actual


def test_this_month_may_be_when_it_was_met(met, milestone):
    this_month = FuzzyDate.parse(f"{timezone.localdate():%B %Y}")
    met(on=this_month)
    milestone.refresh_from_db()
    assert milestone.actual == this_month


def test_what_is_met_is_neither_met_again_nor_forecast(met, reforecast):
    met(on=FuzzyDate.parse("14 June 2018"))
    assert "met already" in refused(met, version=2, on=FuzzyDate.parse("15 June 2018"))["on"][0]
    assert (
        "so its forecast stays" in refused(reforecast, version=2, forecast=days_from_now(60))["forecast"][0]
    )


def test_met_by_somebody_else_meanwhile_is_told(met):
    met(on=FuzzyDate.parse("14 June 2018"))
    with pytest.raises(Conflict):
        met(on=FuzzyDate.parse("15 June 2018"))
