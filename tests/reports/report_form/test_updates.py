"""Milestones, risks and asks in the form: in the same sitting, all or nothing, once however often it is sent."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portfolios.models import Ask, HighlightReport, MilestoneForecast, PeriodState
from risks.actions import assessments
from risks.models import Assessment, Risk, RiskMatrix, RiskReview
from tests.factories import (
    AskFactory,
    BodyFactory,
    DeputyFactory,
    InitiativeFactory,
    MilestoneFactory,
    PersonFactory,
    RiskFactory,
    RiskMatrixFactory,
)


@pytest.fixture
def milestone(initiative):
    return MilestoneFactory(initiative=initiative, number=3, title="Open the hub", baseline="March 2098")


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint, initiative=initiative, number=7, title="Vacant posts", score=(3, 4)
    )


@pytest.fixture
def matrix(footprint):
    return RiskMatrixFactory(footprint=footprint)


@pytest.fixture
def body(footprint):
    return BodyFactory(footprint=footprint, name="System Leadership Team")


NEW_RISK = {
    "new_risk_title": "No lease",
    "new_risk_event": "the landlord withdrawing",
    "new_risk_likelihood": "4",
    "new_risk_impact": "4",
}


@pytest.fixture
def ask(body) -> dict[str, str]:
    return {
        "ask_body": str(body.pk),
        "ask_purpose": "decision",
        "ask_verb": "decide on",
        "ask_text": "the site of the hub.",
    }


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return dict(response.context["form"].errors)


# --- Milestones


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


# --- Risks


def test_open_risks_stand_with_their_scores_and_hold_unless_said_otherwise(
    client, opened, send, risk, address
):
    assert opened()["risk_7"] == "still"
    page = client.get(address).content.decode()
    assert "Risk 7: Vacant posts" in page
    assert "Possible (3) × Major (4) = 12" in page
    assert send(opened()).status_code == 302
    assert Assessment.objects.count() == 1


def test_a_new_score_is_appended_and_the_register_shows_it(client, opened, send, risk):
    scored = {
        "risk_7": "new",
        "risk_7_likelihood": "5",
        "risk_7_impact": "4",
        "risk_7_reason": "Two have left.",
    }
    assert send(opened() | scored).status_code == 302
    assert Assessment.objects.standing().get().cell.score == 20
    assert "= 20" in client.get("/northmere/risks/7/").content.decode()


def test_a_score_still_right_leaves_one_review_on_record_for_the_report(opened, send, risk, period):
    for _ in range(2):
        assert send(opened()).status_code == 302
    review = RiskReview.objects.get()
    assert (review.outcome, review.reason) == ("still_right", "Said in the report for April 2018.")
    assert review.assessment == Assessment.objects.get()
    risk.refresh_from_db()
    assert (risk.reviewed_on, risk.version) == (timezone.localdate(), 1)


def test_a_new_score_is_a_review_too_and_found_right_when_the_report_is_saved_again(opened, send, risk):
    scored = {
        "risk_7": "new",
        "risk_7_likelihood": "5",
        "risk_7_impact": "4",
        "risk_7_reason": "Two have left.",
    }
    values = opened() | scored
    for _ in range(2):
        assert send(values).status_code == 302
    assert [one.outcome for one in RiskReview.objects.all()] == ["rescored"]
    send(opened())
    assert [one.outcome for one in RiskReview.objects.all()] == ["still_right", "rescored"]


def test_a_score_that_somebody_changed_is_not_found_right_unseen(opened, send, risk, priya):
    values = opened()
    assessments.rescore(
        risk=risk, version=1, likelihood=5, impact=5, reason="Worse.", on=timezone.localdate(), by=priya
    )
    response = send(values)
    assert "Somebody else changed" in errors(response)["risk_7"][0]
    assert "Almost certain (5) × Catastrophic (5) = 25" in response.content.decode()
    assert not RiskReview.objects.exists()
    assert send(values | {"risk_7_version": "2"}).status_code == 302
    assert RiskReview.objects.get().assessment.cell.score == 25


def test_a_score_chosen_in_the_words_of_another_matrix_is_not_saved_unseen(opened, send, risk):
    scored = {
        "risk_7": "new",
        "risk_7_likelihood": "4",
        "risk_7_impact": "4",
        "risk_7_reason": "Two have left.",
    }
    values = opened() | scored
    RiskMatrix.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    RiskMatrixFactory(footprint=risk.footprint, valid_from=timezone.localdate())
    response = send(values)
    assert "Risks are scored in another matrix since you opened this page" in response.content.decode()
    assert Assessment.objects.count() == 1
    shown = {field.html_name: field.value() for field in response.context["form"]}
    assert send(values | {"risks_seen_matrix": shown["risks_seen_matrix"]}).status_code == 302
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        (
            {"risk_7": "new", "risk_7_likelihood": "9", "risk_7_impact": "4"},
            "risk_7_likelihood",
            "which is 5x5",
        ),
        ({"risk_7": "new", "risk_7_likelihood": "5"}, "risk_7_impact", "Select the impact."),
        ({"risk_7": "new", "risk_7_likelihood": "5", "risk_7_impact": "4"}, "risk_7_reason", "Say why"),
        ({"risk_7_impact": "4"}, "risk_7", "you wrote into its boxes"),
    ],
)
def test_a_score_that_cannot_be_is_refused(opened, send, typed, risk, change, field, told):
    assert told in errors(send(opened() | typed | change))[field][0]
    assert Assessment.objects.count() == 1
    assert not HighlightReport.objects.exists()


def test_a_new_risk_is_raised_once_however_often_the_form_is_sent(opened, send, matrix):
    values = opened() | NEW_RISK
    for _ in range(2):
        assert send(values).status_code == 302
    raised = Risk.objects.get()
    assert (raised.number, raised.initiative.slug) == (1, "urgent-care")
    assert "risk_1" in opened()
    assert send(opened() | NEW_RISK).status_code == 302
    assert Risk.objects.count() == 2


def test_a_second_risk_from_the_same_copy_of_the_form_is_refused_not_swallowed(opened, send, matrix):
    values = opened() | NEW_RISK
    send(values)
    found = errors(send(values | {"new_risk_title": "Another"}))
    assert "has raised risk 1 already" in found["new_risk_title"][0]


def test_half_a_risk_is_refused_and_stands_open(opened, send, typed, matrix):
    response = send(opened() | typed | {"new_risk_cause": "KEEP THIS"})
    assert set(errors(response)) == {
        "new_risk_title",
        "new_risk_event",
        "new_risk_likelihood",
        "new_risk_impact",
    }
    assert "KEEP THIS" in response.content.decode()
    assert not HighlightReport.objects.exists()


def test_a_risk_may_be_private_from_birth(opened, send, matrix):
    send(opened() | NEW_RISK | {"new_risk_private_reason": "Section 43"})
    assert Risk.objects.get().is_private


def test_who_may_not_edit_risks_is_not_asked_about_them(client, alice, bea, address, typed, risk):
    DeputyFactory(principal=alice.people.get(), deputy=PersonFactory(footprint=risk.footprint, user=bea))
    client.force_login(bea)
    page = client.get(address)
    assert not [name for name in page.context["form"].fields if "risk" in name]
    scored = {"risk_7": "new", "risk_7_likelihood": "5", "risk_7_impact": "4", "risk_7_reason": "So."}
    assert client.post(address, typed | scored | NEW_RISK).status_code == 302
    assert Assessment.objects.count() == 1
    assert Risk.objects.count() == 1


def test_without_a_matrix_it_says_who_can_help(client, opened, send, initiative, footprint, address):
    RiskFactory(footprint=footprint, initiative=initiative, number=7)
    opened()
    assert "No risk matrix is in force" in client.get(address).content.decode()
    assert send(opened()).status_code == 302


# --- Asks


def test_open_asks_are_listed_and_a_new_one_is_raised_once(
    client, opened, send, ask, initiative, last_period, address
):
    AskFactory(initiative=initiative, period=last_period, text="the workforce plan.")
    values = opened() | ask
    assert "the workforce plan." in client.get(address).content.decode()
    for _ in range(2):
        assert send(values).status_code == 302
    raised = Ask.objects.get(period__slug="2018-04")
    assert str(raised) == "System Leadership Team asked to decide on the site of the hub."
    assert raised.initiative == initiative


def test_half_an_ask_is_refused_and_stands_open(opened, send, typed, body):
    response = send(opened() | typed | {"ask_context": "KEEP THIS"})
    assert set(errors(response)) == {"ask_body", "ask_purpose", "ask_verb", "ask_text"}
    assert "KEEP THIS" in response.content.decode()
    assert not Ask.objects.exists()


def test_a_body_of_another_footprint_is_refused(opened, send, ask, other_footprint):
    foreign = BodyFactory(footprint=other_footprint)
    assert (
        "Select one of the bodies listed."
        in errors(send(opened() | ask | {"ask_body": foreign.pk}))["ask_body"]
    )


# --- All or nothing


def test_one_refusal_takes_everything_back_and_everything_refused_is_said_at_once(
    opened, send, typed, milestone, risk, ask
):
    response = send(
        opened()
        | typed
        | ask
        | NEW_RISK
        | {"milestone_3": "new", "milestone_3_forecast": "June 2018", "route_by": "March 2018"}
        | {"risk_7": "new", "risk_7_likelihood": "5", "risk_7_impact": "4", "risk_7_reason": ""}
    )
    assert set(errors(response)) == {"route_by", "milestone_3_forecast", "risk_7_reason"}
    page = response.content.decode()
    for value in ("the site of the hub.", "the landlord withdrawing", "June 2018", "A **second** one."):
        assert value in page
    assert not HighlightReport.objects.exists()
    assert not Ask.objects.exists()
    assert Risk.objects.count() == 1


def test_a_period_locked_meanwhile_takes_no_forecast_and_no_score(
    opened, send, typed, milestone, risk, period
):
    assert send(opened() | typed).status_code == 302
    values = opened() | {"milestone_3": "met", "milestone_3_met": "14 March 2018"}
    period.state = PeriodState.LOCKED
    period.save()
    assert "its reports can no longer be changed" in send(values).content.decode()
    milestone.refresh_from_db()
    assert not milestone.actual


def test_a_conflict_about_the_report_writes_nothing_else(opened, send, typed, ask):
    values = opened() | ask
    send(typed)
    assert send(values | {"progress": "Other words."}).status_code == 409
    assert not Ask.objects.exists()
