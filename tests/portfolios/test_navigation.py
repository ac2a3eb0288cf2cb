"""The navigation shows where one is, also on a page below one of its own."""

import re

import pytest

from tests.factories import RiskFactory


def current(page: str) -> list[str]:
    return re.findall(r'aria-current="true"><strong[^>]*>([^<]+)<', page)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/northmere/", "Portfolio"),
        ("/northmere/initiatives/urgent-care/", "Portfolio"),
        ("/northmere/risks/", "Risks"),
        ("/northmere/risks/1/", "Risks"),
        ("/northmere/papers/", "Papers"),
        ("/northmere/people/", "People"),
    ],
)
def test_one_part_is_current(client, priya, footprint, initiative, address, part):
    RiskFactory(footprint=footprint, number=1)
    client.force_login(priya)
    assert current(client.get(address).content.decode()) == [part]
