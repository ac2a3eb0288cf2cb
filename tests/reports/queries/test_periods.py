"""Which period a page opens with, and its neighbours."""

import pytest

from portfolios.models import PeriodState, ReportingPeriod
from reports.queries.periods import UnknownPeriod, choose_period
from tests.factories import PeriodFactory

OPEN, LOCKED, PLANNED = PeriodState.OPEN, PeriodState.LOCKED, PeriodState.PLANNED


@pytest.mark.parametrize(
    "states",
    [
        [LOCKED, OPEN, PLANNED],
        [LOCKED, LOCKED],
        [OPEN, LOCKED, PLANNED],
        [OPEN, OPEN],
        [PLANNED],
        [],
    ],
)
def test_it_opens_with_what_the_record_calls_current(footprint, bea, states):
    for month, state in enumerate(states, start=1):
        PeriodFactory(footprint=footprint, month=(2018, month), state=state)
    current = ReportingPeriod.objects.visible_to(bea).filter(footprint=footprint).current()
    choice = choose_period(footprint, bea)
    assert (choice.chosen.pk if choice else None) == (current.pk if current else None)


def test_neighbours_and_history_follow_the_calendar(footprint, bea):
    for month in (3, 1, 2):
        PeriodFactory(footprint=footprint, month=(2018, month))
    choice = choose_period(footprint, bea, "2018-02")
    assert (choice.previous.slug, choice.next.slug) == ("2018-01", "2018-03")
    assert [period.slug for period in choice.history] == ["2018-01", "2018-02"]


def test_a_month_has_a_short_name_and_another_stretch_keeps_its_own(footprint, bea):
    PeriodFactory(footprint=footprint, month=(2018, 9))
    assert choose_period(footprint, bea).chosen.short == "Sep 2018"
    ReportingPeriod.objects.update(label="To 30 September")
    assert choose_period(footprint, bea).chosen.short == "To 30 September"


def test_data_are_as_at_the_cut_off_or_the_last_day(footprint, bea):
    period = PeriodFactory(footprint=footprint, month=(2018, 9), data_cut_off=None)
    assert choose_period(footprint, bea).chosen.data_as_at == period.last_day


def test_periods_of_other_footprints_are_unknown(footprint, other_footprint, bea):
    PeriodFactory(footprint=other_footprint, month=(2018, 9))
    with pytest.raises(UnknownPeriod, match="none yet"):
        choose_period(footprint, bea, "2018-09")
