"""The steps of a report: who may take which from where, and what each leaves behind."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from portfolios.actions import highlight_reports, report_steps
from portfolios.models import (
    HighlightReport,
    InitiativeRole,
    Notice,
    PeriodState,
    Person,
    ReportComment,
    ReportState,
    ReportStep,
)
from portfolios.report_content import ReportContent
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.cast import holder
from tests.factories import (
    DeputyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MembershipFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    RatingSchemeFactory,
    RoleAssignmentFactory,
    UserFactory,
)

STATES = list(ReportState)
NAMES = ("submit", "recall", "send_back", "assure", "sign_off", "comment")
PEOPLE = ("alice", "priya", "ann", "sam", "bea", "bob", "charlie")

# Step: the states from which it leads, the state it leads to, and the people whose it is.
TABLE: dict[str, tuple[set[str], str | None, set[str]]] = {
    "submit": ({"expected", "draft"}, "submitted", {"alice", "priya", "ann", "sam"}),
    "recall": ({"submitted"}, "draft", {"alice", "sam"}),
    "send_back": ({"submitted", "assured", "signed_off"}, "draft", {"priya", "ann"}),
    "assure": ({"submitted"}, "assured", {"priya", "ann"}),
    "sign_off": ({"assured"}, "signed_off", {"sam"}),
    "comment": (set(ReportState.values), None, {"alice", "priya", "ann", "sam"}),
}


# Somebody of these people for each step.
ABLE = {name: "sam" if "sam" in people else "ann" for name, (_, _, people) in TABLE.items()}


@pytest.fixture
def ann(footprint) -> User:
    """A PMO analyst."""
    return UserFactory(name="Ann Analyst", role=Role.PMO_ANALYST, footprint=footprint)


@pytest.fixture
def author(initiative) -> User:
    """Writes with Alice, so that nobody else of these wrote the report."""
    return UserFactory(name="Adam Author", role=Role.LEAD, footprint=initiative.footprint)


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def make(initiative, period, author) -> Callable[..., HighlightReport]:
    """A complete report, written by ``author``, that has come as far as ``state``."""

    def made(state: str = ReportState.DRAFT, **fields) -> HighlightReport:
        RatingFactory(initiative=initiative, period=period, word="Green")
        return report_in(state, initiative, period, author, **fields)

    return made


def report_in(state, initiative, period, author, **fields) -> HighlightReport:
    at = timezone.now()
    steps = {"edited": ReportState.DRAFT, "submitted": ReportState.SUBMITTED, "assured": ReportState.ASSURED}
    taken = [
        name for name, reached in steps.items() if STATES.index(ReportState(state)) >= STATES.index(reached)
    ]
    pairs = {f"{name}_at": at for name in taken} | {f"{name}_by": author for name in taken}
    return HighlightReportFactory(
        initiative=initiative, period=period, state=state, progress=["Agreed."], **(pairs | fields)
    )


def by_hand(column: str, user: User) -> dict[str, object]:
    """The column that says that a report went through ``user``'s hands, filled in."""
    return {column: [user.pk] if column == "editors" else user}


def take(
    name: str, report: HighlightReport, by: User, version: int | None = None, comment: str = "Please look."
):
    step = getattr(report_steps, name)
    return step(report=report, version=version or report.version, comment=comment, by=by)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", ReportState.values)
def test_each_step_leads_on_from_its_states_alone(make, request, name, state):
    before, after, _ = TABLE[name]
    report = make(state)
    by = request.getfixturevalue(ABLE[name])
    if state in before:
        moved = take(name, report, by)
        assert moved.state == (after or state)
        is_still_written = name == "comment" and state in ("expected", "draft")
        assert moved.version == report.version + (0 if is_still_written else 1)
        return
    with pytest.raises(ValidationError, match="cannot be marked"):
        take(name, report, by)
    report.refresh_from_db()
    assert (report.state, report.version) == (state, 1)
    assert not ReportComment.objects.exists()


