"""The page of one risk."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    AcceptanceFactory,
    ActionFactory,
    AskFactory,
    AssessmentFactory,
    AssuranceFactory,
    ControlFactory,
    EscalationFactory,
    IssueFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskOwnerFactory,
    RiskReferenceFactory,
    RiskReviewFactory,
    UserFactory,
)
from tests.pages import read, row_of

ADDRESS = "/northmere/risks/7/"


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=7,
        title="Vacant posts",
        cause="a shortage of nurses",
        effect="a later opening",
        reference="N7",
    )


def test_it_states_the_risk_and_where_it_stands(client, bea, risk):
    AssessmentFactory(risk=risk, factors=(4, 5))
    RiskOwnerFactory(
        risk=risk, person=PersonFactory(footprint=risk.footprint, name="Jo Owner", post="Director")
    )
    page = read(client, bea, ADDRESS)
    assert "Risk 7, reference N7 Vacant posts" in page
    assert (
        "There is a risk of staff leaving before the new service opens. This is as a result of a shortage of "
        "nurses. This would lead to a later opening." in page
    )
    assert "Status Open" in page
    assert "Scores Current Ma Major Likely (4) × Catastrophic (5) = 20" in page
    assert "Initiative Urgent Care" in page
    assert "Owners Jo Owner - Director" in page


def test_every_score_is_kept_with_its_day_and_reason(client, bea, risk):
    AssessmentFactory(
        risk=risk,
        factors=(2, 3),
        superseded_at=timezone.now(),
        assessed_on=date(2018, 1, 5),
        reason="First look.",
    )
    AssessmentFactory(
        risk=risk, factors=(4, 4), assessed_on=date(2018, 3, 5), reason="Two posts fell vacant."
    )
    AssessmentFactory(risk=risk, factors=(1, 3), kind="target", assessed_on=date(2018, 2, 5))
    page = read(client, bea, ADDRESS)
    history = page[page.index("Every score it was given") :]
    days = [history.index(f"Scored on 5 {month} 2018") for month in ("March", "February", "January")]
    assert days == sorted(days)
    assert "Two posts fell vacant." in row_of(client, bea, ADDRESS, "Scored on 5 March 2018")
    assert "Unlikely (2) × Moderate (3) = 6" in row_of(client, bea, ADDRESS, "Scored on 5 January 2018")
    assert "Target L Low Rare (1) × Moderate (3) = 3" in page


def test_a_product_the_source_printed_otherwise_is_kept_beside_the_computed_one(client, bea, risk):
    AssessmentFactory(risk=risk, factors=(4, 4), printed_score=18)
    page = read(client, bea, ADDRESS)
    assert "Likely (4) × Major (4) = 16 The source printed 18, which its factors do not give." in page


def test_a_band_without_factors_is_told_plainly(client, bea, risk):
    AssessmentFactory(risk=risk, factors=(4, 5))
    risk.assessments.update(cell=None)
    assert "Current Ma Major Not published: the source prints the band only" in read(client, bea, ADDRESS)


def test_a_risk_nobody_assessed_is_told_plainly(client, bea, risk):
    page = read(client, bea, ADDRESS)
    assert "It has no current score yet." in page
    assert "Owners None named" in page


def test_a_placeholder_says_that_the_paper_does_not_print_it(client, bea, footprint):
    RiskFactory(footprint=footprint, number=7, event="", is_published=False)
    page = read(client, bea, ADDRESS)
    assert "The text of this risk is not published in the paper" in page
    assert "No description is recorded." not in page


def test_a_closed_risk_says_when_by_whom_and_why(client, bea, priya, footprint):
    RiskFactory(
        footprint=footprint,
        number=7,
        status="closed",
        closed_reason="The posts are filled.",
        closed_by=priya,
        closed_at=timezone.now(),
    )
    today = timezone.localdate()
    assert f"Closed on {today.day} {today:%B %Y} by Priya Office: The posts are filled." in read(
        client, bea, ADDRESS
    )


def test_the_ask_that_raised_it_is_shown_unless_it_is_private(client, bea, bob, risk, initiative):
    ask = AskFactory(
        initiative=initiative, text="this risk.", is_private=True, private_reason="Section 43", verb="agree"
    )
    risk.raised_in_ask = ask
    risk.save()
    assert "asked to agree this risk. Open" in read(client, bea, ADDRESS)
    assert "asked to agree" not in read(client, bob, ADDRESS)


def test_a_private_risk_is_marked_for_those_who_may_and_404_for_others(client, bea, bob, footprint):
    RiskFactory(footprint=footprint, number=7, is_private=True)
    assert "Private Section 43: commercial interests" in read(client, bea, ADDRESS)
    read(client, bob, ADDRESS, status=404)


@pytest.mark.parametrize("number", ["8", "0", "99999999999999999999999"])
def test_a_number_without_a_risk_is_404(client, bea, risk, number):
    read(client, bea, f"/northmere/risks/{number}/", status=404)


def test_a_stranger_gets_404(client, charlie, risk):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404


def test_a_risk_of_the_same_number_elsewhere_is_not_shown(client, bea, other_footprint):
    RiskFactory(footprint=other_footprint, number=7)
    read(client, bea, ADDRESS, status=404)


def test_what_it_is_and_what_other_registers_call_it(client, bea, risk, footprint):
    risk.category = RiskCategoryFactory(footprint=footprint, name="Workforce", appetite="cautious")
    risk.proximity, risk.response = "quarter", "treat"
    risk.save()
    RiskReferenceFactory(risk=risk, register="baf", register_name="GBAF", reference="CDG 4.1")
    RiskReferenceFactory(risk=risk, register="corporate", reference="O31")
    page = read(client, bea, ADDRESS)
    assert "Category Workforce Appetite: cautious How soon Within three months Response Treat" in page
    assert "References CDG 4.1 GBAF, Board Assurance Framework O31 Corporate Risk Register" in page


@pytest.mark.parametrize(
    ("factors", "accepted", "says"),
    [
        ((1, 3), False, "Category Workforce: within tolerance Tolerated at worst: Moderate"),
        ((4, 5), False, "Category Workforce: above tolerance Tolerated at worst: Moderate"),
        ((4, 5), True, "Category Workforce: above tolerance, accepted until 31 December 2018"),
    ],
)
def test_its_score_is_held_against_what_its_category_tolerates(
    client, bea, risk, footprint, monkeypatch, factors, accepted, says
):
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None, *_: value.date() if value else date(2018, 5, 1)
    )
    score = AssessmentFactory(risk=risk, factors=factors)
    tolerated = score.matrix.bands.get(label="Moderate")
    risk.category = RiskCategoryFactory(footprint=footprint, name="Workforce", tolerated=tolerated)
    risk.save()
    if accepted:
        AcceptanceFactory(risk=risk)
    assert says in read(client, bea, ADDRESS)


def test_an_owner_who_left_is_shown_so_and_its_keeper_is_led_to_name_another(client, alice, bea, risk):
    gone = PersonFactory(footprint=risk.footprint, name="Jo Owner", user=UserFactory(is_active=False))
    RiskOwnerFactory(risk=risk, person=gone)
    assert "Has left: their account is closed. Name somebody else" in read(client, alice, ADDRESS)
    page = read(client, bea, ADDRESS)
    assert "Has left: their account is closed." in page
    assert "Name somebody else" not in page


def test_a_review_that_is_overdue_is_said_to_be(client, bea, risk, monkeypatch):
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None, *_: value.date() if value else date(2018, 5, 1)
    )
    risk.reviewed_on, risk.review_due = date(2018, 1, 31), date(2018, 4, 30)
    risk.save()
    assert "Reviewed 31 January 2018 Review overdue by 1 day" in read(client, bea, ADDRESS)
    risk.review_due = date(2018, 5, 1)
    risk.save()
    assert "Reviewed 31 January 2018 Next review due on 1 May 2018" in read(client, bea, ADDRESS)


STEPS = [
    "edit",
    "owners",
    "references",
    "close",
    "score",
    "review",
    "controls/add",
    "actions/add",
    "escalate",
]


def test_its_keepers_find_the_way_to_everything_they_may_do(client, alice, bea, priya, risk):
    for user, is_keeper in ((alice, True), (priya, True), (bea, False)):
        client.force_login(user)
        page = client.get(ADDRESS).content.decode()
        for step in STEPS:
            assert (f'href="{ADDRESS}{step}/"' in page) == is_keeper, step
        assert f'href="{ADDRESS}history/"' in page


def test_of_a_closed_one_nothing_is_offered_but_to_reopen_it(client, alice, bea, risk, priya):
    risk.status, risk.closed_reason, risk.closed_by, risk.closed_at = (
        "closed",
        "Filled.",
        priya,
        timezone.now(),
    )
    risk.save()
    client.force_login(alice)
    page = client.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}reopen/"' in page
    assert not [step for step in STEPS if f'href="{ADDRESS}{step}/"' in page]
    client.force_login(bea)
    assert f'href="{ADDRESS}reopen/"' not in client.get(ADDRESS).content.decode()


def test_every_part_of_it_is_on_its_page(client, bea, risk):
    ControlFactory(risk=risk, text="Weekly staffing review.")
    ActionFactory(risk=risk, number=3, text="Agree the rota.")
    IssueFactory(footprint=risk.footprint, risk=risk, number=4, title="No doctor")
    EscalationFactory(risk=risk, reason="We cannot hold it.")
    RiskReviewFactory(risk=risk, reason="Nothing moved.")
    AcceptanceFactory(risk=risk, reason="No money before then.")
    page = read(client, bea, ADDRESS)
    for words in (
        "Weekly staffing review.",
        "Action 3: Agree the rota.",
        "Issue 4: No doctor",
        "We cannot hold it.",
        "Nothing moved.",
        "No money before then.",
    ):
        assert words in page


def _fill(risk, number):
    for _ in range(number):
        AssessmentFactory(risk=risk, factors=(2, 3), superseded_at=timezone.now())
        person = PersonFactory(footprint=risk.footprint)
        RiskOwnerFactory(risk=risk, person=person)
        RiskReferenceFactory(risk=risk)
        AssuranceFactory(control=ControlFactory(risk=risk))
        ActionFactory(risk=risk)
        RiskReviewFactory(risk=risk)
        IssueFactory(footprint=risk.footprint, risk=risk)
        EscalationFactory(risk=risk, state="returned", answered_at=timezone.now(), answered_by=UserFactory())


def test_its_queries_do_not_grow_with_what_it_holds(client, alice, risk, django_assert_max_num_queries):
    AssessmentFactory(risk=risk, factors=(4, 4))
    client.force_login(alice)
    _fill(risk, 2)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    _fill(risk, 10)
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)
    assert len(few) <= 36
