"""The periods of a made-up footprint, their dates and the meetings they lead to."""

from datetime import date

from django.utils import timezone

from portfolios.models import HighlightReport, Meeting, PeriodState, ReportingPeriod, ReportState
from tests.reports.synthesise.making import MONTHS, SIZE, UNTIL, make


def test_periods_run_up_to_the_day_given_and_the_last_is_open(northmere):
    periods = list(ReportingPeriod.objects.exclude(state=PeriodState.PLANNED).order_by("first_day"))

    assert [period.slug for period in periods] == [
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert [period.state for period in periods] == [PeriodState.LOCKED] * 5 + [PeriodState.OPEN]
    locked = HighlightReport.objects.filter(period__state=PeriodState.LOCKED)
    assert locked.filter(state=ReportState.SIGNED_OFF).count() == locked.count() == 5 * SIZE
    in_progress = set(HighlightReport.objects.filter(period=periods[-1]).values_list("state", flat=True))
    assert in_progress >= {ReportState.EXPECTED, ReportState.DRAFT, ReportState.SUBMITTED}
    assert not HighlightReport.objects.filter(state=ReportState.EXPECTED, paragraphs__isnull=False).exists()


def test_the_current_month_is_where_a_footprint_ends_unless_said(db):
    make(initiatives=5, months=1, until=None)

    period = ReportingPeriod.objects.get(state=PeriodState.OPEN)
    assert period.last_day < timezone.localdate().replace(day=1)


def test_dates_follow_from_the_cycle_and_a_year_is_planned_ahead(northmere):
    periods = list(ReportingPeriod.objects.select_related("meeting").order_by("first_day"))
    opened, *planned = periods[MONTHS - 1 :]

    assert (opened.slug, opened.state, opened.meeting.date) == (
        "2026-03",
        PeriodState.OPEN,
        date(2026, 4, 15),
    )
    # Good Friday and Easter Monday, 3 and 6 April, are passed over.
    assert opened.returns_due == opened.data_cut_off == opened.last_day
    assert opened.despatch_on == date(2026, 4, 8)
    assert [period.state for period in planned] == [PeriodState.PLANNED] * 12
    assert (planned[0].slug, planned[-1].slug) == ("2026-04", "2027-03")
    for period in periods:
        assert period.last_day <= period.returns_due <= period.meeting.date
        assert (period.meeting.date - period.last_day).days in range(14, 22)
        assert (period.opened_at is None) == (period.state == PeriodState.PLANNED)
        assert (period.locked_at is not None) == (period.state == PeriodState.LOCKED)


def test_bodies_meet_before_and_after_the_open_period(northmere):
    for key in ("governing-body", "slt"):
        days = Meeting.objects.filter(body__key=key).order_by("date").values_list("date", flat=True)
        assert days[0] < date(2026, 3, 1)
        assert days[len(days) - 1] > UNTIL
