"""Reminders: on which day who is told of what, once, over weekends, bank holidays and both changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios import reminders
from portfolios.models import (
    Cycle,
    HighlightReport,
    InitiativeRole,
    MailPreference,
    Notice,
    NoticeKind,
    PeriodState,
    ReportComment,
    ReportState,
    ReportStep,
    RoleAssignment,
)
from portfolios.reminders import due_reminders
from stp_portal.accounts.roles import Role
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

# Wednesday. Five working days before is Wednesday 7 October, one before Tuesday 13, one after Thursday 15, three after
# Monday 19, five after Wednesday 21. The clocks go back on Sunday 25 October.
DUE = date(2026, 10, 14)


def at(day, hour=8, minute=0, second=0, *, month=10):
    """A moment of 2026 by UTC; until 25 October London is an hour ahead of it."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


@pytest.fixture
def period(footprint):
    return PeriodFactory(
        footprint=footprint, month=(2026, 9), returns_due=DUE, sign_off_due=date(2026, 10, 21)
    )


@pytest.fixture
def report(period, initiative, alice, sam):
    return HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)


def steps():
    """What was told so far: the step of each notice's key and to whom, in order."""
    rows = Notice.objects.order_by("pk").values_list("key", "user__name")
    return [(key.split(":")[0] + key.split(":")[2][10:], name.split()[0]) for key, name in rows]


def test_the_steps_of_a_period_come_at_eight_in_london_and_the_sponsor_last(report):
    told = {}
    for hour in range(24 * 20):
        now = at(5, 0) + timedelta(hours=hour)
        due_reminders(now)
        for step in steps():
            told.setdefault(step, now)
    assert told == {
        ("reminder-5", "Alice"): at(7, 7),
        ("reminder-1", "Alice"): at(13, 7),
        ("reminder+1", "Alice"): at(15, 7),
        ("reminder+3", "Alice"): at(19, 7),
        ("sponsor+5", "Sam"): at(21, 7),
    }
    assert Notice.objects.count() == 5


def test_nobody_is_told_before_the_hour(report):
    assert due_reminders(at(7, 6, 59, 59)) == 0
    assert due_reminders(at(7, 7)) == 1


def test_a_step_is_told_once_however_often_it_is_asked_for(report):
    assert due_reminders(at(7, 7)) == 1
    assert [due_reminders(at(7, hour)) for hour in (7, 8, 12, 23)] == [0] * 4


def test_the_words_say_what_is_due_when_and_lead_to_the_form(report):
    due_reminders(at(7))
    due_reminders(at(15))
    before, after = Notice.objects.order_by("pk")
    assert before.text == "The report of Urgent Care for September 2026 is due on Wednesday 14 October 2026."
    assert after.text == (
        "The report of Urgent Care for September 2026 was due on Wednesday 14 October 2026 and has not been submitted."
    )
    assert before.path == "/northmere/initiatives/urgent-care/reports/2026-09/edit/"
    assert (before.kind, before.period, before.initiative) == (
        NoticeKind.REMINDER,
        report.period,
        report.initiative,
    )


def test_the_sponsor_hears_who_writes_it(report):
    due_reminders(at(21))
    notice = Notice.objects.get(kind=NoticeKind.SPONSOR)
    assert notice.text == (
        "The report of Urgent Care for September 2026 was due on Wednesday 14 October 2026 and has not been submitted. "
        "It is written by Alice Lead."
    )
    assert notice.path == "/northmere/initiatives/urgent-care/reports/2026-09/"


def test_a_report_nobody_writes_still_reaches_the_sponsor(period, footprint, sam, initiative):
    HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)
    due_reminders(at(21))
    assert "It is written by nobody with an account." in Notice.objects.get().text


def test_of_steps_that_passed_while_nothing_ran_only_the_latest_is_told(report):
    assert due_reminders(at(18)) == 1
    assert steps() == [("reminder+1", "Alice")]


def test_the_sponsor_never_hears_before_the_last_reminder(report, footprint):
    Cycle.objects.create(footprint=footprint, reminder_days=[-1, 3], sponsor_after=1)
    due_reminders(at(16))
    assert steps() == [("reminder-1", "Alice")]
    due_reminders(at(19))
    assert steps()[1:] == [("reminder+3", "Alice"), ("sponsor+3", "Sam")]


def test_the_days_and_the_hour_are_the_footprints(report, footprint):
    Cycle.objects.create(footprint=footprint, reminder_days=[0], reminder_time=time(16, 30))
    assert due_reminders(at(14, 15, 29)) == 0
    assert due_reminders(at(14, 15, 30)) == 1
    assert steps() == [("reminder+0", "Alice")]
    assert "is due on Wednesday" in Notice.objects.get().text


