"""The risk register: filters, order, pages, counts, and who sees what."""

import re

import pytest
from django.utils import timezone

from portfolios.models import Initiative, InitiativeKind
from tests.factories import (
    AssessmentFactory,
    InitiativeFactory,
    PersonFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
)
from tests.pages import read, row_of

ADDRESS = "/northmere/risks/"


def numbers(page: str) -> list[int]:
    """The numbers of the risks a page lists, in its order."""
    return [int(number) for number in re.findall(r"Risk (\d+):", page)]


@pytest.fixture
def risks(footprint, initiative):
    """Four open ones (Major 20, Significant 12, Low 2, no band) and a closed one."""
    return [
        RiskFactory(footprint=footprint, number=1, title="Vacant posts", score=(4, 5), initiative=initiative),
        RiskFactory(footprint=footprint, number=2, title="Late supplier", score=(3, 4), reference="N 7"),
        RiskFactory(footprint=footprint, number=3, title="Minor thing", score=(1, 2), cause="a flood"),
        RiskFactory(footprint=footprint, number=4, title="Not assessed"),
        RiskFactory(
            footprint=footprint,
            number=5,
            title="Old one",
            score=(5, 5),
            status="closed",
            closed_reason="It passed.",
        ),
    ]


def test_open_risks_are_listed_and_counted(client, bea, risks):
    page = read(client, bea, ADDRESS)
    assert numbers(page) == [1, 2, 3, 4]
    assert "4 risks: 1 (25%) Major, 1 (25%) Significant, 1 (25%) Low, 1 (25%) no band recorded." in page


def test_a_line_shows_band_score_initiative_and_owners(client, bea, risks):
    for name in ("Zoe Second", "Ann First"):
        person = PersonFactory(footprint=risks[0].footprint, name=name)
        RiskOwnerFactory(risk=risks[0], person=person)
    line = row_of(client, bea, ADDRESS, "Risk 1")
    assert "Ma Major Score 20" in line
    assert "Initiative Urgent Care" in line
    assert "Owners Ann First, Zoe Second" in line
    assert "No band recorded" in row_of(client, bea, ADDRESS, "Risk 4")


def test_the_score_that_stands_is_shown_not_an_earlier_or_another_kind(client, bea, risks):
    risks[0].assessments.update(superseded_at=timezone.now())
    AssessmentFactory(risk=risks[0], factors=(2, 2))
    AssessmentFactory(risk=risks[0], factors=(1, 1), kind="target")
    assert "Mo Moderate Score 4" in row_of(client, bea, ADDRESS, "Risk 1")
    assert numbers(read(client, bea, ADDRESS)) == [1, 2, 3, 4]


def test_a_placeholder_is_plainly_shown_as_not_printed(client, bea, footprint):
    risk = RiskFactory(
        footprint=footprint, title="Risk not published in the paper", is_published=False, reference="D-02"
    )
    AssessmentFactory(risk=risk, factors=(4, 5))
    risk.assessments.update(cell=None)
    line = row_of(client, bea, ADDRESS, f"Risk {risk.number}")
    assert "Reference D-02, counted in the paper, not printed there" in line
    assert "Ma Major Score not published" in line


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("band=major", [1]),
        ("band=none", [4]),
        ("band=moderate", []),
        ("initiative=urgent-care", [1]),
        ("status=closed", [5]),
        ("status=withdrawn", []),
        ("status=all", [1, 2, 3, 4, 5]),
        ("q=SUPPLIER", [2]),
        ("q=flood", [3]),
        ("q=staff+leaving+posts", [1]),
        ("q=N+7", [2]),
        ("q=4", [4]),
        ("q=%25", []),
        ("sort=-number", [4, 3, 2, 1]),
        ("sort=-score", [1, 2, 3, 4]),
        ("sort=score", [3, 2, 1, 4]),
        ("sort=-score&status=all&q=o", [5, 1, 2, 3, 4]),
    ],
)
def test_filters_and_orders_in_the_address(client, bea, risks, query, found):
    assert numbers(read(client, bea, f"{ADDRESS}?{query}")) == found


