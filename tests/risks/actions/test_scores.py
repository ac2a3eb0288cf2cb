"""Scores of every kind, on every size of matrix: appended, in the words and the order of the matrix."""

import threading
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from risks.actions import assessments
from risks.actions.assessments import Factors
from risks.actions.matrices import BandSpec
from risks.models import Assessment, AssessmentKind, Risk, RiskStatus
from risks.score_words import cell_in_figures, cell_in_words, worse_by
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import AssessmentFactory, FootprintFactory, RiskFactory, RiskMatrixFactory, UserFactory

DAY = date(2018, 4, 30)
INHERENT, CURRENT, TARGET = AssessmentKind
SIZES = [(5, 5), (4, 4), (6, 4)]


def words(count: int) -> list[str]:
    return [f"Step {number}" for number in range(1, count + 1)]


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(3, 4))


@pytest.fixture
def score_all(risk, alice):
    return partial(
        assessments.score_all,
        risk=risk,
        version=1,
        factors={INHERENT: Factors(5, 5), CURRENT: Factors(3, 4), TARGET: Factors(2, 3)},
        reason="The board looked at all three.",
        on=DAY,
        by=alice,
    )


def test_what_differs_is_appended_and_what_stands_is_left(score_all, risk):
    given_now = score_all()
    assert [(one.kind, one.cell.score) for one in given_now] == [("inherent", 25), ("target", 6)]
    assert Assessment.objects.filter(kind=CURRENT).count() == 1
    risk.refresh_from_db()
    assert risk.version == 2
    events = AuditEvent.objects.filter(event="risk.rescored").order_by("seq")
    assert [event.after for event in events] == [
        {"kind": "Inherent", "score": "5 x 5 = 25, Major"},
        {"kind": "Target", "score": "2 x 3 = 6, Moderate"},
    ]


def test_sent_twice_it_is_scored_once(score_all):
    score_all()
    assert score_all() == []
    assert Assessment.objects.count() == 3


def test_nothing_new_is_said_by_a_review(score_all):
    with pytest.raises(ValidationError, match="say in a review that it is still right"):
        score_all(factors={CURRENT: Factors(3, 4)})


def test_a_reason_is_asked_for_naming_what_changes(score_all):
    with pytest.raises(ValidationError) as refused:
        score_all(reason=" ")
    assert refused.value.message_dict == {
        "reason": ["Say why risk 7 is now scored inherent 5 x 5 = 25 and target 2 x 3 = 6."]
    }


def test_everything_wrong_is_said_at_once_by_kind(score_all):
    with pytest.raises(ValidationError) as refused:
        score_all(factors={INHERENT: Factors(6, None), TARGET: Factors(0, 3)})
    assert set(refused.value.message_dict) == {
        "inherent_likelihood",
        "inherent_impact",
        "target_likelihood",
    }
    assert "which is 5x5 (likelihood x impact)" in refused.value.message_dict["inherent_likelihood"][0]
    assert Assessment.objects.count() == 1


def test_a_target_above_the_current_score_is_kept(score_all, risk):
    score_all(factors={TARGET: Factors(5, 5)})
    current, target = (Assessment.objects.standing().get(kind=kind) for kind in (CURRENT, TARGET))
    assert worse_by(target, current) == 13