def test_a_footprint_may_do_without_reminders(report, footprint):
    Cycle.objects.create(footprint=footprint, reminder_days=[])
    due_reminders(at(20))
    assert steps() == []


def test_bank_holidays_are_no_working_days(initiative, alice, footprint):
    """Good Friday 2026 is 3 April, Easter Monday the 6th."""
    period = PeriodFactory(footprint=footprint, month=(2026, 3), returns_due=date(2026, 4, 7))
    HighlightReportFactory(initiative=initiative, period=period)
    assert due_reminders(at(2, 6, 59, month=4)) == 1  # five working days before, for the 26th of March
    due_reminders(at(2, 7, month=4))
    assert steps() == [("reminder-5", "Alice"), ("reminder-1", "Alice")]


class TestWhoIsLeftAlone:
    @pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ASSURED, ReportState.SIGNED_OFF])
    def test_who_has_handed_in(self, report, state):
        HighlightReport.objects.update(state=state)
        due_reminders(at(15))
        due_reminders(at(20))
        assert steps() == []

    @pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.LOCKED])
    def test_periods_that_are_not_open(self, report, period, state):
        period.state = state
        period.save()
        assert due_reminders(at(15)) == 0

    def test_periods_without_a_day_on_which_returns_are_due(self, report, period):
        period.returns_due = None
        period.save()
        assert due_reminders(at(15)) == 0

    def test_who_left_the_footprint(self, report, alice, priya):
        alice.memberships.update(ended_at=timezone.now(), ended_by=priya)
        assert due_reminders(at(15)) == 0

    def test_who_holds_the_role_no_more(self, report):
        RoleAssignment.objects.filter(role=InitiativeRole.LEAD).update(valid_to=date(2026, 1, 1))
        assert due_reminders(at(15)) == 0

    def test_who_wants_no_reminders(self, report, alice, footprint):
        MailPreference.objects.create(footprint=footprint, user=alice, reminders=False)
        due_reminders(at(15))
        assert Notice.objects.get().is_dropped

    def test_steps_from_before_the_period_was_opened(self, report, period, priya):
        period.opened_at, period.opened_by = at(8), priya
        period.save()
        assert due_reminders(at(12)) == 0
        assert due_reminders(at(13)) == 1

    def test_steps_from_before_it_was_opened_again(self, report, period, priya):
        period.reopened_at, period.reopened_by, period.reopened_reason = at(20), priya, "A mistake."
        period.save()
        assert due_reminders(at(20, 12)) == 0
        due_reminders(at(21))
        assert steps() == [("sponsor+5", "Sam")]

    @pytest.mark.parametrize("step", [ReportStep.RETURNED, ReportStep.RECALLED])
    def test_who_had_handed_in_when_the_step_came(self, report, footprint, priya, step):
        """Whoever has it back since was told why, and needs no reminder of a day that is past."""
        comment = ReportComment.objects.create(
            footprint=footprint, report=report, step=step, text="Say when.", by=priya
        )
        ReportComment.objects.filter(pk=comment.pk).update(at=at(15, 12))
        assert due_reminders(at(16)) == 0
        assert due_reminders(at(19)) == 1


def test_where_the_day_is_moved_its_steps_come_anew(report, period):
    due_reminders(at(13))
    period.returns_due = date(2026, 10, 20)
    period.save()
    due_reminders(at(14))
    assert steps() == [("reminder-1", "Alice"), ("reminder-5", "Alice")]
    assert "due on Tuesday 20 October 2026." in Notice.objects.last().text


