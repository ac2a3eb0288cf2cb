"""Milestones, risks and asks with the report: all of them are saved, or nothing is."""

from portfolios.models import Ask, HighlightReport, PeriodState
from risks.models import Risk
from tests.reports.report_form.rows import NEW_RISK, errors


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
