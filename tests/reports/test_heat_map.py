"""The heat map: every number on it is the length of the list behind it, and what is in no cell is told in words."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.registers import take_statistics
from portfolios.models import Footprint, Initiative, ReportingPeriod
from reports.actions import periods
from risks.actions import matrices
from risks.matrix_presets import WORDS
from risks.models import Assessment, Risk, RiskMatrix
from stp_portal.accounts.models import User
from stp_portal.core.palette import COLOURS
from tests.factories import (
    AssessmentFactory,
    PeriodFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
)
from tests.pages import read, words

pytestmark = pytest.mark.django_db

MAP = "/northmere/risks/heat-map/"
KINDS = ("inherent", "current", "target")
# Every cell of these is walked; of the others the sums are held against the list.
WALKED = (
    "",
    "status=all&q=nurses",
    "level=programme&review=never",
    "category=finance&response=treat",
    "initiative=urgent-care&band=major",
)
SUMMED = (
    "status=closed",
    "band=none",
    "category=none",
    "owner=nora",
    "owner=none",
    "level=portfolio&status=all",
)


def score(risk: Risk, matrix: RiskMatrix, kind: str, likelihood: int, impact: int) -> Assessment:
    return AssessmentFactory(
        risk=risk, kind=kind, cell=matrix.cells.get(likelihood=likelihood, impact=impact)
    )


@pytest.fixture
def old(footprint: Footprint) -> RiskMatrix:
    """A matrix of words that was in force before."""
    matrix = matrices.create(
        footprint=footprint, key="words", valid_from=date(2016, 4, 1), by="tests", **vars(WORDS.spec)
    )
    RiskMatrix.objects.filter(pk=matrix.pk).update(valid_to=date(2017, 3, 31))
    return matrix


@pytest.fixture
def matrix(footprint: Footprint) -> RiskMatrix:
    return RiskMatrixFactory(footprint=footprint, key="five", name="Five", valid_from=date(2017, 4, 1))


@pytest.fixture
def estate(footprint: Footprint, initiative: Initiative, matrix: RiskMatrix, old: RiskMatrix) -> RiskMatrix:
    """Sixty risks over all cells, of every status, level and category, public and private; scored in two matrices, by a
    band alone, and not at all.
    """
    finance = RiskCategoryFactory(footprint=footprint, key="finance", name="Finance")
    nora = PersonFactory(footprint=footprint, key="nora", name="Nora Nurse")
    for number in range(1, 61):
        status = "closed" if number % 11 == 0 else "open"
        risk = RiskFactory(
            footprint=footprint,
            number=number,
            title=f"Too few {'nurses' if number % 3 else 'doctors'} in ward {number}",
            initiative=initiative if number % 2 else None,
            level="programme" if number % 4 else "portfolio",
            category=finance if number % 5 else None,
            response="treat" if number % 2 else "",
            status=status,
            closed_reason="Gone." if status == "closed" else "",
            is_private=number % 7 == 0,
            reviewed_on=date(2017, 5, 1) if number % 3 == 0 else None,
        )
        if number % 6 == 0:
            RiskOwnerFactory(risk=risk, person=nora)
        if number % 13 == 0:
            continue
        if number % 17 == 0:
            AssessmentFactory(risk=risk, cell=None, matrix=matrix, band=matrix.bands.last())
        elif number % 10 == 0:
            score(risk, old, "current", number % 3 + 1, number // 10 % 3 + 1)
        else:
            score(risk, matrix, "current", number % 5 + 1, number // 5 % 5 + 1)
        score(risk, matrix, "inherent", 5, number % 5 + 1)
        if number % 2:
            score(risk, matrix, "target", 1, number % 5 + 1)
        else:
            # A score that was superseded counts nowhere.
            AssessmentFactory(
                risk=risk,
                kind="target",
                cell=matrix.cells.get(likelihood=5, impact=5),
                superseded_at=datetime(2017, 5, 1, tzinfo=UTC),
            )
    return matrix


def cells(client: Client, address: str) -> dict[str, int]:
    """The numbers of the map at ``address`` by the lists behind them."""
    response = client.get(address)
    assert response.status_code == 200
    found = re.findall(
        r'class="matrix__count[^"]*" href="([^"]+)" aria-label="[^"]+">(\d+)</a>', response.content.decode()
    )
    return {unescape(link): int(number) for link, number in found}


def length(client: Client, address: str) -> int:
    """How many risks the register lists at ``address``."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert not response.context["form"].errors, address
    return response.context["page"].paginator.count