def test_a_closed_risk_keeps_its_scores(score_all, risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "It is over."
    risk.save()
    with pytest.raises(ValidationError, match="Risk 7 is closed: its score stays"):
        score_all()


def test_the_printed_product_of_the_old_score_is_kept_with_it(score_all, risk):
    Assessment.objects.update(printed_score=15)
    score_all(factors={CURRENT: Factors(4, 4)})
    old = Assessment.objects.exclude(superseded_at=None).get()
    assert (old.printed_score, old.cell.score) == (15, 12)


class TestAMatrixOfWords:
    @pytest.fixture
    def matrix(self, footprint):
        levels = ["Low", "Medium", "High"]
        return RiskMatrixFactory(
            footprint=footprint,
            valid_from=date(2018, 1, 1),
            likelihood_words=levels,
            impact_words=levels,
            impact_name="Severity",
            impact_first=True,
            is_scored=False,
            bands=[],
        )

    def test_no_product_and_no_band_are_made_up(self, matrix, footprint, initiative, alice):
        risk = RiskFactory(footprint=footprint, initiative=initiative, number=8)
        one = assessments.score(
            risk=risk, version=1, likelihood=2, impact=3, reason="The plan says so.", on=DAY, by=alice
        )
        assert (one.cell.score, one.band) == (None, None)
        assert cell_in_figures(one.cell) == "Severity High, likelihood Medium"
        assert AuditEvent.objects.get(event="risk.rescored").after == {
            "score": "Severity High, likelihood Medium"
        }

    def test_off_the_matrix_is_refused_in_its_own_words(self, matrix, footprint, initiative, alice):
        risk = RiskFactory(footprint=footprint, initiative=initiative, number=8)
        with pytest.raises(ValidationError) as refused:
            assessments.score(risk=risk, version=1, likelihood=None, impact=4, reason="So.", on=DAY, by=alice)
        assert refused.value.message_dict == {
            "likelihood": ["Select the likelihood."],
            "impact": [
                "4 is outside the risk matrix, which is 3x3 (severity x likelihood). The severity goes from 1 to 3."
            ],
        }

    def test_scores_of_two_matrices_are_not_compared(self, risk, matrix):
        other = AssessmentFactory(
            risk=risk, kind=TARGET, cell=matrix.cells.get(likelihood=1, impact=1), matrix=matrix
        )
        assert worse_by(Assessment.objects.get(kind=CURRENT), other) is None


class TestEverySize(TestCase):
    """Every pair of factors, inside the matrix and outside it, on 5x5, 4x4 and 6x4."""

    @classmethod
    def setUpTestData(cls):
        cls.user = UserFactory()
        cls.risks = {}
        for likelihood, impact in SIZES:
            footprint = FootprintFactory()
            RiskMatrixFactory(
                footprint=footprint,
                likelihood_words=words(likelihood),
                impact_words=words(impact),
                bands=[BandSpec("Any", "A", "circle", "green", 1, likelihood * impact)],
            )
            cls.risks[likelihood, impact] = RiskFactory(footprint=footprint)

    @settings(max_examples=60)
    @given(st.sampled_from(SIZES), st.integers(-3, 9), st.integers(-3, 9), st.sampled_from(AssessmentKind))
    def test_a_pair_on_the_matrix_is_its_cell_and_any_other_is_refused(self, size, likelihood, impact, kind):
        risk = Risk.objects.get(pk=self.risks[size].pk)
        give = partial(
            assessments.score,
            risk=risk,
            version=risk.version,
            likelihood=likelihood,
            impact=impact,
            kind=kind,
            reason=f"{likelihood}, {impact}",
            on=DAY,
            by=self.user,
        )
        off = {
            axis
            for axis, factor, steps in (("likelihood", likelihood, size[0]), ("impact", impact, size[1]))
            if not 1 <= factor <= steps
        }
        if off:
            with pytest.raises(ValidationError) as refused:
                give()
            assert set(refused.value.message_dict) == off
            assert f"which is {size[0]}x{size[1]}" in str(refused.value.message_dict)
            assert not Assessment.objects.filter(risk=risk).exists()
            return
        one = give()
        assert (one.cell.likelihood, one.cell.impact, one.cell.score) == (
            likelihood,
            impact,
            likelihood * impact,
        )
        assert cell_in_words(one.matrix, one.cell) == (
            f"Step {likelihood} ({likelihood}) × Step {impact} ({impact}) = {likelihood * impact}"
        )
        assert Assessment.objects.standing().get(risk=risk, kind=kind) == one


@pytest.mark.django_db(transaction=True)
def test_of_two_who_rescore_at_once_one_is_told_and_nothing_is_lost():
    risk = RiskFactory(score=(3, 4))
    chosen = {UserFactory(): 4, UserFactory(): 5}
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def rescore(user, likelihood: int) -> None:
        try:
            start.wait(timeout=10)
            assessments.score_all(
                risk=risk,
                version=1,
                factors={CURRENT: Factors(likelihood, 4), TARGET: Factors(1, likelihood)},
                reason=f"I say {likelihood}.",
                on=DAY,
                by=user,
            )
            outcomes.append("scored")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=rescore, args=pair) for pair in chosen.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["scored", "told"]
    standing = Assessment.objects.standing()
    assert len({one.reason for one in standing if one.recorded_by}) == 1
    assert standing.count() == 2
    risk.refresh_from_db()
    assert risk.version == 2
