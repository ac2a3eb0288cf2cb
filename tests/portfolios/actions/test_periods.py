"""Planning periods: no two of a footprint overlap."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portfolios.actions import periods
from portfolios.models import ReportingPeriod
from tests.factories import PeriodFactory


def plan(footprint, by, first, last, slug="new"):
    return periods.plan(footprint=footprint, slug=slug, label="New", first_day=first, last_day=last, by=by)


def test_overlap_is_refused_and_both_periods_are_named(footprint, priya):
    PeriodFactory(footprint=footprint, month=(2017, 9))
    with pytest.raises(ValidationError) as refused:
        plan(footprint, priya, date(2017, 9, 15), date(2017, 10, 14))
    message = refused.value.message_dict["first_day"][0]
    assert "overlaps September 2017 (01/09/2017 to 30/09/2017)" in message
    assert ReportingPeriod.objects.count() == 1


def test_one_shared_day_is_allowed(footprint, priya):
    """DOMAIN A8 rule 4: the highlight reports of 2015 share 22 May."""
    plan(footprint, priya, date(2015, 5, 1), date(2015, 5, 22), slug="may")
    plan(footprint, priya, date(2015, 5, 22), date(2015, 6, 26), slug="june")
    assert ReportingPeriod.objects.count() == 2


def test_other_footprints_periods_do_not_count(footprint, other_footprint, priya):
    PeriodFactory(footprint=other_footprint, month=(2017, 9))
    plan(footprint, priya, date(2017, 9, 1), date(2017, 9, 30))


def test_last_day_before_first_day_is_refused(footprint, priya):
    with pytest.raises(ValidationError, match="before its first day"):
        plan(footprint, priya, date(2017, 9, 30), date(2017, 9, 1))


def test_database_refuses_it_too(footprint):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingPeriod.objects.create(
            footprint=footprint, slug="x", label="x", first_day=date(2017, 9, 30), last_day=date(2017, 9, 1)
        )
