"""The navigation shows where one is, also on a page below one of its own."""

import re

import pytest

from tests.factories import PeriodFactory, RiskFactory


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
        ("/northmere/paper-types/", "Papers"),
        ("/northmere/cover-sheets/add/", "Papers"),
        ("/northmere/house-styles/", "Papers"),
        ("/northmere/people/", "People"),
        ("/northmere/my-work/", "My work"),
        ("/northmere/my-mail/", "My work"),
        ("/northmere/periods/", "Calendar"),
        ("/northmere/periods/cycle/", "Calendar"),
        ("/northmere/periods/2018-02/", "Period room"),
        ("/northmere/periods/2018-02/dates/", "Calendar"),
        ("/northmere/periods/2018-02/lock/", "Period room"),
        ("/northmere/mails/", "Period room"),
    ],
)
def test_one_part_is_current(client, priya, footprint, initiative, address, part):
    RiskFactory(footprint=footprint, number=1)
    PeriodFactory(footprint=footprint, month=(2018, 2))
    client.force_login(priya)
    assert current(client.get(address).content.decode()) == [part]


def test_the_period_room_is_the_pmos(client, bob, priya, footprint):
    client.force_login(bob)
    assert labels(client) == ["My work", "Portfolio", "Calendar", "Risks", "Papers"]
    client.force_login(priya)
    assert labels(client) == ["My work", "Portfolio", "Period room", "Calendar", "Risks", "Papers", "People"]


def test_every_page_of_a_footprint_leads_to_the_choice_of_mail(client, bob, footprint):
    client.force_login(bob)
    assert 'href="/northmere/my-mail/"' in client.get("/northmere/risks/").content.decode()


def labels(client):
    return [item["label"] for item in client.get("/northmere/my-work/").context["navigation"]]
