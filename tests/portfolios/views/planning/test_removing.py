"""Removing a planned period."""

from portfolios.models import ReportingPeriod
from tests.factories import HighlightReportFactory
from tests.pages import read
from tests.portfolios.views.planning.pages import PERIODS, post


def test_removing_asks_first(client, priya, october):
    assert "Remove October 2017?" in read(client, priya, PERIODS + "2017-10/remove/")
    assert ReportingPeriod.objects.exists()
    assert "October 2017 is removed." in post(client, PERIODS + "2017-10/remove/", {})
    assert not ReportingPeriod.objects.exists()


def test_a_period_with_a_report_in_it_stays_and_says_why(client, priya, october):
    HighlightReportFactory(initiative__footprint=october.footprint, period=october)
    client.force_login(priya)
    page = post(client, PERIODS + "2017-10/remove/", {})
    assert "October 2017 cannot be removed: 1 highlight report on record" in page
