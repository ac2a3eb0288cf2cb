"""What the pages one reads cost: the same number of queries at any size, and pages that stay small."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator

from portfolios.models import (
    Ask,
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeKind,
    PeriodState,
    Rating,
)
from risks.models import Assessment, Risk
from tests.factories import (
    BodyFactory,
    PeriodFactory,
    RatingSchemeFactory,
    RiskMatrixFactory,
)
from tests.pages import words

ADDRESS = "/northmere/"


def grow(footprint: Footprint, number: int) -> list[Initiative]:
    """Portfolios of ten programmes of ten workstreams, all rated in every period, until there are ``number``."""
    made: list[Initiative] = []
    parent = programme = None
    for n in range(number):
        if n % 111 == 0:
            kind, above = InitiativeKind.PORTFOLIO, None
        elif n % 111 % 11 == 1:
            kind, above = InitiativeKind.PROGRAMME, parent
        else:
            kind, above = InitiativeKind.WORKSTREAM, programme
        one = Initiative.objects.create(
            footprint=footprint, parent=above, kind=kind, slug=f"grown-{n}", name=f"Grown {n}", position=n
        )
        parent = one if kind == InitiativeKind.PORTFOLIO else parent
        programme = one if kind == InitiativeKind.PROGRAMME else programme
        made.append(one)
    return made


@pytest.fixture
def estate(footprint: Footprint):
    """Makes ``number`` initiatives with ratings, reports, risks and asks in twelve periods."""
    periods = [
        PeriodFactory(footprint=footprint, month=(2017, m), state=PeriodState.LOCKED) for m in range(1, 12)
    ]
    periods.append(PeriodFactory(footprint=footprint, month=(2017, 12)))
    levels = list(RatingSchemeFactory(footprint=footprint).levels.all())
    matrix = RiskMatrixFactory(footprint=footprint)
    cells = list(matrix.cells.select_related("band"))
    body = BodyFactory(footprint=footprint)

    def make(number: int) -> None:
        made = grow(footprint, number)
        Rating.objects.bulk_create(
            Rating(footprint=footprint, initiative=one, period=period, level=levels[(n + m) % 3], reason="x")
            for n, one in enumerate(made)
            for m, period in enumerate(periods)
        )
        HighlightReport.objects.bulk_create(
            HighlightReport(footprint=footprint, initiative=one, period=periods[-1]) for one in made
        )
        risks = Risk.objects.bulk_create(
            Risk(footprint=footprint, number=n + 1, initiative=one, title=f"Risk of {one}")
            for n, one in enumerate(made)
        )
        Assessment.objects.bulk_create(
            Assessment(
                footprint=footprint,
                risk=risk,
                matrix_id=cell.matrix_id,
                cell=cell,
                band=cell.band,
                assessed_on=date(2017, 12, 1),
            )
            for risk, cell in zip(risks, cells * (number // len(cells) + 1), strict=False)
        )
        Ask.objects.bulk_create(
            Ask(
                footprint=footprint,
                key=f"ask-{n}",
                initiative=made[n],
                body=body,
                period=periods[-1],
                purpose="decision",
                verb="decide on",
                text="money.",
            )
            for n in range(min(number, 10))
        )

    return make


@pytest.mark.parametrize("number", [10, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("query", ["", "?rating=red", "?under=grown-0", "?page=2"])
def test_queries_are_twelve_at_any_size(client, priya, estate, django_assert_num_queries, number, query):
    """Session, user and navigation included (DESIGN 11)."""
    estate(number)
    client.force_login(priya)
    with django_assert_num_queries(12):
        assert client.get(ADDRESS + query).status_code == 200


def test_a_role_that_needs_a_second_factor_costs_no_further_query(
    client, priya, estate, footprint, django_assert_num_queries
):
    footprint.second_factor_roles = ["pmo_lead"]
    footprint.save()
    Authenticator.objects.create(user=priya, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(priya)
    with django_assert_num_queries(12):
        assert client.get(ADDRESS).status_code == 200


@pytest.mark.slow
def test_a_large_footprint_is_shown_by_its_top_storeys_within_100_kilobytes(client, priya, estate):
    estate(1000)
    client.force_login(priya)
    html = client.get(ADDRESS).content
    assert len(html) < 100_000
    page = words(html.decode())
    assert "Grown 1 Programme. 10 below: 3 Green, 4 Amber, 3 Red: show what is below Grown 1" in page
    assert "Workstream" not in page
    below = words(client.get(f"{ADDRESS}?under=grown-1").content.decode())
    assert "Grown 1: status" in below
    assert "Grown 11 Workstream" in below
    assert "Grown 12" not in below


@pytest.mark.parametrize("number", [10, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 14), ("?band=low&sort=-score&q=risk", 15), ("?initiative=grown-0&status=all", 14)],
)
def test_the_register_takes_as_many_queries_at_any_size(
    client, priya, estate, django_assert_num_queries, number, query, queries
):
    """More than twelve, for what each of them is see docs/performance.md; a search asks whether it finds anything."""
    estate(number)
    client.force_login(priya)
    with django_assert_num_queries(queries):
        response = client.get(f"/northmere/risks/{query}")
    assert response.status_code == 200
    assert len(response.content) < 110_000


@pytest.mark.parametrize("number", [10, pytest.param(1000, marks=pytest.mark.slow)])
def test_an_initiative_takes_the_same_queries_at_any_size(
    client, priya, estate, django_assert_num_queries, number
):
    """More than twelve, for it is one record with all that hangs from it and no list; as many for any number."""
    estate(number)
    client.force_login(priya)
    with django_assert_num_queries(17):
        response = client.get("/northmere/initiatives/grown-0/")
    assert response.status_code == 200
    assert len(response.content) < 100_000
