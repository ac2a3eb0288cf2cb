"""The ratings of a lock: carried forward where nobody reported, and calculated."""

import pytest

from portfolios.models import Rating, RatingSource, ReportingPeriod, ReportState
from reports.snapshot_content import reading
from tests.factories import MilestoneFactory, RatingFactory
from tests.reports.locking.lock import lock, node_of, report

pytestmark = pytest.mark.django_db


class TestCarryingForward:
    def test_the_last_signed_off_rating_is_carried_forward_with_its_age(
        self, initiative, months, september, priya
    ):
        """Two periods ago it was signed off; last period it was handed in and no more."""
        july, august, _ = months
        report(initiative, july, word="Red")
        report(initiative, august, ReportState.SUBMITTED, "Green")
        expected = report(initiative, september, ReportState.EXPECTED)
        snapshot = lock(september, priya, ("urgent-care",))
        carried = Rating.objects.current().get(period=september, source=RatingSource.CARRIED)
        assert (carried.level.label, carried.reason) == ("Red", "Recruitment is behind plan.")
        assert carried.carried_from == Rating.objects.get(period=july)
        expected.refresh_from_db()
        assert (expected.carried_from, expected.not_updated_days) == (july, 61)
        node = node_of(snapshot, "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "July 2017", "days": 61}

    def test_days_are_counted_between_the_days_of_the_data(self, initiative, months, september, priya):
        july = months[0]
        ReportingPeriod.objects.filter(pk=july.pk).update(data_cut_off="2017-07-21")
        ReportingPeriod.objects.filter(pk=september.pk).update(data_cut_off=None)
        report(initiative, july, word="Red")
        report(initiative, september, ReportState.EXPECTED)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.not_updated(node)["days"] == 71

    def test_the_pmos_judgement_of_then_is_carried_before_the_leads(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        RatingFactory(initiative=initiative, period=months[1], word="Amber", source=RatingSource.PMO)
        report(initiative, september, ReportState.EXPECTED)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Amber"

    def test_a_rating_carried_once_is_carried_again_from_where_it_was_signed_off(
        self, initiative, months, september, priya
    ):
        report(initiative, months[0], word="Red")
        for month in months[1:]:
            report(initiative, month, ReportState.EXPECTED)
            node = node_of(lock(month, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "July 2017", "days": 61}

    def test_a_drafts_rating_counts_for_nothing(self, initiative, months, september, priya):
        report(initiative, months[1], ReportState.DRAFT, "Green")
        report(initiative, september, ReportState.DRAFT, "Green")
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node) is None
        assert reading.not_updated(node) is None
        assert not Rating.objects.filter(source=RatingSource.CARRIED).exists()

    def test_beside_the_pmos_rating_of_the_period_nothing_is_carried(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        report(initiative, september, ReportState.EXPECTED)
        RatingFactory(initiative=initiative, period=september, word="Red", source=RatingSource.PMO)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "August 2017", "days": 30}
        assert not Rating.objects.filter(source=RatingSource.CARRIED).exists()

    def test_an_initiative_of_which_no_report_is_expected_is_not_silent(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        node = node_of(lock(september, priya), "urgent-care")
        assert reading.not_updated(node) is None
        assert reading.standing_rating(node) is None


def test_calculated_ratings_are_kept_with_the_rule_that_gave_them(initiative, september, priya):
    MilestoneFactory(initiative=initiative, title="Open the ward", baseline="June 2017", forecast="June 2017")
    report(initiative, september, word="Green")
    node = node_of(lock(september, priya), "urgent-care")
    assert node["ratings"]["calculated"]["level"]["label"] == "Red"
    assert "“Open the ward” is overdue by 92 days" in node["ratings"]["calculated"]["reason"]
    assert reading.standing_rating(node)["level"]["label"] == "Green"
