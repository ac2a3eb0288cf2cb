"""What the page of a report shows."""

import pytest
from django.urls import reverse

from portfolios.models import Cycle, PeriodState, RatingSource
from tests.factories import PeriodFactory, PlannedOutcomeFactory, RatingFactory, ReportCommentFactory
from tests.pages import read


class TestWhatItShows:
    def test_the_report_as_it_will_print(self, client, bea, address, report):
        PlannedOutcomeFactory(report=report, text="Buy it", outcome="dropped", reason="Too dear.")
        page = read(client, bea, address)
        for expected in (
            "Staff are missing.",
            "What Bring two managers in.",
            "Who Director of workforce",
            "By when March 2019",
            "Buy it",
            "Dropped",
            "Too dear.",
            "The case is agreed.",
            "Planned next Recruit.",
        ):
            assert expected in page

    def test_the_ratings_side_by_side_and_which_counts(
        self, client, bea, address, initiative, period, footprint
    ):
        RatingFactory(
            initiative=initiative,
            period=period,
            word="Red",
            source=RatingSource.PMO,
            reason="Worse than said.",
        )
        earlier = PeriodFactory(footprint=footprint, month=(2018, 3))
        RatingFactory(initiative=initiative, period=earlier, word="Green")
        page = read(client, bea, address)
        assert "Lead Rating A Amber Why Staff are missing." in page
        assert "PMO (this one counts) Rating R Red Why Worse than said." in page
        assert "Calculated from the record Rating" in page
        assert "Rating in March 2018 Rating G Green" in page

    def test_the_dimensions_that_the_footprint_rates(
        self, client, bea, address, initiative, period, footprint
    ):
        Cycle.objects.create(footprint=footprint, dimensions=["time", "cost"])
        RatingFactory(initiative=initiative, period=period, word="Red", dimension="time", reason="Six weeks.")
        page = read(client, bea, address)
        assert "Dimension Time Rating R Red Why Six weeks." in page
        assert "Dimension Cost Rating Not recorded" in page
        assert "Benefits" not in page

    def test_its_way_in_order_with_what_was_said(self, client, bea, address, report, priya):
        ReportCommentFactory(report=report, step="submitted", text="Please read.", by=report.submitted_by)
        ReportCommentFactory(report=report, step="returned", text="**Which** date?", by=priya)
        page = read(client, bea, address)
        way = page[page.index("History of this report") :]
        assert way.index("Last saved") < way.index("Please read.") < way.index("Which date?")
        assert way.count("Submitted") == 1

    def test_the_steps_of_a_report_from_elsewhere(self, client, bea, address):
        page = read(client, bea, address)
        assert "Submitted" in page[page.index("History of this report") :]

    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            ("expected", "Its authors: Alice Lead writes and submits it."),
            ("draft", "Its authors: Alice Lead writes and submits it."),
            ("submitted", "The PMO, to assure it: Priya Office."),
            ("assured", "Sam Owner, to sign it off."),
            ("signed_off", "Nobody: it is signed off"),
        ],
    )
    def test_who_has_it_now(self, client, bea, priya, sam, address, move, state, expected):
        move(state)
        assert expected in read(client, bea, address)

    def test_where_nobody_can_sign_it_off_it_says_how_to_put_that_right(self, client, bea, address, move):
        move("assured")
        assert "Ask the PMO lead to name one on the People page" in read(client, bea, address)

    def test_until_when_and_whether_that_has_passed(self, client, bea, address, period):
        period.assurance_due = "2018-05-09"
        period.save()
        assert "Due 9 May 2018: overdue" in read(client, bea, address)

    def test_a_report_that_was_missed(self, client, bea, address, move, period, footprint):
        earlier = PeriodFactory(footprint=footprint, month=(2018, 3), state=PeriodState.LOCKED)
        move("draft", carried_from=earlier, not_updated_days=31)
        period.state = PeriodState.LOCKED
        period.save()
        page = read(client, bea, address)
        assert "The rating is carried forward from March 2018: not updated for 31 days" in page
        assert "Amber" not in page, "what a lead had in mind and never returned is no rating"

    def test_a_locked_period_keeps_the_calculated_rating_of_its_lock(
        self, client, bea, address, period, initiative
    ):
        RatingFactory(
            initiative=initiative,
            period=period,
            word="Red",
            source=RatingSource.CALCULATED,
            reason="As it was.",
        )
        period.state = PeriodState.LOCKED
        period.save()
        assert "Calculated from the record Rating R Red Why As it was." in read(client, bea, address)

    def test_where_there_is_no_report(self, client, priya, alice, footprint, report):
        PeriodFactory(footprint=footprint, month=(2018, 5))
        later = reverse("reports:report", args=["northmere", "urgent-care", "2018-05"])
        assert "There is no report for this period." in read(client, priya, later)

    def test_the_page_of_the_initiative_leads_here(self, client, bea, address):
        client.force_login(bea)
        assert (
            f'href="{address}"'
            in client.get("/northmere/initiatives/urgent-care/?period=2018-04").content.decode()
        )
