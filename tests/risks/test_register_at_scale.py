"""The register asks the database as often for ten thousand risks as for fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.registers import fill_register
from risks.models import Risk
from tests.risks.test_register import ADDRESS

pytestmark = pytest.mark.slow

MOST = 14  # docs/performance.md says what each is for


def asked(client, address: str) -> list[str]:
    """The statements of a page that was opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("user", ["priya", "bob"])
def test_a_page_takes_as_many_queries_for_ten_thousand_risks_as_for_fifty(client, footprint, request, user):
    client.force_login(request.getfixturevalue(user))
    addresses = [
        ADDRESS,
        f"{ADDRESS}?q=winter&sort=owner&review=overdue",
        f"{ADDRESS}?band=extreme&sort=-score&category=finance",
        f"{ADDRESS}?format=csv",
    ]
    fill_register(footprint, 50)
    few = [len(asked(client, address)) for address in addresses]
    fill_register(footprint, 9_950)
    assert Risk.objects.count() == 10_000

    many = [len(asked(client, address)) for address in addresses]

    assert few == many
    assert many[0] <= MOST