def test_a_private_placeholder_is_not_said_to_be_counted_in_a_paper(client, bea, footprint):
    RiskFactory(footprint=footprint, number=1, is_published=False, is_private=True, reference="D-03")
    page = read(client, bea, ADDRESS)
    assert "Reference D-03 Private: Section 43" in page
    assert "counted in the paper" not in page


def test_a_chosen_band_leaves_the_counts_of_all_bands_in_sight(client, bea, risks):
    page = read(client, bea, f"{ADDRESS}?band=major")
    assert "4 risks: 1 (25%) Major" in page
    assert "Shown: the 1 with band Major." in page


def test_an_initiative_stands_for_all_below_it(client, bea, initiative, risks):
    def child(parent: Initiative, kind: InitiativeKind) -> Initiative:
        return InitiativeFactory(footprint=parent.footprint, parent=parent, kind=kind, slug=f"a-{kind}")

    programme = child(initiative, InitiativeKind.PROGRAMME)
    workstream = child(programme, InitiativeKind.WORKSTREAM)
    RiskFactory(footprint=initiative.footprint, number=6, initiative=workstream)
    assert numbers(read(client, bea, f"{ADDRESS}?initiative=urgent-care")) == [1, 6]
    # A workstream is not offered, but the address of its page leads here.
    assert numbers(read(client, bea, f"{ADDRESS}?initiative=a-workstream")) == [6]


def test_a_long_register_comes_in_pages_of_fifty_that_keep_the_filters(client, bea, footprint):
    RiskMatrixFactory(footprint=footprint)
    for number in range(1, 53):
        RiskFactory(footprint=footprint, number=number, title="Delay")
    client.force_login(bea)
    assert len(numbers(read(client, bea, f"{ADDRESS}?q=delay"))) == 50
    assert numbers(read(client, bea, f"{ADDRESS}?q=delay&page=2")) == [51, 52]
    assert 'href="?q=delay&amp;page=2"' in client.get(f"{ADDRESS}?q=delay").content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("band=puce", "“puce” is not a band here: this is every band."),
        ("initiative=nowhere", "“nowhere” is not an initiative here"),
        ("status=lost", "“lost” is not a status of risks"),
        ("sort=sideways", "“sideways” is not an order here"),
        ("page=abc", "“abc” is not a page number: this is the first page."),
        ("page=7", "There is no page 7: this is page 1 of 1."),
        ("q=" + "x" * 101, "at most 100 characters"),
        ("q=%00", "Null characters are not allowed."),
    ],
)
def test_what_of_the_address_is_not_understood_is_said_and_left_out(client, bea, risks, query, said):
    page = read(client, bea, f"{ADDRESS}?{query}")
    assert said in page
    assert numbers(page) == [1, 2, 3, 4]


def test_a_band_of_an_older_matrix_is_offered_under_its_name_once(client, bea, footprint, risks):
    RiskMatrixFactory(footprint=footprint)  # the same bands once more
    client.force_login(bea)
    assert client.get(ADDRESS).content.decode().count('<option value="major">') == 1


def test_private_risks_are_in_no_list_count_search_or_page_of_an_observer(client, bea, bob, footprint):
    RiskFactory(footprint=footprint, number=1, title="Open risk", score=(5, 5))
    RiskFactory(footprint=footprint, number=2, title="Secret risk", score=(5, 5), is_private=True)
    page = read(client, bob, f"{ADDRESS}?status=all")
    assert numbers(page) == [1]
    assert "1 risk: 1 (100%) Major. Public risks only." in page
    assert "No public risk matches." in read(client, bob, f"{ADDRESS}?q=secret")
    page = read(client, bea, ADDRESS)
    assert numbers(page) == [1, 2]
    assert "Private: Section 43: commercial interests." in page


def test_risks_of_another_footprint_are_not_here(client, bea, risks, other_footprint):
    RiskFactory(footprint=other_footprint, number=99)
    assert 99 not in numbers(read(client, bea, f"{ADDRESS}?status=all"))


def test_a_stranger_gets_404(client, charlie, risks):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404


def test_an_empty_register_says_so(client, bea, bob, footprint):
    assert "No risk is open in Northmere (made up)." in read(client, bea, ADDRESS)
    assert "No public risk is open in" in read(client, bob, ADDRESS)
