"""The page of the heat map: what is in no cell, who sees what, its words and its picture, what it asks."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.registers import take_statistics
from portfolios.models import Footprint, ReportingPeriod
from reports.actions import periods
from risks.models import Assessment, Risk, RiskMatrix
from stp_portal.core.palette import COLOURS
from tests.factories import (
    PeriodFactory,
    RiskFactory,
)
from tests.pages import read, words
from tests.reports.heat_map.counted import KINDS, MAP, length

pytestmark = pytest.mark.django_db


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
