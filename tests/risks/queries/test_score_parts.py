"""The parts of the page of a risk about its scores and reviews: movement in words, what is odd, what is overdue."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from risks.actions import assessments, reviews
from risks.models import Assessment, AssessmentKind, RiskStatus
from risks.queries.risk_parts import reviews as reviews_part
from risks.queries.risk_parts import scores as scores_part
from tests.factories import AssessmentFactory, RiskFactory, RiskMatrixFactory
from tests.pages import words

TODAY = date(2018, 4, 30)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(3, 4))


@pytest.fixture
def rescore(risk, alice):
    def give(likelihood, impact, on=TODAY, kind=AssessmentKind.CURRENT, reason="So."):
        risk.refresh_from_db()
        return assessments.score(
            risk=risk,
            version=risk.version,
            likelihood=likelihood,
            impact=impact,
            kind=kind,
            reason=reason,
            on=on,
            by=alice,
        )

    return give


def shown(name, part, *, may_edit=True):
    context = {"part": part, "may_edit": may_edit, "footprint": part.risk.footprint}
    return words(render_to_string(f"risks/risk/_{name}.html", context))


@pytest.mark.parametrize(
    ("factors", "told"),
    [
        ((4, 4), "up 4 since 31 January 2018"),
        ((2, 4), "down 4 since 31 January 2018"),
        ((4, 3), "the same since 31 January 2018"),
    ],
)
def test_movement_is_said_in_words(rescore, risk, alice, factors, told):
    rescore(*factors)
    part = scores_part.scores(risk, alice, TODAY)
    assert part.standing[0].movement.words == told
    assert [line.is_standing for line in part.history] == [True, False]
    assert part.history[1].movement is None
    page = shown("scores", part)
    assert told in page
    assert "In “5x5 matrix”" in page
    assert "by Alice Lead" in page


def test_bands_alone_move_in_bands(risk, alice):
    old = Assessment.objects.get()
    Assessment.objects.update(cell=None, superseded_at=timezone.now())
    band = old.matrix.bands.get(label="Low")
    AssessmentFactory(risk=risk, cell=None, matrix=old.matrix, band=band)
    part = scores_part.scores(risk, alice, TODAY)
    assert part.standing[0].movement.words == "down 2 bands since 31 January 2018"
    assert part.standing[0].words == "Not published: the source prints the band only"


def test_scores_of_two_matrices_are_not_compared_and_the_old_one_is_named(risk, rescore, alice, footprint):
    RiskMatrixFactory(
        footprint=footprint,
        name="Words",
        valid_from=date(2018, 4, 1),
        likelihood_words=["Low", "High"],
        impact_words=["Low", "High"],
        bands=[],
        is_scored=False,
    )
    before = scores_part.scores(risk, alice, TODAY)
    assert (before.old_matrix, before.new_matrix) == ("5x5 matrix", "Words")
    assert "this score stands until somebody scores the risk again" in shown("scores", before)
    rescore(2, 1)
    after = scores_part.scores(risk, alice, TODAY)
    assert after.old_matrix == ""
    assert after.standing[0].words == "Likelihood High, impact Low"
    assert after.standing[0].movement.words == "not compared: before, it was scored in “5x5 matrix”"
    rescore(2, 2)
    assert scores_part.scores(risk, alice, TODAY).standing[0].movement.words == "changed since 30 April 2018"


def test_what_the_source_printed_stands_beside_what_its_factors_give(risk, alice):
    Assessment.objects.update(printed_score=15)
    page = shown("scores", scores_part.scores(risk, alice, TODAY))
    assert "The source printed 15, which its factors do not give. Both are kept." in page
    Assessment.objects.update(printed_score=12)
    assert scores_part.scores(risk, alice, TODAY).standing[0].printed is None


def test_a_target_above_and_an_inherent_below_are_remarked(rescore, risk, alice):
    rescore(5, 5, kind=AssessmentKind.TARGET)
    rescore(1, 1, kind=AssessmentKind.INHERENT)
    part = scores_part.scores(risk, alice, TODAY)
    assert [line.kind for line in part.standing] == ["Inherent", "Current", "Target"]
    assert [remark.partition(":")[0].partition(",")[0] for remark in part.remarks] == [
        "The target is above the current score",
        "The current score is above the inherent one",
    ]


def test_who_may_not_edit_is_offered_nothing_and_a_closed_risk_says_so(risk, alice):
    part = scores_part.scores(risk, alice, TODAY)
    assert "Score it again" in shown("scores", part)
    assert "Score it again" not in shown("scores", part, may_edit=False)
    risk.status = RiskStatus.CLOSED
    page = shown("scores", scores_part.scores(risk, alice, TODAY))
    assert "The risk is closed: its scores stay as they were." in page
    assert "Score it again" not in page


def test_an_unscored_risk_says_so(footprint, alice):
    risk = RiskFactory(footprint=footprint, number=9)
    assert "It has no current score yet. Score it" in shown("scores", scores_part.scores(risk, alice, TODAY))


def test_reviews_say_what_was_found_and_when_the_next_is_due(risk, alice):
    assert "It has not been reviewed yet." in shown("reviews", reviews_part.reviews(risk, alice, TODAY))
    reviews.review_still_right(
        risk=risk, version=1, reason="", on=TODAY, next_due=TODAY + timedelta(days=31), by=alice
    )
    risk.refresh_from_db()
    page = shown("reviews", reviews_part.reviews(risk, alice, TODAY))
    assert "Last reviewed on 30 April 2018. The next review is due on 31 May 2018." in page
    assert "3 x 4 = 12, Significant" in page
    late = reviews_part.reviews(risk, alice, date(2018, 6, 10))
    assert "Its review is overdue by 10 days" in shown("reviews", late)
    risk.status = RiskStatus.CLOSED
    assert reviews_part.reviews(risk, alice, date(2018, 6, 10)).overdue == ""


def test_the_number_of_queries_does_not_grow(rescore, risk, alice, django_assert_num_queries):
    for number in range(1, 5):
        rescore(number, number)
    # The first asks besides what the person may see, which the request keeps.
    with django_assert_num_queries(2):
        scores_part.scores(risk, alice, TODAY)


def test_of_a_private_risk_others_see_no_scores(risk, bob):
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.save()
    assert scores_part.scores(risk, bob, TODAY).history == ()