def test_a_remark_on_a_draft_is_there_once_and_keeps_nobody_from_saving(make, alice, priya):
    report = make("draft")
    for _ in range(2):
        take("comment", report, priya, comment="Name the ward. ")
    assert [one.text for one in ReportComment.objects.all()] == ["Name the ward."]
    take("comment", report, alice, comment="Name the ward.")
    assert ReportComment.objects.count() == 2
    report.refresh_from_db()
    assert report.version == 1


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_for_its_people_alone(make, request, name, who):
    before, _, people = TABLE[name]
    user = request.getfixturevalue(who)
    report = make("draft" if name == "submit" else sorted(before)[-1])
    if who in people:
        take(name, report, user)
        return
    with pytest.raises(PermissionDenied):
        take(name, report, user)
    report.refresh_from_db()
    assert report.version == 1
    assert not ReportComment.objects.exists()


def test_who_signs_off_may_return_an_assured_report_and_no_other(make, sam):
    report = make("assured")
    assert take("send_back", report, sam).state == ReportState.DRAFT


def test_who_signs_off_may_not_return_what_the_pmo_has_not_assured(make, sam):
    with pytest.raises(PermissionDenied, match="once they are assured"):
        take("send_back", make("submitted"), sam)


class TestNobodyApprovesTheirOwn:
    """Four ways in which a report is one's own, at both steps that approve it."""

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_the_pmo_does_not_assure_what_it_wrote(self, make, priya, ann, hand):
        report = make("submitted", **by_hand(hand, priya))
        with pytest.raises(
            PermissionDenied, match=r"nobody approves their own\. This one can be assured by Ann"
        ):
            take("assure", report, priya)
        assert take("assure", report, ann).state == ReportState.ASSURED

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_an_sro_does_not_sign_off_what_they_wrote(self, make, sam, initiative, footprint, hand):
        report = make("assured", **by_hand(hand, sam))
        sue = holder(
            initiative,
            UserFactory(name="Sue Sponsor", role=Role.SRO, footprint=footprint),
            InitiativeRole.SPONSOR,
        )
        with pytest.raises(PermissionDenied, match="This one can be signed off by Sue Sponsor"):
            take("sign_off", report, sam)
        assert take("sign_off", report, sue).state == ReportState.SIGNED_OFF

    def test_a_lead_in_the_pmo_does_not_assure(self, make, alice, footprint):
        MembershipFactory(footprint=footprint, user=alice, role=Role.PMO_ANALYST)
        with pytest.raises(
            PermissionDenied, match=r"You lead this initiative, .* Nobody in the PMO can assure this one"
        ):
            take("assure", make("submitted"), alice)

    def test_a_lead_who_is_the_sponsor_too_does_not_sign_off_and_learns_the_cure(
        self, make, alice, initiative, footprint
    ):
        MembershipFactory(footprint=footprint, user=alice, role=Role.SRO)
        RoleAssignmentFactory(
            initiative=initiative, person=Person.objects.get(user=alice), role=InitiativeRole.SPONSOR
        )
        with pytest.raises(PermissionDenied, match="for an initiative above this one, or a deputy"):
            take("sign_off", make("assured"), alice)

    def test_who_wrote_it_does_not_approve_it_once_the_lead_has_changed_a_letter(
        self, initiative, period, alice, priya, ann, sam, scheme
    ):
        written = ReportContent(level=scheme.level_for("Green"), progress="Agred.")
        save = partial(highlight_reports.save, initiative=initiative, period=period)
        save(version=1, content=written, by=sam)
        save(version=2, content=replace(written, progress="Agreed,"), by=priya)
        save(version=3, content=replace(written, progress="Agreed."), by=alice)
        report = take("submit", HighlightReport.objects.get(), alice)
        with pytest.raises(PermissionDenied, match=r"You have written in this report, .* assured by Ann"):
            take("assure", report, priya)
        # Nor once it was returned, which forgets who submitted it.
        report = take("submit", take("send_back", report, priya), alice)
        with pytest.raises(PermissionDenied, match="assured by Ann"):
            take("assure", report, priya)
        with pytest.raises(PermissionDenied, match=r"You have written in this report, .* or a deputy"):
            take("sign_off", take("assure", report, ann), sam)

    def test_a_pmo_of_one_who_corrected_a_comma_learns_the_cure(self, make, priya):
        with pytest.raises(
            PermissionDenied, match="ask the PMO lead to give somebody else a role in the PMO"
        ):
            take("assure", make("submitted", editors=[priya.pk]), priya)


