"""My work: what somebody has to do, by when, for each role; and where they land after signing in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import MailState, PeriodState, ReportState, ReportStep
from stp_portal.accounts.roles import Role
from tests.factories import (
    DependencyFactory,
    DeputyFactory,
    EscalationFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MailFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    ReportCommentFactory,
    RiskFactory,
    RiskOwnerFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from tests.pages import read

ADDRESS = "/northmere/my-work/"
FORM = "/northmere/initiatives/urgent-care/reports/2018-02/edit/"
REPORT = "/northmere/initiatives/urgent-care/reports/2018-02/"
NOTHING = "Nothing waits for you."


def day(days):
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def period(footprint):
    """Open; returns were due five days ago, assurance is due today, sign-off in three days."""
    return PeriodFactory(
        footprint=footprint,
        month=(2018, 2),
        returns_due=day(-5),
        assurance_due=day(0),
        sign_off_due=day(3),
        despatch_on=day(20),
    )


@pytest.fixture
def report(period, initiative):
    return HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)


def stands(report, state, **more):
    for name, value in {"state": state, **more}.items():
        setattr(report, name, value)
    report.save()


class TestLead:
    @pytest.mark.parametrize(
        ("state", "what"), [(ReportState.EXPECTED, "Write"), (ReportState.DRAFT, "Finish")]
    )
    def test_reports_to_write(self, client, alice, report, state, what):
        stands(report, state)
        found = read(client, alice, ADDRESS)
        assert f"Overdue {what} the report of Urgent Care for February 2018" in found
        assert "Overdue by 5 days" in found
        assert f'href="{FORM}"' in client.get(ADDRESS).content.decode()

    def test_a_returned_report_shows_what_to_put_right(self, client, alice, priya, report):
        stands(report, ReportState.DRAFT, returned_at=timezone.now(), returned_by=priya)
        for text in ("An older one.", "Say **by when** it recovers."):
            ReportCommentFactory(report=report, step=ReportStep.RETURNED, text=text, by=priya)
        found = read(client, alice, ADDRESS)
        assert "Put right the report of Urgent Care for February 2018" in found
        assert "Priya Office: Say by when it recovers." in found
        assert "An older one." not in found

    @pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ASSURED, ReportState.SIGNED_OFF])
    def test_nothing_once_it_is_handed_in(self, client, alice, sam, report, state):
        stands(report, state)
        found = read(client, alice, ADDRESS)
        assert NOTHING in found
        assert "February 2018 is open, and none of its steps is yours just now." in found

    def test_reports_of_others_are_not_listed(self, client, alice, period, footprint):
        HighlightReportFactory(initiative=InitiativeFactory(footprint=footprint, name="Falls"), period=period)
        assert NOTHING in read(client, alice, ADDRESS)

    def test_a_deputy_sees_the_work_of_who_is_away(self, client, alice, report, footprint):
        deputy = UserFactory(name="Dan", role=Role.LEAD, footprint=footprint)
        DeputyFactory(principal=alice.people.get(), deputy=PersonFactory(footprint=footprint, user=deputy))
        assert "Write the report of Urgent Care" in read(client, deputy, ADDRESS)

    def test_overdue_milestones_lead_to_the_form(self, client, alice, report, initiative):
        MilestoneFactory(initiative=initiative, title="Outline case", baseline="January 2018")
        MilestoneFactory(initiative=initiative, title="Met", baseline="January 2018", actual="May 2018")
        MilestoneFactory(initiative=initiative, title="Moved", baseline="January 2018", forecast="May 2099")
        MilestoneFactory(initiative=initiative, title="Loose", baseline="January 2018", forecast="On-going")
        found = read(client, alice, ADDRESS)
        assert "Update the milestone “Outline case” of Urgent Care" in found
        for title in ("Met", "Moved", "Loose"):
            assert f"“{title}”" not in found
        assert client.get(ADDRESS).content.decode().count(f'href="{FORM}"') == 2

    def test_without_a_form_they_lead_to_the_initiative(self, client, alice, initiative):
        MilestoneFactory(initiative=initiative, baseline="January 2018")
        client.force_login(alice)
        page = client.get(ADDRESS).content.decode()
        assert 'href="/northmere/initiatives/urgent-care/#milestones"' in page


class TestSro:
    def test_reports_to_sign_off(self, client, sam, report):
        stands(report, ReportState.ASSURED)
        found = read(client, sam, ADDRESS)
        assert "This week Sign off the report of Urgent Care for February 2018 (Due in 3 days)" in found
        assert f'href="{REPORT}"' in client.get(ADDRESS).content.decode()

    def test_those_below_as_well(self, client, sam, period, initiative, footprint):
        below = InitiativeFactory(footprint=footprint, parent=initiative, kind="programme", name="Falls")
        HighlightReportFactory(initiative=below, period=period, state=ReportState.ASSURED)
        assert "Sign off the report of Falls" in read(client, sam, ADDRESS)

    def test_not_what_they_wrote_themselves(self, client, sam, report):
        stands(report, ReportState.ASSURED, submitted_at=timezone.now(), submitted_by=sam)
        assert NOTHING in read(client, sam, ADDRESS)

    def test_milestones_are_the_leads(self, client, sam, report, initiative, alice):
        MilestoneFactory(initiative=initiative, baseline="January 2018")
        assert NOTHING in read(client, sam, ADDRESS)


class TestPmo:
    def test_returns_to_assure(self, client, priya, alice, report):
        stands(report, ReportState.SUBMITTED, submitted_at=timezone.now(), submitted_by=alice)
        found = read(client, priya, ADDRESS)
        assert "This week Assure the report of Urgent Care for February 2018 (Due today) Due today" in found

    def test_many_lead_to_the_room(self, client, priya, period, footprint):
        for _ in range(13):
            initiative = InitiativeFactory(footprint=footprint)
            HighlightReportFactory(initiative=initiative, period=period, state=ReportState.SUBMITTED)
        client.force_login(priya)
        page = client.get(ADDRESS).content.decode()
        assert page.count("Assure the report") == 10
        assert "Assure 3 more reports" in page
        assert 'href="/northmere/periods/2018-02/?only=mine"' in page

    def test_what_nobody_can_write_or_sign_off(self, client, priya, period, footprint):
        for name in "ABCDE":
            one = InitiativeFactory(footprint=footprint, name=name)
            HighlightReportFactory(initiative=one, period=period)
        signed = InitiativeFactory(footprint=footprint, name="F")
        HighlightReportFactory(initiative=signed, period=period, state=ReportState.ASSURED)
        found = read(client, priya, ADDRESS)
        assert "Find a lead with an account for A, B, C and 2 more (February 2018)" in found
        assert "Find who can sign off F (February 2018)" in found

    def test_mail_that_failed(self, client, priya, alice, footprint):
        MailFactory(footprint=footprint, user=alice, state=MailState.FAILED)
        assert "Look at 1 mail that could not be delivered (Due today)" in read(client, priya, ADDRESS)

    @pytest.mark.parametrize(("begins", "is_told"), [(-3, True), (7, True), (8, False)])
    def test_the_next_period_to_open(self, client, priya, footprint, begins, is_told):
        PeriodFactory(
            footprint=footprint,
            first_day=day(begins),
            last_day=day(begins + 27),
            slug="next",
            label="Next",
            state=PeriodState.PLANNED,
        )
        assert ("Open Next" in read(client, priya, ADDRESS)) is is_told

    def test_a_planned_period_that_was_passed_over_is_nobodys_task(self, client, priya, footprint):
        PeriodFactory(footprint=footprint, month=(2015, 6), state=PeriodState.PLANNED)
        PeriodFactory(footprint=footprint, month=(2017, 9), state=PeriodState.LOCKED)
        assert "June 2015" not in read(client, priya, ADDRESS)

    def test_a_period_to_lock_once_it_is_due(self, client, priya, alice, report, period):
        assert "Lock February" not in read(client, priya, ADDRESS)
        period.despatch_on = day(6)
        period.save()
        found = read(client, priya, ADDRESS)
        assert "Lock February 2018 (Due in 6 days) 0 of 1 report signed off" in found

    def test_or_once_everything_is_signed_off(self, client, priya, report):
        stands(report, ReportState.SIGNED_OFF)
        assert "Later Lock February 2018" in read(client, priya, ADDRESS)

    def test_an_analyst_neither_opens_nor_locks(self, client, footprint, report):
        stands(report, ReportState.SIGNED_OFF)
        analyst = UserFactory(role=Role.PMO_ANALYST, footprint=footprint)
        assert NOTHING in read(client, analyst, ADDRESS)


class TestReading:
    @pytest.mark.parametrize("who", ["bea", "bob"])
    def test_the_latest_period_and_the_papers_to_come(self, client, request, who, footprint):
        user = request.getfixturevalue(who)
        locked = PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
        soon = MeetingFactory(body__footprint=footprint, body__name="Governing Body", date=day(9))
        later = MeetingFactory(body=soon.body, date=day(40))
        for meeting, slug in ((soon, "update"), (later, "too-early")):
            kind = PaperTypeFactory(footprint=footprint, slug=slug)
            PaperFactory(paper_type=kind, period=locked, meeting=meeting, title=slug)
        found = read(client, user, ADDRESS)
        assert NOTHING in found
        assert "The next meeting is that of Governing Body on" in found
        assert "To read update, for Governing Body on" in found
        assert "too-early" not in found
        assert "How the portfolio stood in January 2018, and what had changed" in found

    def test_an_observer_sees_no_private_paper(self, client, bob, bea, footprint):
        locked = PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
        meeting = MeetingFactory(body__footprint=footprint, date=day(9))
        PaperFactory(
            paper_type=PaperTypeFactory(footprint=footprint),
            period=locked,
            meeting=meeting,
            title="Secret",
            is_private=True,
            private_reason="Section 43",
        )
        assert "Secret" in read(client, bea, ADDRESS)
        assert "Secret" not in read(client, bob, ADDRESS)

    def test_what_comes_next_where_nothing_is_open(self, client, alice, footprint):
        assert "No period is open, and none is planned yet." in read(client, alice, ADDRESS)
        PeriodFactory(footprint=footprint, month=(2099, 1), state=PeriodState.PLANNED)
        found = read(client, alice, ADDRESS)
        assert "January 2099 comes next: it begins on 1 January 2099, and its reports are due on" in found

    def test_who_plans_periods_is_led_to_planning_them(self, client, priya, footprint):
        assert "none is planned yet. Plan the next year" in read(client, priya, ADDRESS)

    def test_a_planned_period_may_have_begun(self, client, alice, footprint):
        PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.PLANNED)
        assert "January 2018 comes next: it began on 1 January 2018" in read(client, alice, ADDRESS)

    def test_who_writes_or_signs_is_led_to_deputies(self, client, alice, sam, bob, footprint):
        for person, is_led in ((alice, True), (sam, True), (bob, False)):
            assert ("Name a deputy" in read(client, person, ADDRESS)) is is_led


def test_a_stranger_finds_nothing(client, charlie, footprint):
    read(client, charlie, ADDRESS, status=404)


def test_the_number_of_queries_does_not_grow(
    client, priya, bea, period, report, alice, initiative, django_assert_max_num_queries
):
    client.force_login(priya)
    RoleAssignmentFactory(initiative=initiative, person=PersonFactory(footprint=period.footprint, user=priya))
    for number in range(12):
        one = InitiativeFactory(footprint=period.footprint)
        RoleAssignmentFactory(initiative=one, person=alice.people.get())
        HighlightReportFactory(initiative=one, period=period, state=list(ReportState)[number % 5])
        MilestoneFactory(initiative=one, baseline="January 2018")
        RiskOwnerFactory(
            risk=RiskFactory(initiative=one, footprint=period.footprint, review_due=day(-1)),
            person=alice.people.get(),
        )
        EscalationFactory(risk=RiskFactory(initiative=one, footprint=period.footprint), proposed_by=bea)
        DependencyFactory(footprint=period.footprint, taker=one)
    with django_assert_max_num_queries(27):
        client.get(ADDRESS)
    client.force_login(alice)
    with django_assert_max_num_queries(40):
        client.get(ADDRESS)


class TestHome:
    @pytest.fixture
    def lands(self, client, request):
        def on(who):
            client.force_login(request.getfixturevalue(who))
            return client.get("/").url

        return on

    def test_a_lead_with_one_report_to_write_lands_on_its_form(self, lands, alice, report, initiative):
        MilestoneFactory(initiative=initiative, baseline="January 2018")
        assert lands("alice") == FORM

    def test_with_two_on_their_work(self, lands, alice, report, period, footprint):
        other = InitiativeFactory(footprint=footprint)
        RoleAssignmentFactory(initiative=other, person=alice.people.get())
        HighlightReportFactory(initiative=other, period=period)
        assert lands("alice") == ADDRESS

    def test_with_none_on_the_portfolio(self, lands, alice, sam, report):
        stands(report, ReportState.SUBMITTED)
        assert lands("alice") == "/northmere/"

    def test_who_signs_off_lands_on_their_work(self, lands, alice, sam, report):
        stands(report, ReportState.ASSURED)
        assert lands("sam") == ADDRESS

    def test_the_pmo_on_its_work(self, lands, priya, report):
        assert lands("priya") == ADDRESS

    @pytest.mark.parametrize("who", ["bea", "bob"])
    def test_who_only_reads_on_the_portfolio(self, lands, who, report, alice):
        assert lands(who) == "/northmere/"

    def test_with_two_footprints_there_is_a_choice(self, client, alice, report, other_footprint):
        MembershipFactory(footprint=other_footprint, user=alice, role=Role.OBSERVER)
        found = read(client, alice, "/")
        assert "Your footprints Northmere (made up)" in found
        assert "Southmere (made up)" in found