def require_sum(client: Client, address: str, found: dict[str, int], whole: int) -> None:
    """All risks of the list are in a cell, or in the words beside the map."""
    heat = client.get(address).context["heat"]
    assert sum(found.values()) == heat.placed
    told = heat.placed + heat.bands_alone + heat.unscored + sum(one.count for one in heat.elsewhere)
    assert told == heat.total == whole


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("filters", WALKED)
def test_every_number_is_the_length_of_the_list_behind_it(client, bea, estate, filters, kind):
    client.force_login(bea)
    address = f"{MAP}?{filters}&kind={kind}"
    found = cells(client, address)
    assert len(found) == 25
    for link, number in found.items():
        assert length(client, link) == number, link
    require_sum(client, address, found, length(client, f"/northmere/risks/?{filters}"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("filters", SUMMED)
def test_the_numbers_and_the_words_add_up_to_the_list(client, bea, estate, filters, kind):
    client.force_login(bea)
    address = f"{MAP}?{filters}&kind={kind}"
    require_sum(client, address, cells(client, address), length(client, f"/northmere/risks/?{filters}"))


@pytest.mark.parametrize("filters", ["", "status=all"])
@pytest.mark.parametrize("who", ["bea", "bob"])
def test_the_old_matrix_has_its_map_as_well(client, request, estate, filters, who):
    client.force_login(request.getfixturevalue(who))
    found = cells(client, f"{MAP}?{filters}&matrix=words")
    assert len(found) == 9
    assert sum(found.values()) > 0
    for link, number in found.items():
        assert length(client, link) == number, link


@pytest.mark.parametrize("who", ["bea", "bob"])
def test_the_numbers_are_those_of_the_rows(client, request, estate, who):
    """Counted here by hand, so that map and list cannot be wrong together."""
    client.force_login(request.getfixturevalue(who))
    expected: Counter[tuple[int, int]] = Counter()
    for number in range(1, 61):
        is_seen = who == "bea" or number % 7
        if is_seen and number % 11 and number % 13 and number % 17 and number % 10:
            expected[number % 5 + 1, number // 5 % 5 + 1] += 1
    heat = client.get(MAP).context["heat"]
    found = {(one.cell.likelihood, one.cell.impact): one.count for row in heat.rows for one in row.cells}
    assert {pair: number for pair, number in found.items() if number} == dict(expected)


def test_what_is_in_no_cell_is_told_and_listed(client, bea, estate):
    page = read(client, bea, MAP)
    heat = client.get(MAP).context["heat"]
    assert heat.in_words == (
        "55 risks: 42 in the cells, 3 with a band alone, 6 scored in “High, medium, low” and 4 without a current score"
    )
    assert f"{heat.in_words}." in page
    link = re.search(r'href="([^"]+likelihood=none[^"]*)"', client.get(MAP).content.decode())
    assert link
    assert length(client, unescape(link[1])) == heat.rest == 13


def test_the_map_counts_what_the_person_sees(client, bob, bea, estate):
    assert "Public risks only." in read(client, bob, MAP)
    seen = client.get(MAP).context["heat"].total
    assert seen == sum(1 for number in range(1, 61) if number % 7 and number % 11)
    read(client, bea, MAP)
    assert client.get(MAP).context["heat"].total == 55


def test_a_stranger_finds_nothing(client, charlie, estate):
    read(client, charlie, MAP, 404)


def test_the_table_tells_each_cell_in_words(client, bea, matrix):
    RiskFactory(footprint=matrix.footprint, number=1, score=(4, 3))
    client.force_login(bea)
    html = client.get(MAP).content.decode()
    assert 'aria-label="1 risk: Likelihood Likely (4), Impact Moderate (3), band Significant">1</a>' in html
    assert 'aria-label="0 risks: Likelihood Rare (1), Impact Negligible (1), band Low">0</a>' in html
    rows = [words(row) for row in re.findall(r"<tr>.*?</tr>", html, flags=re.DOTALL)]
    assert rows[2] == "4 Likely 0 Mo Moderate 0 S Significant 1 S Significant 0 Ma Major 0 Ma Major"


def test_the_picture_has_the_numbers_of_the_table(client, bea, matrix):
    RiskFactory(footprint=matrix.footprint, number=1, score=(4, 3))
    client.force_login(bea)
    figure = client.get(MAP).context["figure"]
    drawn = figure["data"][0]
    assert (drawn["y"][3], drawn["x"][2]) == ("4 Likely", "3 Moderate")  # from the lowest up
    assert drawn["text"][3][2] == "1<br>S"
    assert drawn["customdata"][3][2] == "1 risk: Likelihood Likely (4), Impact Moderate (3), band Significant"
    assert sum(text.startswith("0<br>") for row in drawn["text"] for text in row) == 24
    place = drawn["z"][3][2] / drawn["zmax"]
    fill = [colour for start, colour in drawn["colorscale"] if start < place][-1]
    assert fill == COLOURS["amber"].fill


def test_what_the_address_says_wrongly_is_said(client, bea, estate):
    page = read(client, bea, f"{MAP}?matrix=nothing&kind=nothing&level=nothing")
    assert "“nothing” is not a risk matrix here: this is Five." in page
    assert "“nothing” is not a level of risks" in page
    assert "Five: current scores" in page


def test_without_a_matrix_the_page_says_what_to_do(client, bea, footprint):
    assert "No risk matrix is set up" in read(client, bea, MAP)


def test_the_filters_keep_kind_and_matrix(client, bea, estate):
    client.force_login(bea)
    html = client.get(f"{MAP}?matrix=words&kind=target&q=ward").content.decode()
    assert re.search(r'<input type="hidden" name="kind" value="target"', html)
    assert re.search(r'<input type="hidden" name="matrix" value="words"', html)


class TestMoves:
    @pytest.fixture
    def locked(self, footprint, initiative, matrix, priya: User) -> ReportingPeriod:
        """October 2017, locked with eight risks."""
        period = PeriodFactory(footprint=footprint, month=(2017, 10))
        for number, factors in enumerate(((4, 4), (2, 2), (3, 3), (5, 5), (2, 3), (1, 1)), start=4):
            RiskFactory(footprint=footprint, number=number, title=f"Risk of {number}", score=factors)
        Risk.objects.filter(number=6).update(is_private=True, private_reason="Section 43")
        periods.lock(period=period, version=1, by=priya)
        return period

    def move(self, number: int, likelihood: int, impact: int) -> None:
        risk = Risk.objects.get(number=number)
        risk.assessments.update(superseded_at=datetime(2017, 11, 2, tzinfo=UTC))
        matrix = RiskMatrix.objects.get(key="five")
        score(risk, matrix, "current", likelihood, impact)

    def told(self, client, user, address: str = MAP) -> list[str]:
        read(client, user, address)
        moves = client.get(address).context["moves"]
        return [f"Risk {move.number} {move.words}" for move in moves.moves]

    def test_they_are_told_in_words_worst_first(self, client, bea, locked, footprint):
        assert "No risk of this list moved over this matrix." in read(client, bea, MAP)
        self.move(4, 3, 4)
        self.move(5, 5, 4)
        self.move(8, 3, 2)
        Risk.objects.filter(number=7).update(status="closed", closed_reason="Gone.")
        Risk.objects.get(number=9).assessments.update(superseded_at=datetime(2017, 11, 2, tzinfo=UTC))
        RiskFactory(footprint=footprint, number=10, score=(1, 5))
        assert self.told(client, bea) == [
            "Risk 5 moved from 2 x 2 to 5 x 4 since October 2017: up from 4 to 20",
            "Risk 4 moved from 4 x 4 to 3 x 4 since October 2017: down from 16 to 12",
            "Risk 8 moved from 2 x 3 to 3 x 2 since October 2017: its score stays at 6",
            "Risk 10 came to 1 x 5 since October 2017",
            "Risk 7 left 5 x 5, where it stood in October 2017: it is closed",
            "Risk 9 left 1 x 1, where it stood in October 2017: it has no such score now",
        ]

    def test_they_follow_the_filters(self, client, bea, locked):
        self.move(4, 3, 4)
        self.move(5, 5, 4)
        assert len(self.told(client, bea, f"{MAP}?q=4")) == 1
        assert self.told(client, bea, f"{MAP}?kind=target") == []

    def test_a_private_risk_is_told_to_who_may_read_it(self, client, bea, bob, locked):
        self.move(6, 4, 4)
        assert self.told(client, bea) == [
            "Risk 6 moved from 3 x 3 to 4 x 4 since October 2017: up from 9 to 16"
        ]
        assert self.told(client, bob) == []
        assert "Risk of 6" not in read(client, bob, MAP)

    def test_what_was_marked_private_since_is_gone_for_an_observer(self, client, bob, locked):
        self.move(4, 3, 4)
        assert len(self.told(client, bob)) == 1
        Risk.objects.filter(number=4).update(is_private=True, private_reason="Section 43")
        assert self.told(client, bob) == []

    def test_without_a_locked_period_there_is_nothing_to_compare_with(self, client, bea, matrix):
        assert "No period is locked yet" in read(client, bea, MAP)


def grow(footprint: Footprint, matrix: RiskMatrix, first: int, last: int) -> None:
    """Risks of these numbers, each with its scores, in few statements."""
    made = Risk.objects.bulk_create(
        Risk(footprint=footprint, number=number, title=f"Risk {number}", event="something")
        for number in range(first, last + 1)
    )
    at = list(matrix.cells.all())
    Assessment.objects.bulk_create(
        Assessment(
            footprint=footprint,
            risk=risk,
            kind=kind,
            matrix=matrix,
            cell=at[risk.number % 25],
            band_id=at[risk.number % 25].band_id,
            assessed_on=date(2017, 9, 30),
        )
        for risk in made
        for kind in KINDS
    )
    take_statistics()


def test_it_asks_as_often_for_ten_thousand_risks_as_for_fifty(client, bea, footprint, matrix, priya):
    PeriodFactory(footprint=footprint, month=(2017, 10))
    grow(footprint, matrix, 1, 50)
    periods.lock(period=ReportingPeriod.objects.get(), version=1, by=priya)
    client.force_login(bea)

    def asked() -> int:
        client.get(MAP)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(MAP)
        assert response.status_code == 200
        return len(queries)

    few = asked()
    grow(footprint, matrix, 51, 10_000)
    assert asked() == few <= 18
    assert client.get(MAP).context["heat"].total == 10_000
    assert len(client.get(MAP).content) < 120_000