class TestNobodyTakesBothSteps:
    @pytest.fixture
    def deputy(self, footprint, sam, priya) -> User:
        """The PMO lead, who stands in for the SRO."""
        DeputyFactory(
            principal=Person.objects.get(user=sam), deputy=PersonFactory(footprint=footprint, user=priya)
        )
        return priya

    def test_who_assured_it_does_not_sign_it_off_and_is_not_asked_to(self, make, deputy, sam):
        report = take("assure", make("submitted"), deputy)
        assert [notice.user for notice in Notice.objects.all()] == [sam]
        with pytest.raises(
            PermissionDenied, match=r"You assured this report for the PMO, .* signed off by Sam Owner"
        ):
            take("sign_off", report, deputy)
        assert take("sign_off", report, sam).state == ReportState.SIGNED_OFF

    def test_who_did_not_assure_it_does(self, make, deputy, ann):
        report = take("assure", make("submitted"), ann)
        assert take("sign_off", report, deputy).state == ReportState.SIGNED_OFF

    def test_after_a_return_only_the_last_assurance_counts(self, make, deputy, alice, ann):
        report = take("send_back", take("assure", make("submitted"), deputy), ann)
        report = take("assure", take("submit", report, alice), ann)
        assert take("sign_off", report, deputy).state == ReportState.SIGNED_OFF

    def test_where_nobody_else_can_the_cure_is_named(self, make, deputy, sam):
        with pytest.raises(PermissionDenied, match="takes both steps with one report: ask the PMO lead"):
            take("sign_off", make("assured", assured_by=deputy, editors=[sam.pk]), deputy)


class TestWhoSignsOff:
    def test_the_sro_of_an_initiative_above(self, period, author, sam, initiative):
        programme = InitiativeFactory(footprint=initiative.footprint, parent=initiative, kind="programme")
        below = InitiativeFactory(footprint=initiative.footprint, parent=programme, kind="workstream")
        report = report_in("assured", below, period, author)
        assert take("sign_off", report, sam).state == ReportState.SIGNED_OFF

    def test_not_the_sro_of_an_initiative_beside_or_below(self, period, author, sam, initiative, footprint):
        beside = InitiativeFactory(footprint=footprint, name="Beside")
        with pytest.raises(PermissionDenied, match="neither it nor an initiative above it has"):
            take("sign_off", report_in("assured", beside, period, author), sam)
        initiative.parent, initiative.kind = beside, "programme"
        initiative.save()
        with pytest.raises(PermissionDenied):
            take("sign_off", report_in("assured", beside, PeriodFactory(footprint=footprint), author), sam)

    def test_a_sponsor_whose_account_may_not_is_no_signer(self, make, bea, initiative):
        holder(initiative, bea, InitiativeRole.SPONSOR)
        with pytest.raises(PermissionDenied, match="whose account may"):
            take("sign_off", make("assured"), bea)

    def test_a_role_that_ended_counts_no_longer(self, make, sam, initiative):
        initiative.roles.update(valid_to="2018-01-01")
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), sam)


