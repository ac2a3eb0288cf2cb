"""What the pages of a locked period show."""

import re
from datetime import UTC, date, datetime

import pytest

from portfolios.models import Rating, RatingSource, RoleAssignment
from reports.actions import periods
from reports.models import Snapshot
from tests.factories import InitiativeFactory
from tests.pages import read, row_of
from tests.reports.locked_pages.addresses import CARE, FRAILTY, STATUS
from tests.reports.locked_pages.page import main

pytestmark = pytest.mark.django_db


class TestWhatTheyShow:
    """Each thing on the page of a locked period, so that nothing is left out of it."""

    def test_the_status_page_says_when_and_by_whom_it_was_locked(self, client, bea, september):
        page = read(client, bea, STATUS)
        locked_on = f"{september.locked_at.day} {september.locked_at:%B %Y}"
        assert (
            f"Data as at 30 September 2017. As locked on {locked_on} by Priya Office: later changes are not shown "
            "here." in page
        )
        assert "those open today" not in page

    def test_the_ratings_with_their_changes_and_history(self, client, bea, september):
        row = row_of(client, bea, STATUS, "Urgent Care Portfolio")
        assert row == ("Urgent Care Portfolio R Red PMO’s rating; the lead’s is Amber Unchanged Signed off")
        assert "Urgent Care G Green R Red R Red" in read(client, bea, STATUS)

    def test_a_rating_that_was_carried_forward_is_marked_with_its_age(self, client, bea, september):
        assert row_of(client, bea, STATUS, "Frailty") == (
            "Frailty Programme R Red Not updated, 30 days Unchanged Not returned"
        )
        page = read(client, bea, FRAILTY)
        assert "Rating R Red Off Track Not updated, 30 days Given by Carried forward from August 2017" in page
        assert "Not returned." in page
        assert "Nothing had come in when September 2017 was locked." in page
        assert "Half written" not in page

    def test_risks_asks_and_meetings(self, client, bea, september):
        page = read(client, bea, STATUS)
        assert "Open risks at the lock 3 risks: 3 (100%) Major." in page
        assert "For discussion: asked to discuss the workforce plan. Care, raised in September 2017" in page
        assert "For decision: asked to discuss the sale of the site." in page
        assert row_of(client, bea, STATUS, "System Leadership Team") == (
            "System Leadership Team 20 September 2017 18 October 2017"
        )

    def test_the_page_of_an_initiative(self, client, bea, september):
        page = read(client, bea, CARE)
        for shown in (
            "Portfolio Urgent Care Also known as The first programme. Care at any hour.",
            "As locked on",
            "Lead’s rating A Amber",
            "PMO’s rating R Red",
            "Route to green Recruit two nurses.",
            "Calculated rating",
            "Signed off. Source: Board paper of September.",
            "Progress since the last report The first ward is open.",
            "Private: Section 43: commercial interests. A buyer was found.",
            "Planned next Open the second ward.",
            "Open asks at the lock For decision: System Leadership Team asked to discuss the sale of the site.",
            "Baseline March 2018 Forecast December 2017 Actual – State on 30 September 2017 On plan",
            "Open risks at the lock 3 risks: 3 (100%) Major.",
            "Risk 2: The buyer leaves Private: Section 43: commercial interests. Ma Major Score 16",
            "Frailty Programme R Red",
            "Senior responsible owner Sam Owner, Programme manager",
            "Lead Alice Lead",
            "August 2017 R Red Worsened July 2017 G Green",
        ):
            assert shown in page, shown

    def test_who_held_a_role_then_finds_their_own_initiatives(self, client, alice, bea, september):
        assert "Your reports Urgent Care" in read(client, alice, STATUS)
        RoleAssignment.objects.update(valid_to=date(2017, 10, 1))
        assert "Your reports Urgent Care" in read(client, alice, STATUS)
        assert "Your reports" not in read(client, bea, STATUS)

    def test_links_go_to_pages_of_the_same_period(self, client, alice, september):
        for address in (STATUS, CARE, FRAILTY):
            for link in re.findall(r'href="(/northmere/initiatives/[^"]*)"', main(client, alice, address)):
                assert link.endswith(("?period=2017-09", "/reports/2017-09/")), (address, link)
        client.force_login(alice)
        assert (
            'href="/northmere/initiatives/urgent-care/?period=2017-09"'
            in client.get(FRAILTY).content.decode()
        )

    def test_an_initiative_that_did_not_run_then_is_shown_as_it_stands_today(self, client, bea, september):
        InitiativeFactory(
            footprint=september.footprint, slug="later", name="Later", started_on=date(2017, 10, 1)
        )
        page = read(client, bea, "/northmere/initiatives/later/?period=2017-09")
        assert "Portfolio Later" in page
        assert "As locked" not in page

    def test_an_initiative_that_is_nowhere_is_not_found(self, client, bea, september):
        read(client, bea, "/northmere/initiatives/nowhere/?period=2017-09", 404)

    def test_a_locked_period_without_a_snapshot_is_drawn_from_rows_and_says_so(self, client, bea, record):
        Snapshot.objects.all().delete()
        page = read(client, bea, "/northmere/?period=2017-08")
        assert "August 2017 (locked)" in page
        assert "Risks and asks are those open today." in page

    def test_of_two_locks_the_last_counts(self, client, bea, september, priya, initiative):
        periods.reopen(period=september, version=2, reason="The PMO takes its rating back.", by=priya)
        assert "the period is open and these figures still move" in read(client, bea, STATUS)
        Rating.objects.filter(source=RatingSource.PMO).update(superseded_at=datetime(2017, 10, 1, tzinfo=UTC))
        september.refresh_from_db()
        periods.lock(period=september, version=3, by=priya, accept=["frailty"])
        assert "A Amber Improved, was Red" in row_of(client, bea, STATUS, "Urgent Care Portfolio")
