"""Which periods a year has, the meeting that takes the papers of each, and the dates of its steps."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolios import planning
from portfolios.calendar import is_working_day
from portfolios.models import Cadence, Cycle, Footprint, Meeting
from portfolios.planning import STEPS, Span, counted_back, counted_on, meeting_for, month_of, spans
from tests.factories import BodyFactory, MeetingFactory, PeriodFactory

days = st.dates(min_value=date(2001, 1, 1), max_value=date(2090, 12, 31))
SEPTEMBER = Span(date(2017, 9, 1), date(2017, 9, 30))
OCTOBER = Span(date(2017, 10, 1), date(2017, 10, 31))


def four_weekly(first_day: date = date(2017, 9, 4)) -> Cycle:
    return Cycle(cadence=Cadence.FOUR_WEEKLY, first_day=first_day)


def meetings(*dates: date) -> list[Meeting]:
    return [Meeting(pk=number, date=day) for number, day in enumerate(dates, start=1)]


# Spans


def test_a_month_is_named_by_its_month_and_other_days_by_their_days():
    assert (SEPTEMBER.label, SEPTEMBER.slug) == ("September 2017", "2017-09")
    four_weeks = Span(date(2017, 9, 4), date(2017, 10, 1))
    assert (four_weeks.label, four_weeks.slug) == ("4 September to 1 October 2017", "2017-09-04")
    over_christmas = Span(date(2017, 12, 25), date(2018, 1, 21))
    assert over_christmas.label == "25 December 2017 to 21 January 2018"


@given(days)
def test_a_month_holds_its_day_and_the_next_begins_on_the_day_after(day):
    month = month_of(day)
    assert month.first_day <= day <= month.last_day
    assert month.first_day.day == 1 and (month.last_day + timedelta(days=1)).day == 1


def test_february_of_a_leap_year_has_29_days():
    assert month_of(date(2020, 2, 3)).last_day == date(2020, 2, 29)
    assert month_of(date(2100, 2, 3)).last_day == date(2100, 2, 28)


@given(days, days)
def test_periods_follow_one_another_without_gap_or_shared_day(start, anchor):
    for cycle in (Cycle(), four_weekly(anchor)):
        found = list(islice(spans(cycle, start), 14))
        assert found[0].first_day <= start <= found[0].last_day
        assert all(b.first_day - a.last_day == timedelta(days=1) for a, b in pairwise(found))
        assert not any(a.overlaps(b) for a, b in pairwise(found))


@given(days, days)
def test_four_weeks_stay_in_step_with_their_first_day_earlier_and_later(start, anchor):
    for span in islice(spans(four_weekly(anchor), start), 3):
        assert (span.first_day - anchor).days % 28 == 0
        assert (span.last_day - span.first_day).days == 27


def test_dates_of_ones_own_follow_no_rule():
    with pytest.raises(ValueError, match="dates of its own"):
        next(spans(Cycle(footprint=Footprint(), cadence=Cadence.OWN_DATES), date(2017, 9, 1)))


def test_the_middle_of_a_period_says_which_month_it_belongs_to():
    """DOMAIN A5: 22 May to 26 June 2015 is the period of June, though it begins in May."""
    assert Span(date(2015, 5, 22), date(2015, 6, 26)).middle.month == 6
    assert SEPTEMBER.middle.month == 9


# Dates of the steps


def test_dates_are_counted_back_from_the_meeting_of_20_september_2017():
    dates = counted_back(date(2017, 9, 20), Cycle())
    assert [getattr(dates, step) for step in STEPS] == [
        date(2017, 8, 30),
        date(2017, 9, 4),
        date(2017, 9, 7),
        date(2017, 9, 11),
        date(2017, 9, 13),
    ]


def test_without_a_meeting_the_same_steps_follow_the_last_day():
    dates = counted_on(date(2017, 9, 30), Cycle())
    assert [getattr(dates, step) for step in STEPS] == [
        date(2017, 9, 30),
        date(2017, 10, 4),
        date(2017, 10, 9),
        date(2017, 10, 11),
        date(2017, 10, 13),
    ]


@given(days, st.lists(st.integers(min_value=0, max_value=60), min_size=5, max_size=5))
def test_steps_come_in_order_on_working_days_whatever_the_numbers(day, numbers):
    names = ("data_cut_off", "returns_due", "assurance", "sign_off", "despatch")
    cycle = Cycle(**dict(zip(names, sorted(numbers, reverse=True), strict=True)))
    for dates in (counted_back(day, cycle), counted_on(day, cycle)):
        in_order = [getattr(dates, step) for step in STEPS]
        assert in_order == sorted(in_order)
        assert all(is_working_day(one) for one in in_order[1:])
    assert counted_back(day, cycle).despatch_on <= day <= counted_on(day, cycle).returns_due


# Meetings


def test_papers_go_to_the_first_meeting_for_which_assurance_is_not_before_the_end():
    """With assurance 9 working days before: 12 October 2017 asks for it on 29 September, 13 October on the 2nd."""
    early, late = meetings(date(2017, 10, 12), date(2017, 10, 13))
    assert counted_back(early.date, Cycle()).assurance_due == date(2017, 9, 29)
    assert meeting_for(SEPTEMBER, OCTOBER, [early, late], Cycle()) == late


def test_the_third_wednesday_takes_the_month_before_in_any_year():
    """The monthly rhythm of most bodies, the fifteenth with Easter before it included (15 April 2026)."""
    for year in range(2015, 2035):
        third = [
            date(year, month, day)
            for month in range(1, 13)
            for day in range(15, 22)
            if date(year, month, day).weekday() == 2
        ]
        for before, meeting in pairwise(meetings(*third)):
            month = month_of(before.date)
            after = month_of(meeting.date)
            assert meeting_for(month, after, meetings(*third), Cycle()).date == meeting.date


def test_a_body_that_meets_every_second_month_takes_the_latest_period():
    november = meetings(date(2017, 11, 15))
    assert meeting_for(SEPTEMBER, OCTOBER, november, Cycle()) is None
    following = Span(date(2017, 11, 1), date(2017, 11, 30))
    assert meeting_for(OCTOBER, following, november, Cycle()) == november[0]


def test_without_meetings_there_is_none():
    assert meeting_for(SEPTEMBER, OCTOBER, [], Cycle()) is None
    assert meeting_for(SEPTEMBER, None, meetings(date(2017, 9, 20)), Cycle()) is None


# A year


def test_a_year_of_months_begins_with_the_month_of_its_start(footprint):
    proposals = planning.year(footprint, date(2017, 9, 20))
    assert [one.span.slug for one in proposals] == [
        *(f"2017-{month:02}" for month in range(9, 13)),
        *(f"2018-{month:02}" for month in range(1, 9)),
    ]
    assert all(one.meeting is None and one.left_out == "" for one in proposals)
    assert proposals[0].dates == counted_on(date(2017, 9, 30), Cycle())


def test_a_year_of_four_weeks_has_thirteen_periods(footprint):
    Cycle.objects.create(footprint=footprint, cadence=Cadence.FOUR_WEEKLY, first_day=date(2019, 12, 30))
    proposals = planning.year(footprint, date(2020, 1, 1))
    assert len(proposals) == 13
    assert proposals[0].span.label == "30 December 2019 to 26 January 2020"
    assert proposals[-1].span.label == "30 November to 27 December 2020"
    assert len({one.span.slug for one in proposals}) == 13


def test_each_month_goes_to_a_meeting_of_the_body_whose_meetings_count(footprint):
    body = BodyFactory(footprint=footprint)
    Cycle.objects.create(footprint=footprint, body=body)
    october, november = (MeetingFactory(body=body, date=date(2017, month, 18)) for month in (10, 11))
    MeetingFactory(body__footprint=footprint, date=date(2017, 10, 17))
    first, second, third, *_ = planning.year(footprint, date(2017, 9, 1))
    assert (first.meeting, second.meeting, third.meeting) == (october, november, None)
    assert first.dates == counted_back(october.date, Cycle())
    assert third.dates == counted_on(date(2017, 11, 30), Cycle())


def test_what_is_there_is_left_out_and_says_why(footprint):
    PeriodFactory(footprint=footprint, month=(2017, 9))
    PeriodFactory(
        footprint=footprint,
        label="Winter",
        slug="winter",
        first_day=date(2017, 11, 15),
        last_day=date(2017, 12, 1),
    )
    proposals = planning.year(footprint, date(2017, 9, 1))
    assert proposals[0].left_out == "There already"
    assert proposals[1].left_out == ""
    assert proposals[2].left_out == "Overlaps Winter, which stays as it is"
    # December shares its first day alone with the other period, which is allowed (DOMAIN A8 rule 4).
    assert proposals[3].left_out == ""


def test_an_address_that_is_taken_leaves_a_period_out(footprint):
    PeriodFactory(
        footprint=footprint, slug="2017-10", first_day=date(2016, 10, 1), last_day=date(2016, 10, 31)
    )
    proposals = planning.year(footprint, date(2017, 9, 1))
    assert "has its address" in proposals[1].left_out


def test_periods_of_another_footprint_do_not_count(footprint, other_footprint):
    PeriodFactory(footprint=other_footprint, month=(2017, 9))
    assert planning.year(footprint, date(2017, 9, 1))[0].left_out == ""


def test_a_year_takes_three_queries(footprint, django_assert_num_queries):
    body = BodyFactory(footprint=footprint)
    Cycle.objects.create(footprint=footprint, body=body)
    with django_assert_num_queries(3):
        planning.year(footprint, date(2017, 9, 1))


def test_one_period_of_own_dates_leaves_a_meeting_to_the_period_after_it(footprint):
    body = BodyFactory(footprint=footprint)
    Cycle.objects.create(footprint=footprint, body=body, cadence=Cadence.OWN_DATES)
    meeting = MeetingFactory(body=body, date=date(2017, 11, 15))
    span = Span(date(2017, 9, 1), date(2017, 9, 22))
    assert planning.one(footprint, span).meeting == meeting
    PeriodFactory(footprint=footprint, month=(2017, 10))
    assert planning.one(footprint, span).meeting is None


def test_planning_goes_on_where_it_ended(footprint):
    assert planning.usual_start(footprint, date(2017, 9, 20)) == date(2017, 9, 1)
    PeriodFactory(footprint=footprint, month=(2017, 9))
    assert planning.usual_start(footprint, date(2017, 9, 20)) == date(2017, 10, 1)
