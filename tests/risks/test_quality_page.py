"""The page about the quality of the register: facts read from rows, theirs for owners, all for the PMO."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from risks.models import Risk, RiskMatrix
from risks.quality import Rule
from risks.queries.quality import quality
from tests.factories import (
    AcceptanceFactory,
    ActionFactory,
    AssessmentFactory,
    ControlFactory,
    InitiativeFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
    RiskReviewFactory,
)


@pytest.fixture
def matrix(footprint):
    return RiskMatrixFactory(footprint=footprint)


@pytest.fixture
def risk(footprint, initiative, matrix):
    """A sound risk."""
    row = RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=1,
        title="Staff leave",
        effect="no service",
        level="portfolio",
        reviewed_on=timezone.localdate(),
        review_due=timezone.localdate() + timedelta(days=30),
        score=(3, 4),
    )
    RiskOwnerFactory(risk=row)
    return row


def found(footprint, user) -> list[Rule]:
    risks = Risk.objects.visible_to(user).filter(footprint=footprint)
    return [one.rule for one in quality(footprint, user, risks, timezone.localdate())]


def test_a_sound_risk_has_none(footprint, priya, risk):
    assert found(footprint, priya) == []


def test_three_reviews_that_left_it_as_it_was(footprint, priya, risk):
    today = timezone.localdate()
    RiskReviewFactory(risk=risk, on=today - timedelta(days=4), outcome="rescored")
    for days in (3, 2):
        RiskReviewFactory(risk=risk, on=today - timedelta(days=days))
    assert found(footprint, priya) == []
    RiskReviewFactory(risk=risk, on=today - timedelta(days=1))
    assert found(footprint, priya) == [Rule.UNCHANGED]


def test_an_owner_whose_account_is_closed_has_left(footprint, priya, risk, alice):
    risk.owners.all().delete()
    assert found(footprint, priya) == [Rule.NO_OWNER]
    RiskOwnerFactory(risk=risk, person=alice.people.get())
    assert found(footprint, priya) == []
    alice.is_active = False
    alice.save()
    assert found(footprint, priya) == [Rule.OWNER_LEFT]


def test_controls_that_ended_are_not_read(footprint, priya, risk):
    ended = {"ended_on": timezone.localdate(), "ended_reason": "Done."}
    ControlFactory(risk=risk, text="Strategy to be developed.", **ended)
    assert found(footprint, priya) == []
    ControlFactory(risk=risk, text="Strategy to be developed.")
    assert found(footprint, priya) == [Rule.CONTROL_LIKE_ACTION]


def test_above_tolerance_until_accepted(footprint, priya, risk, matrix):
    risk.category = RiskCategoryFactory(footprint=footprint, tolerated=matrix.bands.get(label="Moderate"))
    risk.save()
    assert found(footprint, priya) == [Rule.ABOVE_TOLERANCE]
    today = timezone.localdate()
    AcceptanceFactory(risk=risk, accepted_on=today, until=today)
    assert found(footprint, priya) == []


def test_to_be_treated_with_and_without_an_action(footprint, priya, risk):
    Risk.objects.update(response="treat")
    assert found(footprint, priya) == [Rule.NOTHING_DONE]
    ActionFactory(risk=risk, status="complete")
    assert found(footprint, priya) == [Rule.NOTHING_DONE]
    ActionFactory(risk=risk, number=99)
    assert found(footprint, priya) == []


def test_a_band_that_belongs_higher_up(footprint, priya, risk, matrix):
    matrix.bands.filter(label="Significant").update(belongs_at="system")
    assert found(footprint, priya) == [Rule.BELOW_ITS_LEVEL]


def test_target_above_current(footprint, priya, risk):
    AssessmentFactory(risk=risk, kind="target", factors=(5, 5))
    assert found(footprint, priya) == [Rule.TARGET_ABOVE_CURRENT]


def test_scores_are_told_in_the_order_and_the_words_of_their_matrix(footprint, priya, risk, matrix):
    AssessmentFactory(risk=risk, kind="target", factors=(5, 4))
    risks = Risk.objects.filter(footprint=footprint)

    def told() -> str:
        return quality(footprint, priya, risks, timezone.localdate())[0].words

    assert told() == "The target is 5 x 4 = 20, Major, the current score 3 x 4 = 12, Significant."
    RiskMatrix.objects.update(impact_first=True)
    assert told() == "The target is 4 x 5 = 20, Major, the current score 4 x 3 = 12, Significant."
    RiskMatrix.objects.update(is_scored=False, impact_name="Severity")
    matrix.cells.update(score=None)
    assert told().startswith("The target is Severity Major, likelihood Almost certain, Major, the current")


def test_a_matrix_that_was_replaced(footprint, priya, risk, matrix):
    matrix.valid_to = timezone.localdate() - timedelta(days=1)
    matrix.save()
    RiskMatrixFactory(footprint=footprint, valid_from=timezone.localdate())
    assert found(footprint, priya) == [Rule.OTHER_MATRIX]


def test_closed_risks_are_left_alone(footprint, priya, risk):
    Risk.objects.update(status="closed", closed_reason="Gone.", review_due=None)
    assert found(footprint, priya) == []


def test_the_same_queries_at_any_size(footprint, priya, risk, django_assert_num_queries):
    def queries(number: int) -> None:
        with django_assert_num_queries(number):
            found(footprint, priya)

    queries(12)
    for row in RiskFactory.create_batch(30, footprint=footprint, score=(4, 4)):
        RiskOwnerFactory(risk=row, person=PersonFactory(footprint=footprint))
    queries(12)


# --- The page


def page_of(client, query: str = "") -> str:
    address = reverse("risks:quality", args=["northmere"])
    return " ".join(client.get(address + query).content.decode().split())


@pytest.fixture
def another(footprint, matrix):
    """A risk of somebody else, without anything."""
    other = InitiativeFactory(footprint=footprint, slug="digital", name="Digital")
    return RiskFactory(footprint=footprint, initiative=other, number=2, title="Late software")


def test_the_pmo_sees_all_and_sums(client, priya, risk, another):
    client.force_login(priya)
    page = page_of(client)
    assert "Risk 2: Late software" in page
    assert "3 findings" in page
    assert "No owner <span>1</span>" in page
    assert "Name who answers for it" in page


def test_who_keeps_some_begins_with_those(client, alice, risk, another):
    client.force_login(alice)
    assert "Late software" not in page_of(client)
    assert "Nothing was found in the risks you keep" in page_of(client)
    assert "Late software" in page_of(client, "?whose=all")


def test_an_observer_learns_nothing_of_private_risks(client, bob, risk, another):
    Risk.objects.filter(number=2).update(is_private=True, private_reason="Section 43")
    client.force_login(bob)
    page = page_of(client, "?whose=all")
    assert "Late software" not in page
    assert "Nothing was found" in page


def test_filters_by_rule_and_initiative(client, priya, risk, another):
    client.force_login(priya)
    assert "Late software" in page_of(client, "?rule=no-owner")
    assert "Late software" not in page_of(client, "?rule=unchanged")
    assert "Late software" not in page_of(client, "?initiative=urgent-care")
    assert "“nonsense” is not a rule here" in page_of(client, "?rule=nonsense")


def test_a_risk_shows_its_keepers_what_to_look_at(client, alice, bea, risk):
    Risk.objects.update(review_due=timezone.localdate() - timedelta(days=2))
    address = reverse("risks:risk", args=["northmere", 1])
    client.force_login(alice)
    assert "Review overdue: It was to be reviewed by" in " ".join(
        client.get(address).content.decode().split()
    )
    client.force_login(bea)
    assert "To look at" not in client.get(address).content.decode()
