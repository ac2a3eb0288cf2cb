"""The calculated rating and its words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import Cycle, PeriodState, ReportingRhythm, ReportState
from reports.calculated import calculated
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingSchemeFactory,
    RiskFactory,
    UserFactory,
)

TODAY = date(2018, 2, 20)
FIVE = [
    ("Green", "G", "circle", "green", "Highly likely", []),
    ("Amber/Green", "AG", "diamond", "yellow", "Probable", []),
    ("Amber", "A", "triangle", "amber", "Feasible", []),
    ("Amber/Red", "AR", "triangle", "amber", "In doubt", []),
    ("Red", "R", "square", "red", "Unachievable", []),
]
NOTHING = (
    "Green: no milestone is overdue, no forecast has slipped by more than 30 days "
    "and no risk is in the worst band."
)


@pytest.fixture
def scheme(footprint):
    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def rate(footprint, february, initiative, scheme):
    """What is calculated of the cast's initiative today: the label and the words."""

    def rated(period=february, **more):
        found = calculated(footprint, period, [initiative.pk], TODAY, **more)[initiative.pk]
        return (found.level.label if found.level else None), found.words

    return rated


def due(initiative, days, title="Outline business case", **more):
    """A milestone that was due so many days before today."""
    day = FuzzyDate.of(TODAY - timedelta(days=days))
    return MilestoneFactory(initiative=initiative, title=title, baseline=day, **more)


def bad_risks(initiative, number, **more):
    for _ in range(number):
        RiskFactory(footprint=initiative.footprint, initiative=initiative, score=(5, 5), **more)


def returned(initiative, period, days, **more):
    """A report that was handed in so many days before today."""
    at = datetime(2018, 2, 20, 9, tzinfo=ZoneInfo("Europe/London")) - timedelta(days=days)
    more = {"state": ReportState.SUBMITTED, "submitted_at": at, "submitted_by": UserFactory()} | more
    return HighlightReportFactory(initiative=initiative, period=period, **more)


def test_the_best_where_nothing_strikes(rate):
    assert rate() == ("Green", NOTHING)


def test_red_names_every_rule_worst_first(rate, initiative):
    due(initiative, 41)
    bad_risks(initiative, 2)
    assert rate() == (
        "Red",
        "Red, because the milestone “Outline business case” is overdue by 41 days; 2 risks are in the band Major.",
    )


def test_the_rule_that_gave_red_stands_before_the_others(rate, initiative):
    due(initiative, 1)
    bad_risks(initiative, 3)
    assert rate() == (
        "Red",
        "Red, because 3 risks are in the band Major; the milestone “Outline business case” is overdue by 1 day.",
    )


@pytest.mark.parametrize(("days", "label"), [(0, "Green"), (1, "Amber"), (28, "Amber"), (29, "Red")])
def test_overdue_by_more_than_the_threshold_is_red(rate, initiative, days, label):
    due(initiative, days)
    assert rate()[0] == label


@pytest.mark.parametrize(("number", "label"), [(0, "Green"), (1, "Amber"), (2, "Amber"), (3, "Red")])
def test_so_many_risks_in_the_worst_band_are_red(rate, initiative, number, label):
    bad_risks(initiative, number)
    assert rate()[0] == label


def test_risks_below_the_worst_band_and_closed_ones_do_not_count(rate, initiative, footprint):
    RiskFactory(footprint=footprint, initiative=initiative, score=(3, 4))
    bad_risks(initiative, 1, status="closed", closed_reason="It passed.")
    RiskFactory(footprint=footprint, initiative=initiative)
    assert rate()[0] == "Green"


@pytest.mark.parametrize(("days", "label"), [(30, "Green"), (31, "Amber")])
def test_a_forecast_slipped_by_more_than_the_threshold_is_amber(rate, initiative, days, label):
    forecast = FuzzyDate.of(date(2018, 6, 1) + timedelta(days=days))
    MilestoneFactory(
        initiative=initiative,
        title="Full business case",
        baseline=FuzzyDate.of(date(2018, 6, 1)),
        forecast=forecast,
    )
    found = rate()
    assert found[0] == label
    if label == "Amber":
        assert found[1] == (
            "Amber, because the forecast of the milestone “Full business case” is 31 days later than its baseline."
        )


@pytest.mark.parametrize(("days", "label"), [(45, "Green"), (46, "Amber")])
def test_an_old_report_is_amber(rate, initiative, january, days, label):
    returned(initiative, january, days)
    found = rate()
    assert found[0] == label
    assert (
        "the last report was returned 46 days ago."
        if days == 46
        else "the last report is no older than 45 days."
    ) in found[1]


def test_a_report_that_was_sent_back_is_not_returned(rate, initiative, january, february):
    returned(initiative, january, 60)
    returned(initiative, february, 3, state=ReportState.DRAFT)
    assert rate() == ("Amber", "Amber, because the last report was returned 60 days ago.")


def test_a_report_from_elsewhere_is_as_old_as_its_period(rate, initiative, footprint):
    december = PeriodFactory(footprint=footprint, month=(2017, 12))
    HighlightReportFactory(initiative=initiative, period=december, state=ReportState.SIGNED_OFF)
    assert rate() == ("Amber", "Amber, because the last report was returned 51 days ago.")


def test_nothing_ever_returned_counts_from_the_first_expected(rate, initiative, january, february):
    HighlightReportFactory(initiative=initiative, period=february, state=ReportState.EXPECTED)
    assert rate()[0] == "Green"
    assert rate()[1].endswith("and the first report was expected no more than 45 days ago.")
    HighlightReportFactory(initiative=initiative, period=january, state=ReportState.EXPECTED)
    words = "Amber, because no report was ever returned, the first was expected 50 days ago."
    assert rate() == ("Amber", words)


