"""Planning periods, changing their dates and taking them away."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portfolios.actions import periods
from portfolios.actions.period_rules import RESERVED_SLUGS
from portfolios.models import Cadence, Cycle, PeriodState, ReportDraft, ReportingPeriod
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    PaperFactory,
    PeriodFactory,
)


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


def test_name_and_label_follow_from_the_days(footprint, priya):
    month = periods.plan(
        footprint=footprint, first_day=date(2017, 9, 1), last_day=date(2017, 9, 30), by=priya
    )
    assert (month.slug, month.label, month.state) == ("2017-09", "September 2017", PeriodState.PLANNED)


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_period_cannot_hide_another_page(footprint, priya, slug):
    with pytest.raises(ValidationError, match="name of another page"):
        plan(footprint, priya, date(2017, 9, 1), date(2017, 9, 30), slug=slug)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(1999, 12, 31), date(2000, 1, 31), "first_day"),
        (date(2100, 12, 1), date(2101, 1, 1), "last_day"),
        (date(9999, 12, 1), date(9999, 12, 31), "first_day"),
        (date(2017, 9, 1), date(2071, 9, 30), "last_day"),
        (date(2017, 9, 30), date(2017, 9, 1), "last_day"),
    ],
)
@pytest.mark.parametrize("planned", [periods.plan, periods.plan_one])
def test_a_slip_of_the_finger_in_a_year_is_refused_at_its_field(
    footprint, priya, planned, first, last, field
):
    with pytest.raises(ValidationError) as refused:
        planned(footprint=footprint, first_day=first, last_day=last, by=priya)
    assert set(refused.value.message_dict) == {field}


def test_one_period_gets_its_meeting_and_dates_from_the_cycle(footprint, priya):
    meeting = MeetingFactory(body__footprint=footprint, date=date(2017, 10, 18))
    Cycle.objects.create(footprint=footprint, body=meeting.body)
    period = periods.plan_one(
        footprint=footprint, first_day=date(2017, 9, 2), last_day=date(2017, 9, 30), label="Autumn", by=priya
    )
    assert (period.label, period.slug, period.meeting) == ("Autumn", "2017-09-02", meeting)
    assert period.returns_due == date(2017, 10, 2)


# A year at once


def planned_year(footprint, priya, start=date(2017, 9, 1)) -> list[ReportingPeriod]:
    return periods.plan_year(footprint=footprint, start=start, by=priya)


def test_a_year_of_months_is_planned_and_recorded(footprint, priya):
    made = planned_year(footprint, priya)
    assert [period.label for period in made][:2] == ["September 2017", "October 2017"]
    assert len(made) == ReportingPeriod.objects.count() == 12
    assert all(period.returns_due > period.last_day for period in made)
    events = AuditEvent.objects.filter(event="period.planned", actor=priya.email)
    assert events.count() == 12
    assert events.last().after["returns_due"] == "2018-09-05"


def test_planning_a_year_again_changes_nothing(footprint, priya):
    planned_year(footprint, priya)
    before = list(ReportingPeriod.objects.values())
    assert planned_year(footprint, priya) == []
    assert list(ReportingPeriod.objects.values()) == before


def test_what_is_there_stays_as_it_is_and_gaps_are_filled(footprint, priya):
    mine = PeriodFactory(footprint=footprint, month=(2017, 11), note="Ours", returns_due=None)
    made = planned_year(footprint, priya)
    assert len(made) == 11
    mine.refresh_from_db()
    assert (mine.note, mine.returns_due, mine.version) == ("Ours", None, 1)


def test_a_year_over_a_leap_day_and_into_the_next_financial_year(footprint, priya):
    made = planned_year(footprint, priya, start=date(2019, 12, 31))
    assert made[0].slug == "2019-12"
    assert {period.last_day for period in made} >= {date(2019, 12, 31), date(2020, 2, 29)}
    assert made[-1].last_day == date(2020, 11, 30)


def test_a_year_of_four_weeks_is_planned(footprint, priya):
    Cycle.objects.create(footprint=footprint, cadence=Cadence.FOUR_WEEKLY, first_day=date(2017, 9, 4))
    made = planned_year(footprint, priya, start=date(2017, 9, 4))
    assert len(made) == 13
    assert (made[0].label, made[0].slug) == ("4 September to 1 October 2017", "2017-09-04")
    assert made[-1].last_day == date(2018, 9, 2)


def test_a_year_of_own_dates_is_refused_with_what_to_do(footprint, priya):
    Cycle.objects.create(footprint=footprint, cadence=Cadence.OWN_DATES)
    with pytest.raises(ValidationError, match="added one by one"):
        planned_year(footprint, priya)


@pytest.mark.parametrize("start", [date(1066, 10, 14), date(9999, 12, 31), date(2100, 6, 1)])
def test_a_year_out_of_all_bounds_is_refused(footprint, priya, start):
    with pytest.raises(ValidationError, match="too far away"):
        planned_year(footprint, priya, start=start)
    assert not ReportingPeriod.objects.exists()


# Changing dates


@pytest.fixture
def september(footprint):
    return PeriodFactory(
        footprint=footprint, month=(2017, 9), data_cut_off=date(2017, 9, 27), returns_due=date(2017, 10, 2)
    )


def test_dates_of_an_open_period_are_changed_and_recorded(september, priya):
    changed = periods.change_dates(
        period=september, version=1, by=priya, returns_due=date(2017, 10, 4), assurance_due=date(2017, 10, 9)
    )
    assert changed.version == 2
    september.refresh_from_db()
    assert (september.returns_due, september.assurance_due) == (date(2017, 10, 4), date(2017, 10, 9))
    event = AuditEvent.objects.get(event="period.changed")
    assert event.before == {"returns_due": "2017-10-02", "assurance_due": None}
    assert event.after == {"returns_due": "2017-10-04", "assurance_due": "2017-10-09"}


def test_the_same_dates_again_change_nothing(september, priya):
    periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 10, 4))
    periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 10, 4))
    assert AuditEvent.objects.filter(event="period.changed").count() == 1


def test_somebody_elses_change_is_not_overwritten(september, priya):
    periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 10, 4))
    with pytest.raises(Conflict) as clash:
        periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 10, 5))
    assert clash.value.instance.version == 2
    september.refresh_from_db()
    assert september.returns_due == date(2017, 10, 4)


def test_dates_out_of_order_are_refused_and_both_are_named(september, priya):
    with pytest.raises(ValidationError) as refused:
        periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 9, 26))
    assert refused.value.message_dict == {
        "returns_due": [
            "26 September 2017 (returns due) is before 27 September 2017 (data cut-off), which comes first. "
            "Change one of the two."
        ]
    }
    september.refresh_from_db()
    assert september.returns_due == date(2017, 10, 2)


def test_dates_between_which_one_is_empty_are_held_to_their_order_too(september, priya):
    with pytest.raises(ValidationError, match=r"papers sent out.*returns due"):
        periods.change_dates(period=september, version=1, by=priya, despatch_on=date(2017, 10, 1))


def test_a_meeting_before_its_papers_are_sent_out_is_refused(september, priya):
    meeting = MeetingFactory(body__footprint=september.footprint, date=date(2017, 10, 1))
    with pytest.raises(ValidationError) as refused:
        periods.change_dates(period=september, version=1, by=priya, meeting=meeting)
    assert "1 October 2017 (meeting) is before 2 October 2017" in refused.value.message_dict["meeting"][0]


def test_a_meeting_of_another_footprint_is_refused(september, priya, other_footprint):
    meeting = MeetingFactory(body__footprint=other_footprint, date=date(2017, 11, 1))
    with pytest.raises(ValidationError, match="another footprint"):
        periods.change_dates(period=september, version=1, by=priya, meeting=meeting)


@pytest.mark.parametrize("day", [date(2016, 10, 2), date(2018, 10, 2), date(2017, 8, 31)])
def test_a_date_far_from_its_period_or_before_it_is_refused(september, priya, day):
    with pytest.raises(ValidationError) as refused:
        periods.change_dates(period=september, version=1, by=priya, data_cut_off=None, returns_due=day)
    assert set(refused.value.message_dict) == {"returns_due"}


def test_days_are_changed_unless_they_overlap_another_period(september, priya, footprint):
    PeriodFactory(footprint=footprint, month=(2017, 10))
    with pytest.raises(ValidationError, match="overlaps October 2017"):
        periods.change_dates(period=september, version=1, by=priya, last_day=date(2017, 10, 2))
    periods.change_dates(period=september, version=1, by=priya, last_day=date(2017, 10, 1))
    september.refresh_from_db()
    assert september.last_day == date(2017, 10, 1)


def test_dates_of_a_locked_period_stay(september, priya):
    september.state = PeriodState.LOCKED
    september.save()
    with pytest.raises(ValidationError, match="is locked"):
        periods.change_dates(period=september, version=1, by=priya, returns_due=date(2017, 10, 4))


# Removing


@pytest.fixture
def planned(footprint):
    return PeriodFactory(footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED)


def test_a_planned_period_is_removed_and_the_record_says_what_it_was(planned, priya):
    pk = planned.pk
    periods.remove_planned(period=planned, by=priya)
    assert not ReportingPeriod.objects.exists()
    event = AuditEvent.objects.get(event="period.removed")
    assert (event.subject_id, event.subject_label) == (str(pk), "October 2017")
    assert event.before["first_day"] == "2017-10-01"


@pytest.mark.parametrize("state", [PeriodState.OPEN, PeriodState.LOCKED])
def test_a_period_that_has_begun_is_not_removed(planned, priya, state):
    ReportingPeriod.objects.update(state=state)
    with pytest.raises(ValidationError, match="only a planned period"):
        periods.remove_planned(period=planned, by=priya)


def test_a_period_with_anything_in_it_is_not_removed(planned, priya, footprint):
    """Also what applications to the right keep of it: a paper is none of this one's models."""
    PaperFactory(paper_type__footprint=footprint, period=planned)
    HighlightReportFactory(initiative__footprint=footprint, period=planned)
    with pytest.raises(ValidationError) as refused:
        periods.remove_planned(period=planned, by=priya)
    assert refused.value.messages == [
        "October 2017 cannot be removed: 1 highlight report and 1 paper on record belong to it."
    ]
    assert ReportingPeriod.objects.filter(pk=planned.pk).exists()


def test_a_text_that_somebody_is_typing_is_not_removed_with_its_period(planned, priya, footprint):
    initiative = InitiativeFactory(footprint=footprint)
    ReportDraft.objects.create(footprint=footprint, initiative=initiative, period=planned, user=priya)
    with pytest.raises(ValidationError, match="Somebody is writing"):
        periods.remove_planned(period=planned, by=priya)
    assert ReportDraft.objects.exists()
