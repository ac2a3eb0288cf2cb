"""Opening a period: what it comes to, and what keeps it shut."""

from portfolios.models import HighlightReport, Notice
from tests.factories import InitiativeFactory, RatingSchemeFactory
from tests.pages import read
from tests.portfolios.views.planning.pages import PERIODS, post


def test_opening_says_what_it_comes_to_and_then_opens(client, priya, alice, initiative, october):
    RatingSchemeFactory(footprint=october.footprint)
    InitiativeFactory(footprint=october.footprint, name="Nobody's")
    page = read(client, priya, PERIODS + "2017-10/open/")
    assert "2 reports will be expected, due on 3 November 2017. 1 person will be told" in page
    assert "Some have no lead with an account" in page
    assert "Nobody's" in page
    assert not HighlightReport.objects.exists()
    page = post(client, PERIODS + "2017-10/open/", {})
    assert "October 2017 is open: 2 reports are expected, and their leads will be told." in page
    assert "because they have no lead with an account: Nobody's." in page
    assert HighlightReport.objects.count() == 2
    assert Notice.objects.get().user == alice
    page = read(client, priya, PERIODS)
    assert "October 2017 M7: 1 to 31 October 2017" in page and "State Open" in page


def test_what_keeps_a_period_shut_is_said_with_what_to_do(client, priya, october, initiative):
    page = read(client, priya, PERIODS + "2017-10/open/")
    assert "This period cannot be opened now" in page
    assert "No rating scheme is in force on 31 October 2017" in page
    assert "Open this period" not in page
    page = post(client, PERIODS + "2017-10/open/", {}, status=422)
    assert "No rating scheme is in force" in page


def test_an_open_period_is_not_opened_again(client, priya, september):
    RatingSchemeFactory(footprint=september.footprint)
    client.force_login(priya)
    assert "September 2017 is open already." in post(client, PERIODS + "2017-09/open/", {})


def test_opening_with_nobody_to_report_warns(client, priya, october):
    RatingSchemeFactory(footprint=october.footprint)
    assert "Nobody is expected to report" in read(client, priya, PERIODS + "2017-10/open/")
