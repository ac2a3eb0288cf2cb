"""Opening a period: who is expected to report, who is told, and when it is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from portfolios.actions import periods
from portfolios.models import (
    HighlightReport,
    Initiative,
    MailPreference,
    Notice,
    NoticeKind,
    PeriodState,
    ReportingRhythm,
    ReportState,
    RoleAssignment,
)
from stp_portal.accounts.roles import Role
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    PersonFactory,
    RatingSchemeFactory,
    UserFactory,
)


@pytest.fixture
def planned(footprint):
    RatingSchemeFactory(footprint=footprint)
    return PeriodFactory(
        footprint=footprint, month=(2017, 10), state=PeriodState.PLANNED, returns_due=date(2017, 11, 3)
    )


def expected_slugs() -> set[str]:
    reports = HighlightReport.objects.filter(state=ReportState.EXPECTED)
    return set(reports.values_list("initiative__slug", flat=True))


def test_opening_expects_a_report_of_each_and_says_who_opened_it_when(planned, initiative, priya):
    InitiativeFactory(footprint=planned.footprint, slug="planned-care", position=2)
    opened = periods.open_period(period=planned, by=priya)
    planned.refresh_from_db()
    assert (planned.state, planned.opened_by, planned.version) == (PeriodState.OPEN, priya, 2)
    assert planned.opened_at is not None
    assert [one.slug for one in opened.initiatives] == ["urgent-care", "planned-care"]
    assert expected_slugs() == {"urgent-care", "planned-care"}
    assert AuditEvent.objects.get(event="period.opened").after == {"expected": 2}


def test_initiatives_that_do_not_report_ended_before_or_start_after_are_not_expected(planned, priya):
    footprint = planned.footprint
    for slug, fields in {
        "always": {},
        "never": {"reporting": ReportingRhythm.NEVER},
        "ended-before": {"ended_on": date(2017, 9, 30)},
        "ends-on-the-first-day": {"ended_on": date(2017, 10, 1)},
        "starts-on-the-last-day": {"started_on": date(2017, 10, 31)},
        "starts-after": {"started_on": date(2017, 11, 1)},
    }.items():
        InitiativeFactory(footprint=footprint, slug=slug, **fields)
    InitiativeFactory(slug="of-another-footprint")
    periods.open_period(period=planned, by=priya)
    assert expected_slugs() == {"always", "ends-on-the-first-day", "starts-on-the-last-day"}


@pytest.mark.parametrize(
    ("before", "report", "is_expected"),
    [
        (PeriodState.LOCKED, None, True),
        (PeriodState.LOCKED, ReportState.SIGNED_OFF, False),
        (PeriodState.LOCKED, ReportState.EXPECTED, True),  # silent then: asked again
        (PeriodState.OPEN, ReportState.DRAFT, False),  # still being written
    ],
)
def test_every_second_period_means_not_after_one_that_was_reported(
    planned, priya, before, report, is_expected
):
    every_second = InitiativeFactory(footprint=planned.footprint, reporting=ReportingRhythm.SECOND)
    september = PeriodFactory(footprint=planned.footprint, month=(2017, 9), state=before)
    august = PeriodFactory(footprint=planned.footprint, month=(2017, 8), state=PeriodState.LOCKED)
    HighlightReportFactory(initiative=every_second, period=august, state=ReportState.SIGNED_OFF)
    if report:
        HighlightReportFactory(initiative=every_second, period=september, state=report)
    opened = periods.open_period(period=planned, by=priya)
    assert bool(opened.initiatives) == is_expected


def test_every_second_period_goes_on_over_many_periods(footprint, priya):
    RatingSchemeFactory(footprint=footprint)
    every_second = InitiativeFactory(footprint=footprint, reporting=ReportingRhythm.SECOND)
    turns = []
    for month in range(4, 10):
        period = PeriodFactory(footprint=footprint, month=(2017, month), state=PeriodState.PLANNED)
        turns.append(bool(periods.open_period(period=period, by=priya).initiatives))
        HighlightReport.objects.filter(period=period).update(state=ReportState.SIGNED_OFF)
        period.refresh_from_db()
        period.state = PeriodState.LOCKED
        period.save()
    assert turns == [True, False] * 3
    assert HighlightReport.objects.filter(initiative=every_second).count() == 3


# Telling leads


def test_each_lead_is_told_once_with_the_way_to_the_form(planned, initiative, alice, sam, priya):
    periods.open_period(period=planned, by=priya)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.period) == (alice, NoticeKind.OPENED, planned)
    assert notice.initiative == initiative
    assert notice.path == "/northmere/initiatives/urgent-care/reports/2017-10/edit/"
    assert notice.text == (
        "The report of Urgent Care for October 2017 can be written now. It is due on 3 November 2017."
    )


def test_who_wants_no_mail_of_openings_gets_none(planned, initiative, alice, priya):
    MailPreference.objects.create(footprint=planned.footprint, user=alice, opening=False)
    periods.open_period(period=planned, by=priya)
    assert Notice.objects.get().is_dropped


def test_initiatives_without_a_lead_who_has_an_account_are_named(planned, initiative, alice, priya):
    alone = InitiativeFactory(footprint=planned.footprint)
    opened = periods.open_period(period=planned, by=priya)
    assert opened.without_lead == [alone]


def test_opening_twice_expects_and_tells_once(planned, initiative, alice, priya):
    periods.open_period(period=planned, by=priya)
    again = periods.open_period(period=planned, by=priya)
    assert again.initiatives == ()
    assert HighlightReport.objects.count() == Notice.objects.count() == 1
    assert AuditEvent.objects.filter(event="period.opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_it_once(planned, initiative, alice, priya):
    def open_it(_: int) -> int:
        try:
            return len(periods.open_period(period=planned, by=priya).initiatives)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(open_it, range(4))) == [0, 0, 0, 1]
    planned.refresh_from_db()
    assert planned.version == 2
    assert HighlightReport.objects.count() == Notice.objects.count() == 1


def test_a_report_that_is_there_already_stays(planned, initiative, priya):
    report = HighlightReportFactory(initiative=initiative, period=planned)
    periods.open_period(period=planned, by=priya)
    assert HighlightReport.objects.get() == report
    assert HighlightReport.objects.get().state == ReportState.DRAFT


# Refusals


def test_a_planned_period_that_was_passed_over_keeps_no_later_one_shut(planned, priya):
    PeriodFactory(footprint=planned.footprint, month=(2017, 6), state=PeriodState.PLANNED)
    PeriodFactory(footprint=planned.footprint, month=(2017, 7), state=PeriodState.LOCKED)
    assert periods.open_period(period=planned, by=priya).period.is_open


def test_an_earlier_period_that_is_still_planned_comes_first(planned, priya):
    PeriodFactory(footprint=planned.footprint, month=(2017, 8), state=PeriodState.PLANNED)
    with pytest.raises(ValidationError, match=r"August 2017 is still planned. Open it first, or remove it"):
        periods.open_period(period=planned, by=priya)
    planned.refresh_from_db()
    assert planned.state == PeriodState.PLANNED


def test_without_a_rating_scheme_nothing_is_opened_and_it_says_what_to_do(footprint, initiative, priya):
    period = PeriodFactory(footprint=footprint, month=(2016, 10), state=PeriodState.PLANNED)
    RatingSchemeFactory(footprint=footprint)  # in force from 2017
    with pytest.raises(ValidationError, match=r"in force on 31 October 2016.*set one up"):
        periods.open_period(period=period, by=priya)
    assert not HighlightReport.objects.exists()


def test_where_nobody_reports_a_period_is_opened_without_a_rating_scheme(footprint, initiative, priya):
    """An area whose papers rate nothing has months too."""
    period = PeriodFactory(footprint=footprint, month=(2016, 10), state=PeriodState.PLANNED)
    with pytest.raises(ValidationError, match="say under “Who reports how often” that nobody reports"):
        periods.open_period(period=period, by=priya)
    Initiative.objects.update(reporting=ReportingRhythm.NEVER)
    assert periods.open_period(period=period, by=priya).initiatives == ()
    period.refresh_from_db()
    assert period.state == PeriodState.OPEN


def test_a_locked_period_is_not_opened_but_reopened(planned, priya):
    planned.state = PeriodState.LOCKED
    planned.save()
    with pytest.raises(ValidationError, match="opened again from its own page"):
        periods.open_period(period=planned, by=priya)


# Size


def statements_of_opening(month: int, footprint, priya, number: int) -> tuple[int, int]:
    """How many statements opening with ``number`` more initiatives takes: those that insert, and the others."""
    period = PeriodFactory(footprint=footprint, month=(2017, month), state=PeriodState.PLANNED)
    lead = PersonFactory(
        footprint=footprint,
        user=UserFactory(email=f"{month}@example.org", role=Role.LEAD, footprint=footprint),
    )
    made = Initiative.objects.bulk_create(
        Initiative(footprint=footprint, kind="portfolio", slug=f"new-{month}-{place}", name=f"New {place}")
        for place in range(number)
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(footprint=footprint, initiative=one, person=lead, role="lead") for one in made
    )
    with CaptureQueriesContext(connection) as captured:
        opened = periods.open_period(period=period, by=priya)
    assert Notice.objects.filter(period=period).count() == len(opened.initiatives) >= number
    inserts = sum(query["sql"].startswith("INSERT") for query in captured)
    return inserts, len(captured) - inserts


@pytest.mark.slow
def test_a_thousand_initiatives_take_no_query_each(footprint, priya):
    """Rows are inserted many at a time; SQLite takes only so many values in one statement."""
    RatingSchemeFactory(footprint=footprint)
    few_inserts, few_others = statements_of_opening(3, footprint, priya, 10)
    many_inserts, many_others = statements_of_opening(4, footprint, priya, 990)
    assert many_others <= few_others
    assert many_inserts <= few_inserts + (0 if connection.vendor == "postgresql" else 1000 / 10)
