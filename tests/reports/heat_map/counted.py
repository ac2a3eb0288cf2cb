"""The numbers on a heat map, and of the list behind each."""

import re
from html import unescape

from django.test import Client

from risks.models import Assessment, Risk, RiskMatrix
from tests.factories import (
    AssessmentFactory,
)

MAP = "/northmere/risks/heat-map/"
KINDS = ("inherent", "current", "target")


def score(risk: Risk, matrix: RiskMatrix, kind: str, likelihood: int, impact: int) -> Assessment:
    return AssessmentFactory(
        risk=risk, kind=kind, cell=matrix.cells.get(likelihood=likelihood, impact=impact)
    )


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