def test_who_reports_every_second_period_has_twice_as_long(rate, initiative, january):
    initiative.reporting = ReportingRhythm.SECOND
    initiative.save()
    report = returned(initiative, january, 90)
    assert rate()[0] == "Green"
    report.submitted_at -= timedelta(days=1)
    report.save()
    assert rate()[0] == "Amber"


def test_who_does_not_report_is_never_stale(rate, initiative, january):
    initiative.reporting = ReportingRhythm.NEVER
    initiative.save()
    returned(initiative, january, 400)
    assert rate() == ("Green", NOTHING)


def test_later_periods_do_not_count(rate, initiative, january, february):
    returned(initiative, february, 2)
    returned(initiative, january, 50)
    assert rate(period=february)[0] == "Green"
    january.state = PeriodState.OPEN
    assert rate(period=january)[0] == "Amber"


@pytest.mark.parametrize("words", ["On-going", "TBC", "if the bid succeeds", ""])
def test_words_that_are_no_date_are_neither_late_nor_slipped(rate, initiative, words):
    MilestoneFactory(initiative=initiative, baseline=words)
    MilestoneFactory(initiative=initiative, baseline="January 2016", forecast=words or "On-going")
    assert rate() == ("Green", NOTHING)


def test_fuzzy_dates_are_overdue_after_their_last_day(rate, initiative):
    MilestoneFactory(initiative=initiative, title="Plan", baseline="January 2018")
    assert rate()[1] == "Amber, because the milestone “Plan” is overdue by 20 days."


def test_a_milestone_that_was_met_is_not_overdue(rate, initiative):
    due(initiative, 300, actual="February 2018")
    assert rate()[0] == "Green"


def test_many_milestones_are_counted_and_the_latest_named(rate, initiative):
    for days, title in enumerate("ABCDE", start=1):
        due(initiative, days, title=title)
    assert rate()[1] == (
        "Amber, because 5 milestones are overdue: “E” by 5 days, “D” by 4 days, “C” by 3 days and 2 more."
    )


def test_two_milestones_are_both_named(rate, initiative):
    due(initiative, 2, title="A")
    due(initiative, 1, title="B")
    assert rate()[1] == "Amber, because 2 milestones are overdue: “A” by 2 days and “B” by 1 day."


def test_thresholds_are_those_of_the_footprint(rate, initiative, footprint):
    Cycle.objects.create(footprint=footprint, overdue_days=5, red_risks=1)
    due(initiative, 6)
    assert rate()[0] == "Red"


@pytest.mark.parametrize(
    ("levels", "middle"),
    [(FIVE, "Amber"), (FIVE[:4], "Amber"), (FIVE[:3], "Amber/Green"), (FIVE[:2], "Amber/Green")],
)
def test_one_step_down_is_the_middle_of_the_scheme(footprint, initiative, february, levels, middle):
    RatingSchemeFactory(footprint=footprint, levels=levels)
    due(initiative, 1)
    step = calculated(footprint, february, [initiative.pk], TODAY)[initiative.pk].level
    assert step.label == middle
    bad_risks(initiative, 3)
    worst = calculated(footprint, february, [initiative.pk], TODAY)[initiative.pk].level
    assert worst.label == levels[-1][0]


def test_without_a_scheme_nothing_is_calculated(footprint, initiative, february):
    due(initiative, 100)
    found = calculated(footprint, february, [initiative.pk], TODAY)[initiative.pk]
    assert (found.level, found.words) == (None, "Nothing is calculated: no rating scheme is in force.")


def test_a_locked_period_is_as_at_the_day_of_its_data(rate, initiative, january):
    january.data_cut_off = date(2018, 1, 25)
    due(initiative, 20)  # 31 January
    MilestoneFactory(
        initiative=initiative, title="Met since", baseline="20 January 2018", actual="10 February 2018"
    )
    assert rate(period=january)[1] == "Amber, because the milestone “Met since” is overdue by 5 days."


class TestPrivateRows:
    @pytest.fixture
    def secret(self, initiative):
        due(initiative, 50, title="Secret closure", is_private=True, private_reason="Section 43")
        bad_risks(initiative, 3, is_private=True)

    def test_what_is_recorded_neither_names_nor_counts_them(self, rate, secret):
        assert rate() == ("Green", NOTHING)

    def test_nor_does_what_an_observer_sees(self, rate, secret, bob):
        assert rate(user=bob) == ("Green", NOTHING)

    def test_who_may_read_them_sees_them_counted_and_is_told(self, rate, secret, priya):
        assert rate(user=priya) == (
            "Red",
            "Red, because the milestone “Secret closure” is overdue by 50 days; 3 risks are in the band Major."
            " Private rows are counted here; papers for the public are rated without them.",
        )

    def test_nothing_is_said_where_only_public_rows_struck(self, rate, initiative, priya):
        due(initiative, 1)
        assert "Private" not in rate(user=priya)[1]


def test_the_number_of_queries_does_not_grow(footprint, february, scheme):
    initiatives = [InitiativeFactory(footprint=footprint) for _ in range(6)]
    for initiative in initiatives:
        due(initiative, 3)
        bad_risks(initiative, 1)

    def number(of):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            calculated(footprint, february, [one.pk for one in of], TODAY)
        return len(queries)

    assert number(initiatives[:1]) == number(initiatives) == 5
