"""The page of one risk."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories import AskFactory, AssessmentFactory, PersonFactory, RiskFactory, RiskOwnerFactory
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
    assert "Current score Ma Major Likely (4) × Catastrophic (5) = 20" in page
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
    assert page.index("5 March 2018") < page.index("5 February 2018") < page.index("5 January 2018")
    assert row_of(client, bea, ADDRESS, "Assessed on 5 March 2018") == (
        "Assessed on 5 March 2018 Stands now Kind Current Band Ma Major Score Likely (4) × Major (4) = 16 "
        "Reason Two posts fell vacant."
    )
    assert row_of(client, bea, ADDRESS, "Assessed on 5 January 2018") == (
        "Assessed on 5 January 2018 Kind Current Band Mo Moderate Score Unlikely (2) × Moderate (3) = 6 "
        "Reason First look."
    )
    assert "Target score L Low Rare (1) × Moderate (3) = 3" in page


def test_a_product_the_source_printed_otherwise_is_kept_beside_the_computed_one(client, bea, risk):
    AssessmentFactory(risk=risk, factors=(4, 4), printed_score=18)
    assert "Likely (4) × Major (4) = 16. The source printed 18" in read(client, bea, ADDRESS)


def test_a_band_without_factors_is_told_plainly(client, bea, risk):
    AssessmentFactory(risk=risk, factors=(4, 5))
    risk.assessments.update(cell=None)
    assert "Current score Ma Major Not published: the source prints the band only" in read(
        client, bea, ADDRESS
    )


def test_a_risk_nobody_assessed_is_told_plainly(client, bea, risk):
    page = read(client, bea, ADDRESS)
    assert "Current score No band recorded" in page
    assert "It has not been assessed" in page
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
