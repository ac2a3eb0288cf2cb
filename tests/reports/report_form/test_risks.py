"""Open risks in the form: their scores, and whether they are still right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import HighlightReport
from risks.actions import assessments
from risks.models import Assessment, RiskMatrix, RiskReview
from tests.factories import RiskMatrixFactory
from tests.reports.report_form.rows import errors


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
