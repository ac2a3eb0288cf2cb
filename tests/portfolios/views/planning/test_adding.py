"""Adding one period of any days."""

from datetime import date

from portfolios.models import Cycle, ReportingPeriod
from tests.factories import MeetingFactory
from tests.portfolios.views.planning.pages import PERIODS, parts, post


def test_one_period_is_added_and_its_dates_are_shown_to_be_looked_over(client, priya, footprint):
    meeting = MeetingFactory(body__footprint=footprint, date=date(2015, 7, 15))
    Cycle.objects.create(footprint=footprint, body=meeting.body)
    client.force_login(priya)
    days = parts("first_day", date(2015, 5, 22)) | parts("last_day", date(2015, 6, 26))
    page = post(client, PERIODS + "add/", days)
    assert "22 May to 26 June 2015 is planned. Look its dates over." in page
    period = ReportingPeriod.objects.get()
    assert (period.slug, period.meeting, period.despatch_on) == ("2015-05-22", meeting, date(2015, 7, 8))


def test_days_that_overlap_are_refused_and_stay_as_typed(client, priya, september):
    client.force_login(priya)
    days = parts("first_day", date(2017, 9, 15)) | parts("last_day", date(2017, 10, 14))
    response = client.post(PERIODS + "add/", days | {"label": "Autumn"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "overlaps September 2017 (01/09/2017 to 30/09/2017)" in page
    assert 'value="Autumn"' in page
    assert ReportingPeriod.objects.count() == 1


def test_an_edge_day_may_be_shared(client, priya, september):
    client.force_login(priya)
    days = parts("first_day", date(2017, 9, 30)) | parts("last_day", date(2017, 10, 27))
    assert "30 September to 27 October 2017 is planned" in post(client, PERIODS + "add/", days)