class TestDeputies:
    @pytest.fixture
    def name(self, footprint) -> Callable[..., None]:
        def named(deputy: User, principal: User, **days) -> None:
            person = Person.objects.filter(user=deputy).first() or PersonFactory(
                footprint=footprint, user=deputy
            )
            DeputyFactory(principal=Person.objects.get(user=principal), deputy=person, **days)

        return named

    def test_of_an_sro_signs_off_today(self, make, sam, bea, name):
        name(bea, sam)
        assert take("sign_off", make("assured"), bea).state == ReportState.SIGNED_OFF

    @pytest.mark.parametrize("days", [(-9, -1), (1, 9)])
    def test_does_not_before_or_after_their_days(self, make, sam, bea, name, days):
        name(bea, sam, days=days)
        with pytest.raises(PermissionDenied, match="signed off by Sam Owner"):
            take("sign_off", make("assured"), bea)

    def test_does_not_once_it_was_ended(self, make, sam, bea, priya, name):
        name(bea, sam)
        deputy = Person.objects.get(user=bea).stands_in_for.get()
        deputy.ended_at, deputy.ended_by = timezone.now(), priya
        deputy.save()
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), bea)

    def test_of_a_lead_submits_and_takes_back(self, make, alice, bea, name):
        name(bea, alice)
        report = take("submit", make(), bea)
        assert take("recall", report, bea).state == ReportState.DRAFT

    def test_signs_off_where_the_lead_is_the_sponsor(self, make, alice, bea, initiative, footprint, name):
        MembershipFactory(footprint=footprint, user=alice, role=Role.SRO)
        RoleAssignmentFactory(
            initiative=initiative, person=Person.objects.get(user=alice), role=InitiativeRole.SPONSOR
        )
        name(bea, alice)
        assert take("sign_off", make("assured"), bea).state == ReportState.SIGNED_OFF

    def test_does_not_sign_off_what_they_wrote(self, make, sam, bea, name):
        name(bea, sam)
        with pytest.raises(PermissionDenied, match="You submitted this report"):
            take("sign_off", make("assured", submitted_by=bea), bea)

    def test_who_may_not_read_private_material_stands_in_for_nobody(self, make, sam, bob, name):
        name(bob, sam)
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), bob)

    def test_of_a_deputy_has_nothing_from_the_first(self, make, sam, bea, ann, name):
        name(bea, sam)
        name(ann, bea)
        with pytest.raises(PermissionDenied):
            take("sign_off", make("assured"), ann)


def test_each_step_is_kept_with_what_was_said(make, alice, ann):
    report = take("submit", make(), alice, comment="  Ready.  ")
    report = take("send_back", report, ann, comment="The second paragraph names no date.")
    assert list(ReportComment.objects.values_list("step", "text", "by__name")) == [
        (ReportStep.SUBMITTED, "Ready.", "Alice Lead"),
        (ReportStep.RETURNED, "The second paragraph names no date.", "Ann Analyst"),
    ]
    event = AuditEvent.objects.get(event="report.returned")
    assert (event.before, event.after, event.actor_id) == ({"state": "submitted"}, {"state": "draft"}, ann.pk)
    assert event.reason == "The second paragraph names no date."


def test_a_returned_report_is_a_draft_that_nobody_submitted_or_assured(make, ann):
    report = take("send_back", make("assured"), ann)
    assert (report.state, report.returned_by) == (ReportState.DRAFT, ann)
    assert (report.submitted_at, report.submitted_by, report.assured_at, report.assured_by) == (None,) * 4


def test_the_whole_way(make, alice, ann, sam):
    report = take("submit", make(), alice)
    report = take("assure", report, ann)
    report = take("sign_off", report, sam)
    assert (report.submitted_by, report.assured_by, report.signed_off_by) == (alice, ann, sam)
    assert report.returned_at is None


