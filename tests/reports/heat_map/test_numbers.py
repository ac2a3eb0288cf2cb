"""Every number on the heat map is the length of the list behind it."""

from collections import Counter

import pytest

from tests.reports.heat_map.counted import KINDS, MAP, cells, length, require_sum

pytestmark = pytest.mark.django_db


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
