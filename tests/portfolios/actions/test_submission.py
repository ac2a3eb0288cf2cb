"""What keeps a report from being submitted: everything that is missing at once, by field of the form."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.actions import report_steps
from portfolios.actions.submission import submission_errors
from portfolios.models import Cycle, HighlightReport, Outcome, RatingDimension, ReportState
from portfolios.queries.report_before import PlannedItem
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    PeriodFactory,
    PlannedOutcomeFactory,
    RatingFactory,
    RatingSchemeFactory,
    ReportParagraphFactory,
)

ROUTE = {
    "route_to_green": "Bring two managers in.",
    "route_owner": "Director of workforce",
    "route_by": "March 2019",
}


@pytest.fixture
def period(footprint):
    RatingSchemeFactory(footprint=footprint)
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def earlier(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 3), state="locked")


@pytest.fixture
def report(initiative, period) -> HighlightReport:
    return HighlightReportFactory(initiative=initiative, period=period, progress=["Agreed."])


@pytest.fixture
def rate(initiative, period):
    def rated(word: str, **fields):
        return RatingFactory(initiative=initiative, period=period, word=word, **fields)

    return rated


@pytest.fixture
def before(initiative, earlier) -> HighlightReport:
    """The last report, which planned two things."""
    return HighlightReportFactory(
        initiative=initiative,
        period=earlier,
        state=ReportState.SIGNED_OFF,
        progress=["Started."],
        planned=["- Recruit a manager\n- Agree the case"],
    )


def test_a_green_report_with_progress_is_complete(report, rate):
    rate("Green")
    assert submission_errors(report) == {}


def test_an_empty_report_lacks_rating_and_progress(initiative, period):
    report = HighlightReportFactory(initiative=initiative, period=period)
    assert submission_errors(report) == {
        "rating": ["Select a rating (Green, Amber, Red)."],
        "progress": ["Write what has happened since the last report, even if it is one sentence."],
    }


def test_private_progress_is_progress(initiative, period, rate):
    rate("Green")
    report = HighlightReportFactory(initiative=initiative, period=period)
    ReportParagraphFactory(report=report, is_private=True)
    assert submission_errors(report) == {}


@pytest.mark.parametrize("word", ["Amber", "Red"])
def test_worse_than_green_lacks_its_reason_and_its_route_to_green(report, rate, word):
    rate(word, reason="")
    assert submission_errors(report) == {
        "reason": [f"Say why the rating is {word}: a rating worse than the best needs a reason."],
        "route_to_green": [f"Say what will be done about it: the rating is {word}."],
        "route_owner": [f"Say who does it: the rating is {word}."],
        "route_by": [f"Say by when it will be done: the rating is {word}."],
    }


@pytest.mark.parametrize("missing", list(ROUTE))
def test_each_part_of_the_route_is_asked_for(initiative, period, rate, missing):
    rate("Red")
    report = HighlightReportFactory(
        initiative=initiative, period=period, progress=["Agreed."], **(ROUTE | {missing: ""})
    )
    assert list(submission_errors(report)) == [missing]


def test_red_without_a_route_is_not_submitted_and_stays_a_draft(report, rate, alice):
    rate("Red")
    with pytest.raises(ValidationError) as refused:
        report_steps.submit(report=report, version=1, by=alice)
    assert set(refused.value.message_dict) == {"route_to_green", "route_owner", "route_by"}
    report.refresh_from_db()
    assert (report.state, report.version, report.submitted_at) == (ReportState.DRAFT, 1, None)
    assert not AuditEvent.objects.filter(event="report.submitted").exists()


class TestDimensions:
    @pytest.fixture(autouse=True)
    def cycle(self, footprint):
        return Cycle.objects.create(footprint=footprint, dimensions=["time", "cost"])

    def test_all_that_the_footprint_rates_are_asked_for(self, report, rate):
        rate("Green")
        assert submission_errors(report) == {
            "rating_time": ["Select a rating of time (Green, Amber, Red)."],
            "rating_cost": ["Select a rating of cost (Green, Amber, Red)."],
        }

    def test_a_dimension_worse_than_green_needs_a_reason_and_no_route(self, report, rate):
        rate("Green")
        rate("Green", dimension=RatingDimension.COST)
        rate("Red", dimension=RatingDimension.TIME, reason="")
        assert submission_errors(report) == {
            "reason_time": ["Say why the rating of time is Red: a rating worse than the best needs a reason."]
        }


class TestWhatWasPlanned:
    def test_each_thing_is_asked_after(self, report, rate, before):
        rate("Green")
        PlannedOutcomeFactory(report=report, text="Recruit a manager", outcome=Outcome.CARRIED)
        assert submission_errors(report) == {
            PlannedItem("Agree the case").field: [
                "Say what became of “Agree the case”, which was planned in March 2018: done, carried over or dropped."
            ]
        }

    def test_all_told_is_complete(self, report, rate, before):
        rate("Green")
        PlannedOutcomeFactory(report=report, text="Recruit a manager")
        PlannedOutcomeFactory(report=report, text="Agree the case", outcome=Outcome.DROPPED)
        assert submission_errors(report) == {}

    def test_a_month_without_a_report_does_not_lose_the_plan(
        self, initiative, footprint, before, rate, period
    ):
        later = PeriodFactory(footprint=footprint, month=(2018, 5))
        RatingFactory(initiative=initiative, period=later)
        report = HighlightReportFactory(initiative=initiative, period=later, progress=["Agreed."])
        assert PlannedItem("Recruit a manager").field in submission_errors(report)


class TestStillTrue:
    @pytest.fixture
    def same(self, initiative, period, before, rate) -> HighlightReport:
        """A report whose progress reads as it did."""
        rate("Green")
        report = HighlightReportFactory(initiative=initiative, period=period, progress=["Started."])
        PlannedOutcomeFactory(report=report, text="Recruit a manager")
        PlannedOutcomeFactory(report=report, text="Agree the case")
        return report

    def test_a_part_that_reads_as_before_must_be_said_to_hold(self, same):
        assert submission_errors(same) == {
            "still_true_progress": [
                "Progress since the last report reads as it did in March 2018. "
                "Say whether this is still true, or edit it."
            ]
        }

    def test_said_to_hold_it_is_complete(self, same):
        same.still_true = ["progress"]
        same.save()
        assert submission_errors(same) == {}

    def test_edited_it_is_complete(self, same):
        same.paragraphs.update(text="Started, and half done.")
        assert submission_errors(same) == {}

    def test_reason_and_route_are_parts_too(self, same, before, initiative, period, earlier):
        for one in (earlier, period):
            initiative.ratings.filter(period=one).delete()
            RatingFactory(initiative=initiative, period=one, word="Red", reason="Staff.")
        for report in (before, same):
            HighlightReport.objects.filter(pk=report.pk).update(**ROUTE, still_true=["progress"])
        same.refresh_from_db()
        assert set(submission_errors(same)) == {"still_true_reason", "still_true_route_to_green"}


def test_it_asks_as_few_questions_however_much_was_planned(report, rate, before):
    rate("Green")

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            found = submission_errors(HighlightReport.objects.get(pk=report.pk))
        return len(found), len(queries)

    things, questions = asked()
    more = "\n".join(f"- Thing {number}" for number in range(40))
    ReportParagraphFactory(report=before, part="planned", position=9, text=more)
    assert asked() == (things + 40, questions)
