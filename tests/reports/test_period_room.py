"""The period room: every expected return, who has it now, and what keeps the period from being locked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import MailState, NoticeKind, PeriodState, RatingSource, ReportState
from stp_portal.accounts.roles import Role
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    MailFactory,
    MeetingFactory,
    MilestoneFactory,
    NoticeFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    RatingSchemeFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from tests.pages import read, words

ADDRESS = "/northmere/periods/2018-02/"
TODAY = timezone.localdate


@pytest.fixture
def before(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)


@pytest.fixture
def period(footprint, before):
    """An open period whose returns were due five days ago and whose sign-off is due in three."""
    return PeriodFactory(
        footprint=footprint,
        month=(2018, 2),
        returns_due=TODAY() - timedelta(days=5),
        assurance_due=TODAY() - timedelta(days=1),
        sign_off_due=TODAY() + timedelta(days=3),
        meeting=MeetingFactory(body__footprint=footprint, body__name="Board", date=TODAY()),
    )


@pytest.fixture
def report(period, initiative, alice, sam):
    """What Alice has not begun to write."""
    return HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)


@pytest.fixture
def room(client, priya, period):
    """The room as Priya sees it, by the words of its address."""
    client.force_login(priya)

    def visit(**asked):
        response = client.get(ADDRESS, asked)
        assert response.status_code == 200
        return response

    return visit


def make(period, name, state, **more):
    """A return of an initiative that nobody leads."""
    return HighlightReportFactory(
        initiative=InitiativeFactory(footprint=period.footprint, name=name),
        period=period,
        state=state,
        **more,
    )


def names(response):
    return [row.report.name for row in response.context["room"].page]


def said(response):
    return words(response.content.decode())


class TestRights:
    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    @pytest.mark.parametrize("address", [ADDRESS, "/northmere/periods/current/"])
    def test_colleagues_are_refused(self, client, period, who, address, request):
        client.force_login(request.getfixturevalue(who))
        assert client.get(address).status_code == 403

    def test_a_stranger_finds_nothing(self, client, period, charlie):
        client.force_login(charlie)
        assert client.get(ADDRESS).status_code == 404

    def test_an_analyst_gets_in_but_does_not_lock(self, client, footprint, period, report):
        analyst = UserFactory(role=Role.PMO_ANALYST, footprint=footprint)
        assert "Lock this period" not in read(client, analyst, ADDRESS)

    def test_an_unknown_period_says_which_there_are(self, client, priya, period):
        found = read(client, priya, "/northmere/periods/2031-01/", status=404)
        assert "Its latest periods are: 2018-02, 2018-01." in found


class TestCurrent:
    @pytest.fixture
    def goes(self, client, priya):
        client.force_login(priya)
        return lambda: client.get("/northmere/periods/current/").url

    def test_the_open_period(self, goes, period):
        assert goes() == ADDRESS

    def test_else_the_latest_locked_one(self, goes, before):
        assert goes() == "/northmere/periods/2018-01/"

    def test_else_the_calendar(self, goes):
        assert goes() == "/northmere/periods/"


class TestOneReturn:
    def test_says_who_is_how_late_and_since_when(self, room, report, period, priya):
        period.opened_at, period.opened_by = timezone.now() - timedelta(days=12), priya
        period.save()
        assert "Urgent Care 5 days late. Expected for 12 days Nothing was ever returned With Alice Lead" in (
            said(room())
        )

    def test_leads_to_its_report_and_can_be_chased(self, room, report):
        html = room().content.decode()
        assert 'href="/northmere/initiatives/urgent-care/reports/2018-02/"' in html
        assert 'name="initiative" value="urgent-care"' in html

    def test_that_nobody_has_leads_to_the_people(self, room, period):
        make(period, "Orphan", ReportState.EXPECTED)
        found = room()
        assert "With Nobody: it has no lead with an account Give somebody the role in Orphan" in said(found)
        assert 'name="initiative"' not in found.content.decode()

    def test_shows_four_ratings_and_why_the_calculated_one_differs(
        self, room, report, period, before, initiative
    ):
        RatingSchemeFactory(footprint=initiative.footprint)
        HighlightReportFactory(initiative=initiative, period=before, state=ReportState.SIGNED_OFF)
        RatingFactory(initiative=initiative, period=before, word="Amber")
        RatingFactory(initiative=initiative, period=period, word="Green")
        RatingFactory(
            initiative=initiative, period=period, word="Amber", source=RatingSource.PMO, reason="Late."
        )
        MilestoneFactory(initiative=initiative, title="Plan", baseline="January 2016")
        found = said(room())
        assert (
            "Previous A Amber Lead G Green PMO A Amber Calculated R Red Why Urgent Care Red, because the"
            in (found)
        )
        assert "milestone “Plan” is overdue by" in found

    def test_of_a_locked_period_shows_what_was_recorded(self, client, priya, before, initiative):
        RatingSchemeFactory(footprint=initiative.footprint)
        HighlightReportFactory(initiative=initiative, period=before, state=ReportState.SIGNED_OFF)
        RatingFactory(initiative=initiative, period=before, word="Green")
        RatingFactory(
            initiative=initiative,
            period=before,
            word="Amber",
            source=RatingSource.CALCULATED,
            reason="Amber, because 1 risk is in the band Extreme.",
        )
        MilestoneFactory(initiative=initiative, baseline="January 2016")
        found = read(client, priya, "/northmere/periods/2018-01/")
        assert "Calculated A Amber Why Urgent Care Amber, because 1 risk is in the band Extreme." in found
        assert "Chase" not in found
        assert "days late" not in found


class TestFilters:
    @pytest.fixture
    def returns(self, period, report, alice):
        submitted = {"submitted_at": timezone.now(), "submitted_by": alice}
        make(period, "Beds", ReportState.SUBMITTED, **submitted)
        assured = {"assured_at": timezone.now() - timedelta(days=9), "assured_by": alice}
        make(period, "Cancer", ReportState.ASSURED, **assured)
        make(period, "Digital", ReportState.SIGNED_OFF)
        make(period, "Estates", ReportState.DRAFT)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, {"Urgent Care", "Beds", "Cancer", "Digital", "Estates"}),
            ({"state": "submitted"}, {"Beds"}),
            ({"state": "not-returned"}, {"Urgent Care", "Estates"}),
            ({"only": "late"}, {"Urgent Care", "Beds", "Estates"}),
            ({"only": "mine"}, {"Beds"}),
            ({"who": "pmo"}, {"Beds"}),
            ({"who": "nobody"}, {"Estates", "Cancer"}),
            ({"q": "  URGENT care "}, {"Urgent Care"}),
            ({"q": "care beds"}, set()),
            ({"q": "alice"}, {"Urgent Care"}),
            ({"state": "not-returned", "only": "late", "q": "est"}, {"Estates"}),
        ],
    )
    def test_leave_what_they_say(self, room, returns, asked, found):
        assert set(names(room(**asked))) == found

    def test_by_person(self, room, returns, alice, sam):
        assert names(room(who=str(alice.pk))) == ["Urgent Care"]
        refused = room(who=str(sam.pk))
        assert len(names(refused)) == 5  # he has nothing to sign off yet, so he is no choice
        assert "is not somebody who has a report now: these are with anybody." in said(refused)

    def test_by_programme_with_all_below_it(self, room, returns, period, initiative):
        below = InitiativeFactory(
            footprint=period.footprint, parent=initiative, kind="workstream", name="Falls"
        )
        HighlightReportFactory(initiative=below, period=period)
        assert set(names(room(branch="urgent-care"))) == {"Urgent Care", "Falls"}

    @pytest.mark.parametrize("name", ["only", "state", "branch", "who", "sort"])
    def test_what_is_not_understood_is_said_and_left_out(self, room, returns, name):
        found = room(**{name: "<script>nonsense"})
        assert len(names(found)) == 5
        assert "“<script>nonsense” is not" in said(found)
        assert "<script>nonsense" not in found.content.decode()

    @pytest.mark.parametrize(
        ("page", "words"), [("x", "“x” is not a page number"), ("9", "There is no page 9")]
    )
    def test_a_wrong_page_is_said(self, room, returns, page, words):
        assert words in said(room(page=page))

    def test_nothing_found_leads_back(self, room, returns):
        found = said(room(q="nothing like it"))
        assert "No return matches. Take a filter away, or show all 5." in found

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [
            ("", "Estates", "Digital"),  # as late as Urgent Care, and with nobody
            ("name", "Beds", "Urgent Care"),
            ("state", "Urgent Care", "Digital"),
            ("who", "Urgent Care", "Digital"),
            ("age", "Cancer", "Estates"),  # what is not known comes last
        ],
    )
    def test_sorts(self, room, returns, sort, first, last):
        found = names(room(sort=sort))
        assert found[0] == first
        assert found[-1] == last

    def test_every_tally_leads_to_as_many_as_it_says(self, room, returns, client):
        for tally in room().context["room"].tallies:
            assert len(names(client.get(ADDRESS + tally.query))) == tally.count, tally.label

    def test_every_obstacle_leads_to_as_many_as_it_says(self, room, returns, client):
        for line in room().context["room"].obstacles:
            for part in (line, *line.parts):
                assert str(len(names(client.get(ADDRESS + part.query)))) == part.words.split()[0], part.words


class TestSummary:
    def test_what_is_blocking_the_lock(self, room, report, period, before, initiative, alice):
        HighlightReportFactory(initiative=initiative, period=before, state=ReportState.EXPECTED)
        make(period, "Beds", ReportState.SUBMITTED)
        make(period, "Cancer", ReportState.ASSURED)
        make(period, "Estates", ReportState.DRAFT)
        mail = MailFactory(footprint=period.footprint, user=alice, state=MailState.FAILED)
        NoticeFactory(footprint=period.footprint, user=alice, kind=NoticeKind.CHASE, period=period, mail=mail)
        found = said(room())
        start, end = found.index("Before it can be locked"), found.index("Lock this period")
        assert found[start:end] == (
            "Before it can be locked "
            "3 are late: 1 with Alice Lead, 1 with nobody, 1 with the PMO "
            "2 have not been returned: 1 silent "
            "1 has no lead with an account to write it "
            "1 waits for the PMO "
            "1 can be signed off by nobody "
            "1 mail could not be delivered "
        )

    def test_waiting_for_sign_off_names_the_signers(self, room, report):
        report.state = ReportState.ASSURED
        report.save()
        assert "1 waits for sign-off: 1 with Sam Owner" in said(room())

    def test_nothing_blocking(self, room, report):
        report.state = ReportState.SIGNED_OFF
        report.save()
        assert "Nothing stands in the way: every return is signed off." in said(room())

    def test_progress_and_dates(self, room, report, period):
        make(period, "Digital", ReportState.SIGNED_OFF)
        found = room()
        assert "1 of 2 signed off, 1 returned" in said(found)
        assert 'max="2" value="1"' in found.content.decode()
        for line in ("5 days ago", "1 day ago", "in 3 days", "today"):
            assert line in said(found)

    def test_leads_to_what_changed_and_how_the_portfolio_stands(self, room, report, period):
        page = room().content.decode()
        assert f'href="/northmere/periods/{period.slug}/changes/"' in page
        assert f'href="/northmere/?period={period.slug}"' in page

    def test_days_are_counted_only_while_it_is_open(self, room, report, period):
        period.returns_due = timezone.localdate() - timedelta(days=5)
        period.state = PeriodState.LOCKED
        period.save()
        assert "5 days ago" not in said(room())

    def test_a_period_without_expected_reports(self, room):
        assert "No report is expected for February 2018" in said(room())

    def test_a_planned_period_says_how_to_open_it(self, room, period):
        period.state = PeriodState.PLANNED
        period.save()
        assert "February 2018 has not been opened, so no report is expected yet. Open it" in said(room())

    def test_many_people_are_named_up_to_five(self, room, period):
        for number in range(7):
            lead = UserFactory(name=f"Lead {number}", role=Role.LEAD, footprint=period.footprint)
            report = make(period, f"Work {number}", ReportState.EXPECTED)
            person = PersonFactory(footprint=period.footprint, user=lead)
            RoleAssignmentFactory(initiative=report.initiative, person=person)
        assert "1 with Lead 4 and others with 2 more people" in said(room())
