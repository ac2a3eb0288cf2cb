"""What a report starts from: the last one that was written, and the rating that counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import PeriodState, RatingSource
from portfolios.queries.report_before import PlannedItem, report_before
from tests.factories import (
    HighlightReportFactory,
    PeriodFactory,
    RatingFactory,
    ReportParagraphFactory,
)


@pytest.fixture
def months(footprint):
    """January to April 2018."""
    return [PeriodFactory(footprint=footprint, month=(2018, month)) for month in (1, 2, 3, 4)]


def test_the_first_report_starts_from_nothing(initiative, months):
    before = report_before(initiative, months[0])
    assert (before.period, before.planned, before.rating, before.text("progress")) == (None, (), None, "")


def test_it_starts_from_the_last_report_in_which_something_is_written(initiative, months):
    HighlightReportFactory(initiative=initiative, period=months[0], progress=["Old."])
    HighlightReportFactory(
        initiative=initiative, period=months[1], progress=["First.", "Second."], planned=["- Recruit\n- Move"]
    )
    RatingFactory(initiative=initiative, period=months[1], word="Red", reason="No lease.")
    HighlightReportFactory(initiative=initiative, period=months[2])
    HighlightReportFactory(initiative=initiative, period=months[3], progress=["Of the period itself."])
    before = report_before(initiative, months[3])
    assert before.period == months[1]
    assert before.text("progress") == "First.\n\nSecond."
    assert before.text("reason") == "No lease."
    assert before.planned == (PlannedItem("Recruit"), PlannedItem("Move"))
    assert before.stale == frozenset()


def test_private_plans_come_with_their_reason_behind_the_public_ones(initiative, months):
    report = HighlightReportFactory(initiative=initiative, period=months[0])
    ReportParagraphFactory(report=report, part="planned", position=1, text="Sell it.", is_private=True)
    ReportParagraphFactory(report=report, part="planned", position=2, text="Recruit.")
    items = report_before(initiative, months[1]).planned
    assert items == (PlannedItem("Recruit."), PlannedItem("Sell it.", "Section 43: commercial interests."))


def test_text_that_stood_twice_is_told(initiative, months):
    for month in months[:2]:
        HighlightReportFactory(
            initiative=initiative, period=month, progress=["Work goes on."], planned=[f"Plan of {month}."]
        )
    assert report_before(initiative, months[2]).stale == {"progress"}
    assert report_before(initiative, months[1]).stale == frozenset()


@pytest.mark.parametrize(
    ("others", "counts"),
    [
        ([], "Green"),
        ([(RatingSource.PMO, "Red")], "Red"),
        ([(RatingSource.CALCULATED, "Red")], "Green"),
    ],
)
def test_the_rating_before_is_the_one_that_counts(initiative, months, others, counts):
    RatingFactory(initiative=initiative, period=months[0], word="Amber")
    RatingFactory(initiative=initiative, period=months[1], word="Green")
    for source, word in others:
        RatingFactory(initiative=initiative, period=months[1], source=source, word=word)
    before = report_before(initiative, months[2])
    assert (before.rated_in, before.rating.level.label) == (months[1], counts)


def test_a_rating_carried_forward_counts_and_the_draft_beside_it_does_not(initiative, months):
    carried = RatingFactory(initiative=initiative, period=months[0], word="Red")
    HighlightReportFactory(initiative=initiative, period=months[1])
    RatingFactory(initiative=initiative, period=months[1], word="Green")
    RatingFactory(
        initiative=initiative, period=months[1], source=RatingSource.CARRIED, carried_from=carried, word="Red"
    )
    months[1].state = PeriodState.LOCKED
    months[1].save()
    assert report_before(initiative, months[2]).rating.level.label == "Red"


def test_dimensions_have_ratings_of_their_own(initiative, months):
    RatingFactory(initiative=initiative, period=months[0], word="Green")
    RatingFactory(initiative=initiative, period=months[0], word="Red", dimension="cost")
    before = report_before(initiative, months[1])
    assert {name: rating.level.label for name, rating in before.ratings.items()} == {
        "overall": "Green",
        "cost": "Red",
    }


def test_it_takes_as_many_queries_after_years_as_after_two_months(initiative, footprint, months):
    def queries(period) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            report_before(initiative, period)
        return len(captured)

    def report(period):
        HighlightReportFactory(
            initiative=initiative, period=period, progress=["Done."], planned=["- One\n- Two"]
        )
        RatingFactory(initiative=initiative, period=period)

    for month in months[:2]:
        report(month)
    after_two = queries(months[2])
    for month in range(1, 13):
        report(PeriodFactory(footprint=footprint, month=(2017, month)))
    assert queries(months[2]) == after_two <= 6
