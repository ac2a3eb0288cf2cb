"""Who gets to the pages on which periods are planned."""

import pytest

from portfolios.models import Meeting, PeriodState, ReportingPeriod
from tests.factories import MeetingFactory
from tests.portfolios.views.planning.pages import PERIODS

PAGES = [
    "plan/",
    "add/",
    "meetings/",
    "who-reports/",
    "cycle/",
    "2017-09/dates/",
    "2017-10/open/",
    "2017-10/remove/",
    "meetings/{meeting}/remove/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("priya", 200), ("alice", 403), ("sam", 403), ("bea", 403), ("bob", 403), ("charlie", 404)],
)
def test_only_the_pmo_lead_gets_in(client, request, september, october, page, who, status):
    meeting = MeetingFactory(body__footprint=september.footprint)
    address = PERIODS + page.format(meeting=meeting.pk)
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == status
    if status != 200:
        assert client.post(address).status_code == status
        assert ReportingPeriod.objects.get(pk=october.pk).state == PeriodState.PLANNED
        assert Meeting.objects.exists()
