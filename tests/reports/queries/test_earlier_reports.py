"""What was reported in the two periods before, as fingerprints."""

import pytest

from reports.checks.repetition import fingerprint
from reports.queries.earlier_reports import earlier_reports
from tests.factories import HighlightReportFactory, InitiativeFactory, PeriodFactory

pytestmark = pytest.mark.django_db


def test_the_two_periods_before_are_read_the_nearest_first(footprint, django_assert_max_num_queries):
    care = InitiativeFactory(footprint=footprint, slug="care")
    periods = [PeriodFactory(footprint=footprint, month=(2018, month)) for month in (1, 2, 3, 4)]
    for period, text in zip(periods, ("January.", "February.", "March.", "April."), strict=True):
        HighlightReportFactory(initiative=care, period=period, state="submitted", progress=[text])
    with django_assert_max_num_queries(3):
        found = earlier_reports(periods[-1])
    assert found == [{"care": [fingerprint("March.")]}, {"care": [fingerprint("February.")]}]
    assert earlier_reports(periods[0]) == []


def test_a_draft_that_was_never_returned_was_not_said(footprint):
    care = InitiativeFactory(footprint=footprint, slug="care")
    before, now = (PeriodFactory(footprint=footprint, month=(2018, month)) for month in (1, 2))
    HighlightReportFactory(initiative=care, period=before, state="draft", progress=["Draft."])
    assert earlier_reports(now) == [{}]
