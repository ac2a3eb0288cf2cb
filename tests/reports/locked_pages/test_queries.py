"""How often the pages of a locked period ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import ReportState
from reports.actions import periods
from reports.queries.frozen.record import _public, _read
from tests.factories import (
    AskFactory,
    HighlightReportFactory,
    InitiativeFactory,
    RatingFactory,
    ReportParagraphFactory,
    RiskFactory,
)
from tests.reports.locked_pages.addresses import CARE, STATUS
from tests.reports.locked_pages.page import main

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [STATUS, CARE])
@pytest.mark.parametrize("who", ["bea", "bob"])
def test_it_asks_as_often_for_forty_initiatives_as_for_three(
    client, request, record, priya, initiative, address, who
):
    user = request.getfixturevalue(who)

    def asked() -> int:
        main(client, user, address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    periods.lock(period=record, version=1, by=priya, accept=["frailty"])
    few = asked()
    record.refresh_from_db()
    periods.reopen(period=record, version=2, reason="More of them.", by=priya)
    for number in range(40):
        child = InitiativeFactory(footprint=record.footprint, parent=initiative, kind="programme")
        report = HighlightReportFactory(initiative=child, period=record, state=ReportState.SIGNED_OFF)
        ReportParagraphFactory(report=report, position=1, is_private=number % 2 == 0)
        RatingFactory(initiative=child, period=record)
        RiskFactory(footprint=record.footprint, number=100 + number, initiative=child, score=(3, 3))
        AskFactory(initiative=child, period=record)
    record.refresh_from_db()
    periods.lock(period=record, version=3, by=priya, accept=["frailty"])
    assert asked() == few <= 11


def test_a_record_that_this_process_has_not_read_costs_one_query_more(client, bob, september):
    client.force_login(bob)
    _read.cache_clear()
    _public.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(STATUS)
    assert len(queries) <= 12
