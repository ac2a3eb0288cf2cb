"""What the register is narrowed to: each filter, a cell of a heat map, forgiven words, bad addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from risks.models import Risk, RiskMatrix, RiskReference
from risks.queries.above_tolerance import above_tolerance
from risks.queries.tolerance import Tolerance, tolerance_of
from tests.factories import (
    AcceptanceFactory,
    AssessmentFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
    RiskReferenceFactory,
)
from tests.pages import read, row_of
from tests.risks.test_register import ADDRESS, numbers

TODAY = timezone.localdate()


@pytest.fixture
def risks(footprint, initiative):
    """Five that differ in all that can be asked."""
    ann = PersonFactory(footprint=footprint, key="ann", name="Ann First")
    money = RiskCategoryFactory(footprint=footprint, key="money", name="Finance")

    def made(number, **fields):
        return RiskFactory(footprint=footprint, number=number, **fields)

    rows = [
        made(1, score=(4, 5), level="governing", response="treat", review_due=TODAY - timedelta(1)),
        made(2, score=(3, 4), category=money, proximity="month", review_due=TODAY + timedelta(30)),
        made(3, score=(1, 2), level="workstream", reviewed_on=TODAY, review_due=TODAY + timedelta(31)),
        made(4, category=money, initiative=initiative, reviewed_on=TODAY, review_due=TODAY),
        made(5, score=(4, 5), status="closed", closed_reason="It passed.", review_due=TODAY - timedelta(9)),
    ]
    RiskOwnerFactory(risk=rows[1], person=ann)
    RiskOwnerFactory(risk=rows[0], person=ann, valid_to=TODAY - timedelta(1))
    RiskOwnerFactory(risk=rows[2], person=PersonFactory(footprint=footprint, key="ben", name="Ben Second"))
    AssessmentFactory(risk=rows[0], kind="target", factors=(2, 2))
    return rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("level=governing", [1]),
        ("level=workstream", [3]),
        ("owner=ann", [2]),
        ("owner=none", [1, 4]),
        ("category=money", [2, 4]),
        ("category=none", [1, 3]),
        ("response=treat", [1]),
        ("response=none", [2, 3, 4]),
        ("proximity=month", [2]),
        ("proximity=none", [1, 3, 4]),
        ("review=overdue", [1]),
        ("review=overdue&status=all", [1]),
        ("review=soon", [2, 4]),
        ("review=never", [1, 2]),
        ("review=never&status=all", [1, 2, 5]),
        ("category=money&review=soon&owner=ann", [2]),
        ("sort=review", [1, 4, 2, 3]),
        ("sort=owner", [2, 3, 1, 4]),
        ("sort=-level", [1, 2, 4, 3]),
    ],
)
def test_each_filter_and_order(client, bea, risks, query, found):
    assert numbers(read(client, bea, f"{ADDRESS}?{query}")) == found


def test_last_changed_first(client, bea, risks):
    risks[1].save()

    assert numbers(read(client, bea, f"{ADDRESS}?sort=-changed"))[0] == 2


# --- A cell of a heat map ---


def cell(likelihood, impact, kind="current", matrix=None):
    key = matrix or RiskMatrix.objects.get().key
    return f"matrix={key}&kind={kind}&likelihood={likelihood}&impact={impact}"


def test_every_cell_of_a_heat_map_leads_to_the_risks_that_stand_in_it(client, bea, risks):
    standing = {("current", 4, 5): [1], ("current", 3, 4): [2], ("current", 1, 2): [3], ("target", 2, 2): [1]}
    client.force_login(bea)
    for kind in ("inherent", "current", "target"):
        for likelihood in range(1, 6):
            for impact in range(1, 6):
                page = client.get(f"{ADDRESS}?{cell(likelihood, impact, kind)}")
                found = [line.number for line in page.context["page"]]
                assert found == standing.get((kind, likelihood, impact), [])
                assert page.context["number"] == len(found)


def test_a_cell_is_said_in_words_and_can_be_taken_away(client, bea, risks):
    page = read(client, bea, f"{ADDRESS}?{cell(4, 5)}&status=all&page=1")
    assert "Current score: Likely × Catastrophic Remove" in page
    assert numbers(page) == [1, 5]
    html = client.get(f"{ADDRESS}?{cell(4, 5)}&status=all&page=1").content.decode()
    assert '<a href="?status=all">Remove' in html
    assert '<input type="hidden" name="likelihood" value="4"' in html


def test_risks_without_a_score_in_the_matrix_have_an_address_too(client, bea, risks):
    page = read(client, bea, f"{ADDRESS}?{cell('none', 'none')}")

    assert "Current score: none in 5x5 matrix" in page
    assert numbers(page) == [4]


def test_a_cell_of_words_is_not_multiplied(client, bea, footprint):
    risk = RiskFactory(footprint=footprint, number=1)
    AssessmentFactory(risk=risk, factors=(2, 3))
    RiskMatrix.objects.update(
        is_scored=False,
        impact_first=True,
        impact_name="Severity",
        impact_words=["Low", "Medium", "High"],
        likelihood_words=["Low", "Medium", "High"],
    )
    risk.assessments.get().cell.matrix.cells.update(score=None, band=None)
    risk.assessments.update(band=None)

    page = read(client, bea, f"{ADDRESS}?{cell(2, 3)}")

    assert "Current score: Severity High, likelihood Medium" in page
    assert "Severity High, likelihood Medium No band recorded" in row_of(client, bea, ADDRESS, "Risk 1")
    assert numbers(page) == [1]


@pytest.mark.parametrize(
    "query",
    [
        "matrix=none-such&kind=current&likelihood=1&impact=1",
        "kind=current&likelihood=1&impact=1",
        "matrix={key}&kind=sideways&likelihood=1&impact=1",
        "matrix={key}&kind=current&likelihood=6&impact=1",
        "matrix={key}&kind=current&likelihood=0&impact=1",
        "matrix={key}&kind=current&likelihood=none&impact=1",
        "matrix={key}&kind=current&likelihood=%C2%B2&impact=1",
        "matrix={key}",
    ],
)
def test_a_cell_that_is_none_is_said_and_left_out(client, bea, risks, query):
    page = read(client, bea, f"{ADDRESS}?{query.format(key=RiskMatrix.objects.get().key)}")

    assert "The address names no cell of a matrix here" in page
    assert numbers(page) == [1, 2, 3, 4]


# --- Tolerance ---


def test_risks_above_tolerance_are_those_worse_than_their_category_bears(client, bea, footprint):
    matrix = RiskMatrixFactory(footprint=footprint)
    bands = {band.label: band for band in matrix.bands.all()}
    careful = RiskCategoryFactory(footprint=footprint, tolerated=bands["Moderate"])
    unsaid = RiskCategoryFactory(footprint=footprint)
    for number, category, score in ((1, careful, (3, 4)), (2, careful, (2, 2)), (3, unsaid, (5, 5))):
        RiskFactory(footprint=footprint, number=number, category=category, score=score)
    RiskFactory(footprint=footprint, number=4, category=careful)
    RiskFactory(footprint=footprint, number=5, score=(5, 5))
    for number, until in ((6, TODAY), (7, TODAY - timedelta(1))):
        risk = RiskFactory(footprint=footprint, number=number, category=careful, score=(5, 5))
        AcceptanceFactory(risk=risk, accepted_on=TODAY - timedelta(9), until=until)

    assert numbers(read(client, bea, f"{ADDRESS}?tolerance=above")) == [1, 7]


def test_tolerance_is_compared_by_name_across_matrices_as_it_is_for_one_risk(footprint):
    old, new = RiskMatrixFactory(footprint=footprint), RiskMatrixFactory(footprint=footprint)
    new.bands.filter(label="Moderate").update(label="MODERATE")
    new.bands.filter(label="Major").update(label="Extreme", letter="E")
    for number, tolerated in enumerate(old.bands.all()):
        category = RiskCategoryFactory(footprint=footprint, tolerated=tolerated)
        for other, score in enumerate([(1, 1), (2, 2), (3, 4), (5, 5)]):
            risk = RiskFactory(footprint=footprint, number=10 * number + other, category=category)
            AssessmentFactory(risk=risk, cell=new.cells.get(likelihood=score[0], impact=score[1]))

    said = {
        risk.number
        for risk in Risk.objects.all()
        if tolerance_of(risk.category, risk.assessments.get()) == Tolerance.ABOVE
    }
    assert {risk.number for risk in above_tolerance(Risk.objects.all(), TODAY)} == said
    assert said


# --- Words ---


def test_references_of_other_registers_are_shown_and_found_however_they_are_written(client, bea, risks):
    RiskReferenceFactory(risk=risks[0], register="baf", register_name="GBAF", reference="CDG 4.1")
    RiskReferenceFactory(risk=risks[0], reference="O31")
    RiskReferenceFactory(risk=risks[2], reference="S03")

    assert "GBAF CDG 4.1, Corporate Risk Register O31" in row_of(client, bea, ADDRESS, "Risk 1")
    for q in ("cdg4.1", "CDG 4.1", "o31", "O 31", "031"):
        assert numbers(read(client, bea, f"{ADDRESS}?q={q}")) == [1]
    assert RiskReference.objects.count() == 3


def test_a_slip_is_forgiven_where_nothing_is_found_and_said(client, bea, footprint):
    RiskFactory(footprint=footprint, number=1, title="Vacant posts in the workforce")
    RiskFactory(footprint=footprint, number=2, title="Late supplier")

    page = read(client, bea, f"{ADDRESS}?q=workfroce")

    assert "Nothing holds “workfroce”, shown: “workforce”." in page
    assert numbers(page) == [1]
    assert "Nothing holds" not in read(client, bea, f"{ADDRESS}?q=workforce")


def test_a_slip_never_leads_to_private_words(client, bea, bob, footprint):
    RiskFactory(footprint=footprint, number=1, title="Merger with Kernow", is_private=True)
    RiskReferenceFactory(risk__footprint=footprint, risk__number=2, risk__is_private=True, reference="X77")

    page = read(client, bob, f"{ADDRESS}?q=Kernwo")
    assert "No public risk matches." in page
    assert "kernow" not in page.lower().replace("kernwo", "")
    assert numbers(read(client, bob, f"{ADDRESS}?q=x77")) == []
    assert numbers(read(client, bea, f"{ADDRESS}?q=Kernwo")) == [1]


# --- What stands in a line ---


def test_a_line_says_how_the_score_moved(client, bea, footprint):
    now = timezone.now()
    for number, before, after in ((1, (2, 3), (4, 4)), (2, (4, 4), (2, 3)), (3, (2, 3), (3, 2))):
        risk = RiskFactory(footprint=footprint, number=number)
        AssessmentFactory(risk=risk, factors=(5, 5), superseded_at=now - timedelta(9))
        AssessmentFactory(risk=risk, factors=before, superseded_at=now)
        AssessmentFactory(risk=risk, factors=after)
    RiskFactory(footprint=footprint, number=4, score=(1, 1))

    assert "Score 16 Up from 6" in row_of(client, bea, ADDRESS, "Risk 1")
    assert "Score 6 Down from 16" in row_of(client, bea, ADDRESS, "Risk 2")
    assert "Score 6 Same as before" in row_of(client, bea, ADDRESS, "Risk 3")
    assert "Score 1 Initiative" in row_of(client, bea, ADDRESS, "Risk 4")


def test_scores_of_two_matrices_are_not_compared(client, bea, footprint):
    risk = RiskFactory(footprint=footprint, number=1)
    AssessmentFactory(risk=risk, factors=(4, 4), superseded_at=timezone.now())
    other = RiskMatrixFactory(footprint=footprint)
    AssessmentFactory(risk=risk, cell=other.cells.get(likelihood=1, impact=1))

    assert "Was Major, score 16 on another matrix" in row_of(client, bea, ADDRESS, "Risk 1")


def test_a_line_says_its_level_and_when_its_review_is_due(client, bea, risks):
    assert "Level Governing body" in row_of(client, bea, ADDRESS, "Risk 1")
    assert "Overdue Never reviewed" in row_of(client, bea, ADDRESS, "Risk 1")
    assert "Overdue" not in row_of(client, bea, ADDRESS, "Risk 4")
    assert "Overdue" not in row_of(client, bea, f"{ADDRESS}?status=all", "Risk 5")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("owner=nobody-here", "“nobody-here” is not an owner of risks here"),
        ("level=cellar", "“cellar” is not a level of risks"),
        ("category=cakes", "“cakes” is not a category here"),
        ("response=panic", "“panic” is not a response to risks"),
        ("proximity=near", "“near” is not a proximity of risks"),
        ("review=late", "“late” is not a state of reviews"),
        ("tolerance=below", "“below” is not a word about tolerance"),
        ("level=" + "x" * 500, "is not a level of risks"),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(client, bea, risks, query, said):
    page = read(client, bea, f"{ADDRESS}?{query}")
    assert said in page
    assert numbers(page) == [1, 2, 3, 4]


def test_further_filters_stand_open_once_one_is_used(client, bea, risks):
    client.force_login(bea)
    assert "<details" in client.get(ADDRESS).content.decode()
    assert '<details class="nhsuk-details" open>' not in client.get(ADDRESS).content.decode()
    assert '<details class="nhsuk-details" open>' in client.get(f"{ADDRESS}?review=soon").content.decode()


def test_owners_of_private_risks_alone_are_not_offered_to_an_observer(client, bob, footprint):
    private = RiskFactory(footprint=footprint, number=1, is_private=True)
    RiskOwnerFactory(risk=private, person=PersonFactory(footprint=footprint, name="Quiet Negotiator"))

    assert "Quiet Negotiator" not in read(client, bob, ADDRESS)
