"""Milestones in the form: where they stand, and new forecasts."""

from datetime import date

import pytest

from portfolios.models import HighlightReport, MilestoneForecast
from tests.factories import InitiativeFactory, MilestoneFactory
from tests.reports.report_form.rows import errors


def test_unmet_milestones_stand_with_their_dates_and_hold_unless_said_otherwise(
    client, opened, send, milestone, initiative, footprint, address
):
    MilestoneFactory(initiative=initiative, number=4, title="Met already", actual="March 2017")
    MilestoneFactory(initiative=InitiativeFactory(footprint=footprint), number=5, title="Of another")
    values = opened()
    assert values["milestone_3"] == "still"
    page = client.get(address).content.decode()
    assert "Baseline March 2098. On plan" in page
    assert "Met already" not in page
    assert "Of another" not in page
    assert send(values).status_code == 302
    assert not MilestoneForecast.objects.exists()


def test_a_new_forecast_is_appended(opened, send, milestone):
    moved = {"milestone_3": "new", "milestone_3_forecast": "Q2 2098/99", "milestone_3_reason": "The lease."}
    assert send(opened() | moved).status_code == 302
    milestone.refresh_from_db()
    assert str(milestone.forecast) == "Q2 2098/99"
    assert MilestoneForecast.objects.get().reason == "The lease."


def test_a_met_milestone_leaves_the_form(opened, send, milestone):
    assert send(opened() | {"milestone_3": "met", "milestone_3_met": "14 March 2018"}).status_code == 302
    milestone.refresh_from_db()
    assert str(milestone.actual) == "14 March 2018"
    assert "milestone_3" not in opened()


def test_one_whose_forecast_has_passed_cannot_be_on_it(client, opened, send, initiative, address):
    MilestoneFactory(initiative=initiative, number=3, baseline="March 2018")
    assert opened()["milestone_3"] == ""
    assert "Still on forecast" not in client.get(address).content.decode()
    assert send(opened()).status_code == 302
    assert "milestone_3" in errors(send(opened() | {"milestone_3": "still"}))


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        (
            {"milestone_3": "new", "milestone_3_forecast": "March 2016"},
            "milestone_3_forecast",
            "started on 1 April 2017",
        ),
        (
            {"milestone_3": "new", "milestone_3_forecast": "June 2018"},
            "milestone_3_forecast",
            "is in the past",
        ),
        (
            {"milestone_3": "new", "milestone_3_forecast": "soon"},
            "milestone_3_forecast",
            "cannot be read as a date",
        ),
        ({"milestone_3": "new"}, "milestone_3_forecast", "Give the new forecast of “Open the hub”"),
        ({"milestone_3": "new", "milestone_3_forecast": "May 2098"}, "milestone_3_reason", "needs a reason"),
        ({"milestone_3": "met", "milestone_3_met": "June 2098"}, "milestone_3_met", "still to come"),
        ({"milestone_3_forecast": "May 2098"}, "milestone_3", "you wrote into its boxes"),
    ],
)
def test_what_cannot_be_is_refused_naming_it_and_nothing_at_all_is_written(
    opened, send, typed, milestone, initiative, change, field, told
):
    initiative.started_on = date(2017, 4, 1)
    initiative.save()
    response = send(opened() | typed | change)
    found = errors(response)
    assert told in found[field][0]
    assert "Open the hub" in found[field][0]
    page = response.content.decode()
    assert "A **second** one." in page
    assert all(value in page for value in change.values())
    assert not HighlightReport.objects.exists()
    assert not MilestoneForecast.objects.exists()


def test_somebody_elses_forecast_meanwhile_is_told_and_the_next_save_is_made_knowingly(
    opened, send, milestone
):
    values = opened() | {
        "milestone_3": "new",
        "milestone_3_forecast": "May 2098",
        "milestone_3_reason": "The lease.",
    }
    milestone.forecast, milestone.version = "April 2098", 2
    milestone.save()
    response = send(values)
    assert "Somebody else changed “Open the hub”" in errors(response)["milestone_3"][0]
    assert "forecast April 2098" in response.content.decode()
    assert response.context["form"]["milestone_3_version"].value() == "2"
    assert send(values | {"milestone_3_version": "2"}).status_code == 302