class TestSigningOff:
    """It is due on Wednesday 21 October; five working days before is the 14th."""

    @pytest.fixture
    def assured(self, report, priya, alice):
        report.state = ReportState.ASSURED
        report.assured_at, report.assured_by = at(12), priya
        report.submitted_at, report.submitted_by = at(11), alice
        report.save()
        return report

    def test_who_signs_is_reminded_of_what_waits(self, assured):
        due_reminders(at(14, 6, 59))
        due_reminders(at(14, 7))
        due_reminders(at(22, 7))
        assert steps() == [("sign-off-5", "Sam"), ("sign-off+1", "Sam")]
        before, after = Notice.objects.order_by("pk")
        assert before.text == (
            "The report of Urgent Care for September 2026 waits for your sign-off, "
            "which is due on Wednesday 21 October 2026."
        )
        assert "which was due on" in after.text
        assert before.path == "/northmere/initiatives/urgent-care/reports/2026-09/"

    def test_what_was_assured_since_the_step_is_not_said_twice(self, assured):
        HighlightReport.objects.update(assured_at=at(14, 12))
        assert due_reminders(at(15)) == 0
        assert due_reminders(at(20)) == 1

    @pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.SIGNED_OFF])
    def test_only_what_the_pmo_assured_waits_for_it(self, assured, state):
        HighlightReport.objects.update(state=state)
        assert due_reminders(at(20)) == 0

    def test_nobody_is_asked_to_sign_their_own(self, assured, sam):
        HighlightReport.objects.update(submitted_by=sam)
        assert due_reminders(at(20)) == 0

    def test_nor_what_they_ever_wrote_in_or_assured(self, assured, sam, alice):
        HighlightReport.objects.update(editors=[sam.pk])
        assert due_reminders(at(20)) == 0
        HighlightReport.objects.update(editors=[alice.pk], assured_by=sam)
        assert due_reminders(at(20)) == 0
        HighlightReport.objects.update(assured_by=alice)
        assert due_reminders(at(20)) == 1

    def test_a_period_without_that_day_has_none(self, assured, period):
        period.sign_off_due = None
        period.save()
        assert due_reminders(at(20)) == 0


def test_reminders_go_out_soon_even_to_those_who_want_one_mail_a_day(report, alice, footprint):
    MailPreference.objects.create(footprint=footprint, user=alice, frequency="daily")
    due_reminders(at(15, 11))
    assert Notice.objects.get().held_until == at(15, 11, 2)


def test_every_lead_is_told_of_every_report(period, footprint, alice, initiative, report):
    other = InitiativeFactory(footprint=footprint, name="Digital")
    person = alice.people.get()
    RoleAssignmentFactory(initiative=other, person=person)
    colleague = UserFactory(name="Carol", role=Role.LEAD, footprint=footprint)
    RoleAssignmentFactory(initiative=other, person=PersonFactory(footprint=footprint, user=colleague))
    HighlightReportFactory(initiative=other, period=period)
    assert due_reminders(at(15)) == 3


def test_many_reports_ask_as_few_questions_as_one(period, footprint, alice):
    person = PersonFactory(footprint=footprint, user=UserFactory(role=Role.LEAD, footprint=footprint))

    def asked(number, now):
        for _ in range(number):
            initiative = InitiativeFactory(footprint=footprint)
            RoleAssignmentFactory(initiative=initiative, person=person)
            HighlightReportFactory(initiative=initiative, period=period)
        with CaptureQueriesContext(connection) as queries:
            due_reminders(now)
        return sum(query["sql"].startswith("SELECT") for query in queries.captured_queries)

    assert asked(1, at(7)) == asked(60, at(13))
    assert Notice.objects.count() == 62


def test_trouble_in_one_footprint_keeps_no_other_from_its_reminders(report, other_footprint, caplog):
    PeriodFactory(footprint=other_footprint, month=(2026, 8), returns_due=DUE)
    real = reminders._remind

    def troubled(step, now):
        if step.period.footprint == other_footprint:
            raise RuntimeError("a bug")
        return real(step, now)

    with patch.object(reminders, "_remind", troubled):
        assert due_reminders(at(15)) == 1
    assert "Southmere (made up), August 2026" in caplog.text


@pytest.mark.parametrize(
    ("day", "month", "hour", "minute", "expected"),
    [
        # The clocks go forward on 29 March 2026, from 01:00 to 02:00.
        (27, 3, 8, 0, at(27, 8, month=3)),
        (30, 3, 8, 0, at(30, 7, month=3)),
        (30, 3, 1, 30, at(30, 0, 30, month=3)),
        # They go back on 25 October, from 02:00 to 01:00.
        (23, 10, 8, 0, at(23, 7)),
        (26, 10, 8, 0, at(26, 8)),
        (26, 10, 1, 30, at(26, 1, 30)),
    ],
)
def test_the_hour_is_london_time_on_either_side_of_a_change_of_the_clock(
    initiative, alice, footprint, day, month, hour, minute, expected
):
    Cycle.objects.create(footprint=footprint, reminder_days=[0], reminder_time=time(hour, minute))
    period = PeriodFactory(footprint=footprint, month=(2026, 2), returns_due=date(2026, month, day))
    HighlightReportFactory(initiative=initiative, period=period)
    assert due_reminders(expected - timedelta(seconds=1)) == 0
    assert due_reminders(expected) == 1
