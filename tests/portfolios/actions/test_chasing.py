"""Chasing: whoever has a return is told, once a day, and what cannot be told is said with its reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from portfolios.actions import chasing
from portfolios.actions.chase_letters import letters
from portfolios.models import Notice, NoticeKind, PeriodState, ReportState
from portfolios.queries.returns import returns
from stp_portal.core.models import AuditEvent
from tests.factories import HighlightReportFactory, InitiativeFactory, PeriodFactory, RoleAssignmentFactory

TODAY = date(2018, 3, 12)


@pytest.fixture
def period(footprint):
    return PeriodFactory(
        footprint=footprint,
        month=(2018, 2),
        returns_due=date(2018, 3, 7),
        sign_off_due=date(2018, 3, 14),
    )


@pytest.fixture
def report(period, initiative, alice, sam):
    return HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)


@pytest.fixture
def chase(period, priya):
    """Chases every return of the period."""

    def chased(today=TODAY, **more):
        return chasing.chase(period=period, reports=returns([period], today), by=priya, today=today, **more)

    return chased


def test_the_lead_is_told_with_the_way_to_the_form(chase, report, alice, period):
    written, told = chase()
    (notice,) = told
    assert (notice.user, notice.kind, notice.period, notice.initiative) == (
        alice,
        NoticeKind.CHASE,
        period,
        report.initiative,
    )
    assert notice.text == "The report of Urgent Care for February 2018 was due on 7 March 2018, 5 days ago."
    assert notice.path == "/northmere/initiatives/urgent-care/reports/2018-02/edit/"
    assert notice.key == f"chase:{period.pk}:{report.initiative.pk}:{alice.pk}:2018-03-12"
    assert [letter.user for letter in written.letters] == [alice]


@pytest.mark.parametrize(
    ("state", "due", "text"),
    [
        (ReportState.DRAFT, TODAY, "The report of Urgent Care for February 2018 is due today."),
        (
            ReportState.DRAFT,
            TODAY + timedelta(days=2),
            "The report of Urgent Care for February 2018 is due on 14 March 2018.",
        ),
        (ReportState.DRAFT, None, "The report of Urgent Care for February 2018 has not been returned yet."),
        (
            ReportState.ASSURED,
            TODAY + timedelta(days=2),
            "The report of Urgent Care for February 2018 waits for your sign-off, due on 14 March 2018.",
        ),
        (
            ReportState.ASSURED,
            TODAY - timedelta(days=1),
            "The report of Urgent Care for February 2018 waits for your sign-off, "
            "which was due on 11 March 2018, 1 day ago.",
        ),
        (ReportState.ASSURED, None, "The report of Urgent Care for February 2018 waits for your sign-off."),
    ],
)
def test_each_is_told_what_is_due_when(chase, report, period, state, due, text):
    period.returns_due = period.sign_off_due = due
    period.save()
    report.state = state
    report.save()
    _, (notice,) = chase()
    assert notice.text == text


def test_the_signer_is_led_to_the_report(chase, report, sam):
    report.state = ReportState.ASSURED
    report.save()
    _, (notice,) = chase()
    assert (notice.user, notice.path) == (sam, "/northmere/initiatives/urgent-care/reports/2018-02/")


def test_once_a_day_whoever_presses_how_often(chase, report):
    chase()
    written, told = chase()
    assert (told, written.letters) == ([], ())
    assert [one.why for one in written.unreached] == ["Alice Lead was chased about it today already."]
    assert Notice.objects.count() == 1
    _, told = chase(today=TODAY + timedelta(days=1))
    assert len(told) == 1


def test_a_line_of_ones_own_stands_with_the_last(chase, period, report, footprint, alice, priya):
    other = InitiativeFactory(footprint=footprint, name="Falls")
    RoleAssignmentFactory(initiative=other, person=alice.people.get())
    HighlightReportFactory(initiative=other, period=period)
    written, told = chase(line="  Can you manage\n by noon? ")
    assert [notice.text.endswith("Priya Office adds: “Can you manage by noon?”") for notice in told] == [
        False,
        True,
    ]
    (letter,) = written.letters
    assert letter.initiatives == ("Urgent Care", "Falls")
    assert letter.body(footprint).count("Can you manage by noon?") == 1


def test_a_long_line_is_refused(chase, report):
    with pytest.raises(ValidationError) as refused:
        chase(line="x" * 201)
    assert refused.value.message_dict == {"line": ["Shorten your line to 200 characters or fewer."]}
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("state", "why"),
    [(ReportState.SUBMITTED, "It waits for the PMO."), (ReportState.SIGNED_OFF, "It is signed off.")],
)
def test_what_waits_for_nobody_outside_the_pmo_is_told_to_nobody(chase, report, state, why):
    report.state = state
    report.save()
    written, told = chase()
    assert (told, [one.why for one in written.unreached]) == ([], [why])
    assert not AuditEvent.objects.filter(event="period.chased").exists()


def test_without_an_account_nobody_is_told(chase, period, initiative):
    HighlightReportFactory(initiative=initiative, period=period)
    written, told = chase()
    assert told == []
    assert [(one.initiative, one.why) for one in written.unreached] == [
        ("Urgent Care", "Nobody: it has no lead with an account.")
    ]


def test_a_period_that_is_not_open_is_not_chased(chase, report, period):
    period.state = PeriodState.LOCKED
    period.save()
    with pytest.raises(ValidationError, match="is locked: its reports are not waited for"):
        chase()


def test_it_is_on_record_who_was_told_what(chase, report):
    chase(line="Please.")
    event = AuditEvent.objects.get(event="period.chased")
    assert event.after == {"told": {"alice@example.org": ["Urgent Care"]}, "line": "Please."}


def test_what_is_shown_before_is_what_is_sent(chase, report, period, priya, footprint):
    shown = letters(period, returns([period], TODAY), line="Please.", by=priya, today=TODAY)
    written, told = chase(line="Please.")
    assert [letter.body(footprint) for letter in shown.letters] == [
        letter.body(footprint) for letter in written.letters
    ]
    assert told[0].text in shown.letters[0].body(footprint)
    assert shown.letters[0].subject(footprint) == "Northmere (made up): 1 report asked for: Urgent Care"


def test_the_number_of_queries_does_not_grow(chase, period, report, alice, django_assert_max_num_queries):
    for _ in range(8):
        more = HighlightReportFactory(initiative=InitiativeFactory(footprint=period.footprint), period=period)
        RoleAssignmentFactory(initiative=more.initiative, person=alice.people.get())
    with django_assert_max_num_queries(25):
        chase()
    assert Notice.objects.count() == 9