@pytest.mark.parametrize("name", ["send_back", "comment"])
@pytest.mark.parametrize("comment", ["", "  \n "])
def test_a_return_and_a_remark_need_words(make, ann, name, comment):
    with pytest.raises(ValidationError) as refused:
        take(name, make("submitted"), ann, comment=comment)
    assert list(refused.value.message_dict) == ["comment"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PeriodState.LOCKED, "can no longer be changed"),
        (PeriodState.PLANNED, "once the PMO has opened it"),
    ],
)
def test_no_step_is_taken_in_a_period_that_is_not_open(make, request, name, state, words, period):
    report = make("assured" if name == "sign_off" else "submitted")
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match=words):
        take(name, report, request.getfixturevalue(ABLE[name]))


@pytest.mark.parametrize(
    ("following", "words"),
    [
        ({"month": (2018, 5)}, "belong in the report for May 2018, which is open"),
        (
            {"month": (2018, 5), "state": PeriodState.PLANNED},
            "in the report for May 2018, once the PMO has opened it",
        ),
        (None, "Ask the PMO to plan the next period"),
    ],
)
def test_after_the_lock_one_learns_where_a_late_edit_belongs(
    make, alice, period, footprint, following, words
):
    report = make()
    period.state = PeriodState.LOCKED
    period.save()
    if following:
        PeriodFactory(footprint=footprint, **following)
        PeriodFactory(footprint=footprint, month=(2018, 6), state=PeriodState.PLANNED)
    with pytest.raises(ValidationError, match=words):
        take("submit", report, alice)


def test_somebody_who_looked_at_an_older_version_is_told(make, ann, priya):
    report = make("submitted")
    take("comment", report, priya)
    with pytest.raises(Conflict):
        take("assure", report, ann, version=1)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


class TestNotices:
    def test_authors_and_lead_hear_of_a_return_once_and_not_what_was_said(self, make, alice, author, ann):
        report = take("send_back", make("submitted"), ann, comment="SECRET")
        told = Notice.objects.order_by("user__name")
        assert [notice.user for notice in told] == [author, alice]
        assert {notice.kind for notice in told} == {"returned"}
        assert told[0].key == f"returned:{report.pk}:{report.version}:{author.pk}"
        assert told[0].path == "/northmere/initiatives/urgent-care/reports/2018-04/"
        assert "Urgent Care for April 2018 was returned to you by Ann Analyst" in told[0].text
        assert "SECRET" not in told[0].text

    def test_who_returns_their_own_is_not_told_by_themselves(self, make, priya, alice):
        take("send_back", make("submitted", submitted_by=priya), priya)
        assert [notice.user for notice in Notice.objects.all()] == [alice]

    def test_those_who_can_sign_off_hear_of_the_assurance(self, make, sam, bea, ann, footprint):
        DeputyFactory(
            principal=Person.objects.get(user=sam), deputy=PersonFactory(footprint=footprint, user=bea)
        )
        take("assure", make("submitted"), ann)
        assert {notice.user for notice in Notice.objects.filter(kind="to_sign_off")} == {sam, bea}

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_who_wrote_it_is_not_asked_to_sign_it_off(self, make, sam, ann, hand):
        take("assure", make("submitted", **by_hand(hand, sam)), ann)
        assert not Notice.objects.exists()

    def test_other_steps_tell_nobody(self, make, alice, sam):
        report = take("recall", take("submit", make(), alice), alice)
        take("comment", report, sam)
        assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_assures_and_the_other_is_told():
    initiative = InitiativeFactory()
    footprint = initiative.footprint
    period = PeriodFactory(footprint=footprint, month=(2018, 4))
    author = UserFactory(role=Role.LEAD, footprint=footprint)
    report = report_in("submitted", initiative, period, author)
    pmo = [UserFactory(role=Role.PMO_ANALYST, footprint=footprint) for _ in range(2)]
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def press(user: User) -> None:
        try:
            start.wait(timeout=10)
            report_steps.assure(report=report, version=1, by=user)
            outcomes.append("assured")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=partial(press, user)) for user in pmo]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["assured", "told"]
    assert ReportComment.objects.count() == 1
