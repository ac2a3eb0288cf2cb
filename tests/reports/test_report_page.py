"""The page of one report: what it shows to whom, and the steps taken from it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolios.models import (
    Cycle,
    HighlightReport,
    InitiativeRole,
    PeriodState,
    Person,
    Rating,
    RatingSource,
    ReportComment,
    ReportState,
)
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import (
    DeputyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    PersonFactory,
    PlannedOutcomeFactory,
    RatingFactory,
    RatingSchemeFactory,
    ReportCommentFactory,
    ReportParagraphFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from tests.pages import read, words

STEPS = ("submit", "recall", "return", "assure", "sign-off", "comment")


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def report(initiative, period, alice) -> HighlightReport:
    """Submitted by Alice, complete."""
    RatingFactory(initiative=initiative, period=period, word="Amber", reason="Staff are **missing**.")
    now = timezone.now()
    return HighlightReportFactory(
        initiative=initiative,
        period=period,
        state=ReportState.SUBMITTED,
        progress=["The case is agreed."],
        planned=["Recruit."],
        route_to_green="Bring two managers in.",
        route_owner="Director of workforce",
        route_by="March 2019",
        edited_at=now,
        edited_by=alice,
        submitted_at=now,
        submitted_by=alice,
    )


@pytest.fixture
def address(report) -> str:
    return reverse("reports:report", args=["northmere", "urgent-care", "2018-04"])


@pytest.fixture
def move(report):
    """Put the report into another state, as its steps would."""

    def moved(state: str, **fields) -> None:
        pairs = {"submitted_at": None, "submitted_by": None} if state in ("draft", "expected") else {}
        HighlightReport.objects.filter(pk=report.pk).update(state=state, **(pairs | fields))

    return moved


def buttons(client, user: User, address: str) -> list[str]:
    client.force_login(user)
    page = client.get(address).content.decode()
    main = page[page.index("<main") :]
    return [words(found) for found in re.findall(r"<button[^>]*>(.*?)</button>", main)]


class TestWhatItShows:
    def test_the_report_as_it_will_print(self, client, bea, address, report):
        PlannedOutcomeFactory(report=report, text="Buy it", outcome="dropped", reason="Too dear.")
        page = read(client, bea, address)
        for expected in (
            "Staff are missing.",
            "What Bring two managers in.",
            "Who Director of workforce",
            "By when March 2019",
            "Buy it",
            "Dropped",
            "Too dear.",
            "The case is agreed.",
            "Planned next Recruit.",
        ):
            assert expected in page

    def test_the_ratings_side_by_side_and_which_counts(
        self, client, bea, address, initiative, period, footprint
    ):
        RatingFactory(
            initiative=initiative,
            period=period,
            word="Red",
            source=RatingSource.PMO,
            reason="Worse than said.",
        )
        earlier = PeriodFactory(footprint=footprint, month=(2018, 3))
        RatingFactory(initiative=initiative, period=earlier, word="Green")
        page = read(client, bea, address)
        assert "Lead Rating A Amber Why Staff are missing." in page
        assert "PMO (this one counts) Rating R Red Why Worse than said." in page
        assert "Calculated from the record Rating" in page
        assert "Rating in March 2018 Rating G Green" in page

    def test_the_dimensions_that_the_footprint_rates(
        self, client, bea, address, initiative, period, footprint
    ):
        Cycle.objects.create(footprint=footprint, dimensions=["time", "cost"])
        RatingFactory(initiative=initiative, period=period, word="Red", dimension="time", reason="Six weeks.")
        page = read(client, bea, address)
        assert "Dimension Time Rating R Red Why Six weeks." in page
        assert "Dimension Cost Rating Not recorded" in page
        assert "Benefits" not in page

    def test_its_way_in_order_with_what_was_said(self, client, bea, address, report, priya):
        ReportCommentFactory(report=report, step="submitted", text="Please read.", by=report.submitted_by)
        ReportCommentFactory(report=report, step="returned", text="**Which** date?", by=priya)
        page = read(client, bea, address)
        way = page[page.index("History of this report") :]
        assert way.index("Last saved") < way.index("Please read.") < way.index("Which date?")
        assert way.count("Submitted") == 1

    def test_the_steps_of_a_report_from_elsewhere(self, client, bea, address):
        page = read(client, bea, address)
        assert "Submitted" in page[page.index("History of this report") :]

    @pytest.mark.parametrize(
        ("state", "expected"),
        [
            ("expected", "Its authors: Alice Lead writes and submits it."),
            ("draft", "Its authors: Alice Lead writes and submits it."),
            ("submitted", "The PMO, to assure it: Priya Office."),
            ("assured", "Sam Owner, to sign it off."),
            ("signed_off", "Nobody: it is signed off"),
        ],
    )
    def test_who_has_it_now(self, client, bea, priya, sam, address, move, state, expected):
        move(state)
        assert expected in read(client, bea, address)

    def test_where_nobody_can_sign_it_off_it_says_how_to_put_that_right(self, client, bea, address, move):
        move("assured")
        assert "Ask the PMO lead to name one on the People page" in read(client, bea, address)

    def test_until_when_and_whether_that_has_passed(self, client, bea, address, period):
        period.assurance_due = "2018-05-09"
        period.save()
        assert "Due 9 May 2018: overdue" in read(client, bea, address)

    def test_a_report_that_was_missed(self, client, bea, address, move, period, footprint):
        earlier = PeriodFactory(footprint=footprint, month=(2018, 3), state=PeriodState.LOCKED)
        move("draft", carried_from=earlier, not_updated_days=31)
        period.state = PeriodState.LOCKED
        period.save()
        page = read(client, bea, address)
        assert "The rating is carried forward from March 2018: not updated for 31 days" in page
        assert "Amber" not in page, "what a lead had in mind and never returned is no rating"

    def test_a_locked_period_keeps_the_calculated_rating_of_its_lock(
        self, client, bea, address, period, initiative
    ):
        RatingFactory(
            initiative=initiative,
            period=period,
            word="Red",
            source=RatingSource.CALCULATED,
            reason="As it was.",
        )
        period.state = PeriodState.LOCKED
        period.save()
        assert "Calculated from the record Rating R Red Why As it was." in read(client, bea, address)

    def test_where_there_is_no_report(self, client, priya, alice, footprint, report):
        PeriodFactory(footprint=footprint, month=(2018, 5))
        later = reverse("reports:report", args=["northmere", "urgent-care", "2018-05"])
        assert "There is no report for this period." in read(client, priya, later)

    def test_the_page_of_the_initiative_leads_here(self, client, bea, address):
        client.force_login(bea)
        assert (
            f'href="{address}"'
            in client.get("/northmere/initiatives/urgent-care/?period=2018-04").content.decode()
        )


class TestWhoSeesWhat:
    def test_a_stranger_finds_nothing(self, client, charlie, address):
        client.force_login(charlie)
        assert client.get(address).status_code == 404
        for step in (*STEPS, "pmo-rating"):
            assert client.post(f"{address}{step}/", {"version": 1}).status_code == 404

    def test_what_is_private_is_for_those_who_may_read_it(self, client, bob, bea, address, report):
        ReportParagraphFactory(report=report, position=9, text="SECRET progress", is_private=True)
        PlannedOutcomeFactory(report=report, text="SECRET plan", is_private=True, private_reason="Section 43")
        ReportCommentFactory(report=report, text="SECRET remark")
        assert "SECRET" not in read(client, bob, address)
        assert read(client, bea, address).count("SECRET") == 3

    def test_what_was_not_returned_by_the_lock_is_no_report_for_the_public(
        self, client, bob, alice, address, move, period
    ):
        move("draft")
        period.state = PeriodState.LOCKED
        period.save()
        for text in ("The case is agreed.", "Bring two managers in."):
            assert text in read(client, alice, address)
            assert text not in read(client, bob, address)

    def test_as_few_questions_for_a_long_report_as_for_a_short_one(self, client, priya, address, report):
        client.force_login(priya)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            return len(queries)

        short = asked()
        for number in range(20):
            ReportParagraphFactory(report=report, position=100 + number)
            ReportCommentFactory(report=report)
            PlannedOutcomeFactory(report=report)
            InitiativeFactory(footprint=report.footprint, parent=report.initiative, kind="programme")
        assert asked() == short <= 45


class TestNextReport:
    @pytest.fixture
    def others(self, footprint, period) -> list[HighlightReport]:
        """Reports of three initiatives that follow the first in printed order: only the last two wait for the PMO."""
        states = (ReportState.EXPECTED, ReportState.SUBMITTED, ReportState.SUBMITTED)
        return [
            HighlightReportFactory(
                initiative=InitiativeFactory(footprint=footprint, position=place, name=f"Number {place}"),
                period=period,
                state=state,
            )
            for place, state in enumerate(states, start=50)
        ]

    def test_who_assures_goes_on_to_the_next_that_waits_or_back_to_the_room(
        self, client, priya, address, report, others
    ):
        client.force_login(priya)
        done = client.post(f"{address}assure/", {"version": report.version}, follow=True).content.decode()

        assert "Next for you: Assure the report of Number 51 (1 more after it)" in words(done)
        following = [place(others[1]), reverse("reports:period-room", args=["northmere", "2018-04"])]
        assert all(f'<a href="{page}">' in done for page in following)

    def test_it_begins_again_at_the_end_of_the_list(self, client, priya, report, others):
        assert f"Assure the report of {report.initiative.name}" in read(client, priya, place(others[2]))

    def test_a_deputy_goes_on_to_what_waits_for_whom_they_stand_in_for(
        self, client, bea, sam, address, report, others
    ):
        answers = Person.objects.get(user=sam)
        DeputyFactory(principal=answers, deputy=PersonFactory(footprint=report.footprint, user=bea))
        RoleAssignmentFactory(initiative=others[1].initiative, person=answers, role=InitiativeRole.SRO)
        HighlightReport.objects.filter(pk=others[1].pk).update(state=ReportState.ASSURED)
        assert "Next for you: Sign off the report of Number 51" in read(client, bea, address)

    def test_nothing_is_next_for_who_only_reads_or_writes(self, client, alice, bob, address, others):
        for person in (alice, bob):
            assert "Next for you" not in read(client, person, address)

    def test_nothing_is_next_once_the_period_is_locked(self, client, priya, address, period, others):
        period.state = PeriodState.LOCKED
        period.save()
        assert "Next for you" not in read(client, priya, address)


def place(report: HighlightReport) -> str:
    """The address of a report."""
    return reverse("reports:report", args=["northmere", report.initiative.slug, report.period.slug])


class TestButtons:
    @pytest.mark.parametrize(
        ("state", "who", "expected"),
        [
            ("draft", "alice", ["Submit report", "Add comment"]),
            ("draft", "priya", ["Submit report", "Add comment", "Save the PMO’s rating"]),
            ("draft", "bea", []),
            ("submitted", "alice", ["Take report back", "Add comment"]),
            (
                "submitted",
                "priya",
                ["Assure report", "Return report", "Add comment", "Save the PMO’s rating"],
            ),
            ("submitted", "bob", []),
            ("assured", "alice", ["Add comment"]),
            ("assured", "priya", ["Return report", "Add comment", "Save the PMO’s rating"]),
            ("assured", "sam", ["Sign off report", "Return report", "Add comment"]),
            ("signed_off", "sam", ["Add comment"]),
            ("signed_off", "priya", ["Return report", "Add comment", "Save the PMO’s rating"]),
        ],
    )
    def test_only_those_that_this_person_may_press(
        self, client, request, address, move, state, who, expected
    ):
        for name in ("sam", "priya"):
            request.getfixturevalue(name)
        move(state)
        assert buttons(client, request.getfixturevalue(who), address) == expected

    @pytest.mark.parametrize("who", ["alice", "priya", "sam"])
    def test_none_once_the_period_is_locked(self, client, request, address, period, who):
        period.state = PeriodState.LOCKED
        period.save()
        assert buttons(client, request.getfixturevalue(who), address) == []

    def test_whose_it_would_be_but_for_being_their_own_is_told_so(self, client, priya, address, move):
        move("submitted", submitted_by=priya)
        page = read(client, priya, address)
        assert "You submitted this report, and nobody approves their own." in page
        assert "Assure the report" not in page

    def test_what_is_missing_is_listed_with_its_place_in_the_form(self, client, alice, address, move):
        move("draft", route_owner="")
        client.force_login(alice)
        page = client.get(address).content.decode()
        assert f'<a href="{address}edit/#id_route_owner">Say who does it: the rating is Amber.</a>' in page
        assert "Submit report" not in page

    def test_an_expected_report_is_to_be_written_first(self, client, alice, address, move):
        move("expected", edited_at=None, edited_by=None)
        assert "Write report" in read(client, alice, address)
        assert buttons(client, alice, address) == ["Add comment"]


class TestPressing:
    def press(self, client, user: User, address: str, step: str, version=1, comment="", **more):
        client.force_login(user)
        return client.post(f"{address}{step}/", {"version": version, "comment": comment, **more})

    def test_a_month_of_three_people(self, client, alice, priya, sam, address, report, move):
        move("draft")
        for version, (who, step, said) in enumerate(
            [
                (alice, "submit", "is submitted"),
                (priya, "assure", "is assured"),
                (sam, "sign-off", "is signed off"),
            ],
            start=1,
        ):
            response = self.press(client, who, address, step, version)
            assert response.url == address
            assert said in client.get(address).content.decode()
        report.refresh_from_db()
        assert report.state == ReportState.SIGNED_OFF

    @pytest.mark.parametrize("step", ["assure", "return", "sign-off", "submit", "recall", "comment"])
    def test_a_colleague_without_the_right_is_refused(self, client, bea, address, report, step, move):
        move({"sign-off": "assured", "submit": "draft"}.get(step, "submitted"))
        assert self.press(client, bea, address, step, comment="x").status_code == 403
        assert not ReportComment.objects.exists()

    def test_who_tries_to_assure_their_own_learns_who_can(self, client, priya, address, footprint, move):
        UserFactory(name="Ann Analyst", role=Role.PMO_ANALYST, footprint=footprint)
        move("submitted", submitted_by=priya)
        response = self.press(client, priya, address, "assure")
        assert response.status_code == 403
        assert "This one can be assured by Ann Analyst." in words(response.content.decode())

    def test_a_return_without_a_comment_is_refused_at_its_box(self, client, priya, address, report):
        response = self.press(client, priya, address, "return", comment=" ")
        page = response.content.decode()
        assert response.status_code == 422
        assert 'href="#id_return_comment">Say what should be put right' in page
        report.refresh_from_db()
        assert report.state == ReportState.SUBMITTED

    def test_a_comment_with_markup_comes_back_as_typed(self, client, priya, address):
        response = self.press(client, priya, address, "return", comment="See <script>x</script>")
        assert response.status_code == 422
        assert "See &lt;script&gt;x&lt;/script&gt;" in response.content.decode()

    def test_a_report_that_is_not_complete_names_what_is_missing(self, client, alice, address, move):
        move("draft", route_to_green="")
        response = self.press(client, alice, address, "submit")
        assert response.status_code == 422
        page = words(response.content.decode())
        assert "The report is not submitted yet" in page
        assert "Say what will be done about it: the rating is Amber." in page

    def test_somebody_was_faster_and_the_comment_is_kept_in_its_box(
        self, client, priya, address, report, alice
    ):
        self.press(client, alice, address, "comment", comment="One more thing.")
        response = self.press(client, priya, address, "return", comment="Which date?")
        page = response.content.decode()
        assert response.status_code == 409
        assert "One more thing." in page
        form = page[page.index('id="return"') :]
        assert 'name="version" value="2"' in form[: form.index("</form>")]
        assert "Which date?" in form
        assert self.press(client, priya, address, "return", 2, "Which date?").status_code == 302

    def test_somebody_was_faster_and_the_step_is_gone_but_not_the_comment(
        self, client, priya, alice, address, report
    ):
        self.press(client, alice, address, "recall")
        response = self.press(client, priya, address, "return", comment="Which date?")
        page = words(response.content.decode())
        assert response.status_code == 409
        assert "“Draft”" in page
        assert "Your comment, which was not saved Which date?" in page

    def test_a_locked_period_says_where_a_late_edit_belongs(self, client, alice, address, period, footprint):
        PeriodFactory(footprint=footprint, month=(2018, 5))
        period.state = PeriodState.LOCKED
        period.save()
        response = self.press(client, alice, address, "recall", comment="Wait.")
        page = words(response.content.decode())
        assert response.status_code == 422
        assert "Late changes belong in the report for May 2018, which is open." in page
        assert "Wait." in page

    @pytest.mark.parametrize("version", ["", "x"])
    def test_a_form_without_its_version_moves_nothing(self, client, priya, address, version):
        assert self.press(client, priya, address, "assure", version).status_code == 422

    @pytest.mark.parametrize("step", [*STEPS, "pmo-rating"])
    def test_who_comes_back_from_signing_in_lands_on_the_report(self, client, priya, address, step):
        client.force_login(priya)
        assert client.get(f"{address}{step}/").url == address


class TestThePmosRating:
    def post(self, client, user, address, **typed):
        client.force_login(user)
        return client.post(f"{address}pmo-rating/", typed)

    @pytest.fixture
    def green(self, footprint, report):
        return Rating.objects.get().level.scheme.level_for("Green")

    def test_is_given_with_its_reason(self, client, priya, address, green):
        self.post(client, priya, address, rating=green.pk, reason="Back on track since Monday.")
        given = Rating.objects.current().get(source=RatingSource.PMO)
        assert (given.level, given.reason, given.recorded_by) == (green, "Back on track since Monday.", priya)
        assert "Rated Green by the PMO" in read(client, priya, address)

    def test_needs_a_reason_where_it_differs(self, client, priya, address, green):
        response = self.post(client, priya, address, rating=green.pk)
        assert response.status_code == 422
        assert (
            'href="#id_pmo-rating_reason">Say why the PMO’s rating is Green where'
            in response.content.decode()
        )

    def test_in_words_of_another_scheme_is_refused_with_the_words_there_are(
        self, client, priya, address, footprint
    ):
        other = RatingSchemeFactory(
            footprint=footprint,
            valid_from="2019-01-01",
            levels=[("Done", "D", "diamond", "blue", "Done", [])],
        )
        response = self.post(client, priya, address, rating=other.levels.get().pk, reason="Done.")
        assert response.status_code == 422
        assert "Select a rating of “Green, Amber, Red”: Green, Amber, Red." in words(
            response.content.decode()
        )
        assert not Rating.objects.filter(source=RatingSource.PMO).exists()

    def test_over_one_that_was_not_seen_is_asked_again(
        self, client, priya, address, green, initiative, period
    ):
        first = RatingFactory(
            initiative=initiative, period=period, word="Red", source="pmo", recorded_by=priya
        )
        response = self.post(client, priya, address, rating=green.pk, reason="Back on track.")
        page = response.content.decode()
        assert response.status_code == 422
        assert "Priya Office gave Red" in page
        assert f'name="standing" value="{first.pk}"' in page
        assert "Back on track." in page

    def test_is_withdrawn_with_its_reason(self, client, priya, address, initiative, period):
        given = RatingFactory(initiative=initiative, period=period, word="Red", source=RatingSource.PMO)
        response = self.post(client, priya, address, withdraw="1", standing=given.pk, reason="")
        assert response.status_code == 422
        assert "Say why the PMO’s rating is withdrawn." in words(response.content.decode())
        self.post(client, priya, address, withdraw="1", standing=given.pk, reason="The lead was right.")
        assert not Rating.objects.current().filter(source=RatingSource.PMO).exists()
        assert "The PMO’s rating, Red, is withdrawn." in read(client, priya, address)

    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    def test_is_the_pmos_alone(self, client, request, address, green, who):
        response = self.post(client, request.getfixturevalue(who), address, rating=green.pk, reason="x")
        assert response.status_code == 403
        assert not Rating.objects.filter(source=RatingSource.PMO).exists()
