"""Scores of risks: appended, in the matrix in force, with the reason."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from risks.actions import assessments
from risks.models import Assessment, RiskStatus
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import RiskFactory, RiskMatrixFactory

DAY = date(2018, 4, 30)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(3, 4))


@pytest.fixture
def rescore(risk, alice):
    return partial(
        assessments.rescore,
        risk=risk,
        version=1,
        likelihood=5,
        impact=4,
        reason="Two more have left.",
        on=DAY,
        by=alice,
    )


def test_a_score_is_appended_and_the_old_one_kept(rescore, risk, alice):
    given = rescore()
    assert (given.cell.score, given.band.label, given.assessed_on, given.recorded_by) == (
        20,
        "Major",
        DAY,
        alice,
    )
    old, new = Assessment.objects.filter(risk=risk).order_by("recorded_at")
    assert old.superseded_at is not None
    assert new == given
    risk.refresh_from_db()
    assert risk.version == 2
    event = AuditEvent.objects.get(event="risk.rescored")
    assert (event.before, event.after) == (
        {"score": "3 x 4 = 12, Significant"},
        {"score": "5 x 4 = 20, Major"},
    )


def test_the_same_score_for_the_same_reason_changes_nothing(rescore):
    assert rescore() == rescore()
    assert Assessment.objects.count() == 2


def test_somebody_elses_score_is_not_overwritten(rescore):
    rescore()
    with pytest.raises(Conflict):
        rescore(likelihood=1)


def test_a_score_outside_the_matrix_is_refused_naming_its_sizes(rescore):
    with pytest.raises(ValidationError) as refused:
        rescore(likelihood=6, impact=0)
    assert refused.value.message_dict == {
        "likelihood": [
            "6 is outside the risk matrix, which is 5x5 (likelihood x impact). The likelihood goes from 1 to 5."
        ],
        "impact": [
            "0 is outside the risk matrix, which is 5x5 (likelihood x impact). The impact goes from 1 to 5."
        ],
    }
    assert Assessment.objects.count() == 1


def test_what_is_missing_is_named(rescore):
    with pytest.raises(ValidationError) as refused:
        rescore(likelihood=None)
    assert list(refused.value.message_dict) == ["likelihood"]
    with pytest.raises(ValidationError) as refused:
        rescore(reason="  ")
    assert "Say why the score of risk 7 is now 5 x 4 = 20" in refused.value.message_dict["reason"][0]


def test_the_matrix_in_force_scores_it(rescore, footprint):
    RiskMatrixFactory(
        footprint=footprint,
        valid_from=date(2018, 4, 1),
        likelihood_words=["Low", "Medium", "High"],
        impact_words=["Low", "Medium", "High"],
    )
    with pytest.raises(ValidationError, match="which is 3x3"):
        rescore()


def test_a_first_score_may_be_given(footprint, initiative, rescore):
    other = RiskFactory(footprint=footprint, initiative=initiative, number=8)
    assert rescore(risk=other).cell.score == 20


def test_without_a_matrix_nothing_is_scored(rescore):
    with pytest.raises(ValidationError, match="No risk matrix is in force"):
        rescore(on=date(2016, 1, 1))


def test_a_closed_risk_keeps_its_score(rescore, risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "It is over."
    risk.save()
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        rescore()
