"""Who has which return, since when, and what is late, silent or stuck."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portfolios.access import may_assure, may_sign_off
from portfolios.models import (
    InitiativeKind,
    InitiativeRole,
    PeriodState,
    ReportComment,
    ReportDraft,
    ReportState,
    ReportStep,
)
from portfolios.queries.returns import Step, returns
from stp_portal.accounts.roles import Role
from tests.factories import (
    DeputyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

TODAY = date(2018, 3, 12)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def february(footprint):
    return PeriodFactory(
        footprint=footprint,
        month=(2018, 2),
        returns_due=date(2018, 3, 7),
        assurance_due=date(2018, 3, 9),
        sign_off_due=date(2018, 3, 12),
    )


@pytest.fixture
def january(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)


def at(days: int) -> datetime:
    """A moment so many days before today."""
    return datetime(2018, 3, 12, 9, tzinfo=LONDON) - timedelta(days=days)


def the_one(period, before=None):
    (found,) = returns([period], TODAY, before=before.pk if before else None)
    return found


@pytest.mark.parametrize(
    ("state", "step", "who", "late"),
    [
        (ReportState.EXPECTED, Step.WRITING, "Alice Lead", 5),
        (ReportState.DRAFT, Step.WRITING, "Alice Lead", 5),
        (ReportState.SUBMITTED, Step.ASSURANCE, "PMO", 3),
        (ReportState.ASSURED, Step.SIGN_OFF, "Sam Owner", 0),
        (ReportState.SIGNED_OFF, Step.NOTHING, "", 0),
    ],
)
def test_each_state_is_with_somebody(february, initiative, alice, sam, state, step, who, late):
    HighlightReportFactory(initiative=initiative, period=february, state=state)
    found = the_one(february)
    assert (found.step, found.who, found.late_days) == (step, who, late)


def test_a_step_without_a_day_is_never_late(february, initiative, alice):
    february.returns_due = None
    HighlightReportFactory(initiative=initiative, period=february)
    assert not the_one(february).is_late


def test_without_an_account_nobody_has_it(february, initiative):
    report = HighlightReportFactory(initiative=initiative, period=february)
    found = the_one(february)
    assert (found.is_stuck, found.who) == (True, "Nobody: it has no lead with an account")
    report.state = ReportState.ASSURED
    report.save()
    assert the_one(february).who.startswith("Nobody: no senior responsible owner or sponsor")


def test_who_wrote_it_is_not_asked_to_sign_it_off(february, initiative, sam):
    HighlightReportFactory(
        initiative=initiative,
        period=february,
        state=ReportState.ASSURED,
        submitted_at=at(3),
        submitted_by=sam,
    )
    assert the_one(february).is_stuck


def test_who_ever_saved_it_or_assured_it_is_not_asked_to_sign_it_off(february, initiative, sam, priya):
    report = HighlightReportFactory(
        initiative=initiative,
        period=february,
        state=ReportState.ASSURED,
        assured_at=at(3),
        assured_by=priya,
    )
    assert the_one(february).people == (sam,)
    report.editors = [sam.pk]
    report.save()
    assert the_one(february).is_stuck
    report.editors, report.assured_by = [], sam
    report.save()
    assert the_one(february).is_stuck


def test_nobody_has_a_return_of_a_locked_period(february, initiative, alice):
    HighlightReportFactory(initiative=initiative, period=february)
    february.state = PeriodState.LOCKED
    found = the_one(february)
    assert (found.step, found.who, found.is_late, found.is_stuck) == (Step.NOTHING, "", False, False)


class TestSince:
    def test_expected_counts_from_the_opening(self, february, initiative, priya):
        february.opened_at, february.opened_by = at(12), priya
        february.save()
        HighlightReportFactory(initiative=initiative, period=february, state=ReportState.EXPECTED)
        assert the_one(february).days == 12

    def test_a_draft_from_when_it_was_saved_last(self, february, initiative, alice):
        HighlightReportFactory(initiative=initiative, period=february, edited_at=at(4), edited_by=alice)
        assert (the_one(february).days, the_one(february).was_sent_back) == (4, False)

    def test_one_that_was_sent_back_from_then(self, february, initiative, alice, priya):
        report = HighlightReportFactory(
            initiative=initiative,
            period=february,
            edited_at=at(8),
            edited_by=alice,
            returned_at=at(2),
            returned_by=priya,
        )
        comment(report, ReportStep.SUBMITTED, by=alice)
        comment(report, ReportStep.RETURNED, "By when?", by=priya)
        comment(report, ReportStep.COMMENT, "In June.", by=alice)
        found = the_one(february)
        assert (found.days, found.was_sent_back, found.comments) == (2, True, 2)

    def test_one_that_was_taken_back_since_is_a_draft(self, february, initiative, alice, priya):
        report = HighlightReportFactory(
            initiative=initiative,
            period=february,
            edited_at=at(1),
            edited_by=alice,
            returned_at=at(5),
            returned_by=priya,
        )
        comment(report, ReportStep.RETURNED, "By when?", by=priya)
        comment(report, ReportStep.RECALLED, by=alice)
        assert (the_one(february).days, the_one(february).was_sent_back) == (1, False)

    def test_it_is_not_known_of_a_report_from_elsewhere(self, february, initiative):
        HighlightReportFactory(initiative=initiative, period=february, state=ReportState.SIGNED_OFF)
        assert the_one(february).days is None


def comment(report, step, text="", *, by):
    ReportComment.objects.create(footprint=report.footprint, report=report, step=step, text=text, by=by)


class TestSilent:
    @pytest.fixture
    def missed(self, january, initiative):
        return HighlightReportFactory(initiative=initiative, period=january, state=ReportState.EXPECTED)

    @pytest.fixture
    def expected(self, february, initiative):
        return HighlightReportFactory(initiative=initiative, period=february, state=ReportState.EXPECTED)

    def test_nothing_saved_and_nothing_returned_before(self, february, january, missed, expected):
        assert the_one(february, before=january).is_silent

    def test_not_where_the_one_before_was_returned(self, february, january, missed, expected):
        missed.state = ReportState.SUBMITTED
        missed.save()
        assert not the_one(february, before=january).is_silent

    def test_not_in_its_first_period(self, february, january, expected):
        assert not the_one(february, before=january).is_silent
        assert not the_one(february).is_silent

    def test_not_once_something_was_saved(self, february, january, missed, expected, alice):
        expected.edited_at, expected.edited_by, expected.state = at(0), alice, ReportState.DRAFT
        expected.save()
        assert not the_one(february, before=january).is_silent

    def test_not_while_somebody_is_typing(self, february, january, missed, expected, alice):
        ReportDraft.objects.create(
            footprint=february.footprint, initiative=expected.initiative, period=february, user=alice
        )
        assert not the_one(february, before=january).is_silent


class TestWaitsFor:
    @pytest.fixture
    def submitted(self, february, initiative, alice):
        return HighlightReportFactory(
            initiative=initiative,
            period=february,
            state=ReportState.SUBMITTED,
            submitted_at=at(1),
            submitted_by=alice,
        )

    def test_the_pmo_assures(self, february, submitted, priya, alice):
        found = the_one(february)
        assert found.waits_for(priya, assures=True)
        assert not found.waits_for(alice, assures=False)

    def test_but_not_its_own(self, february, submitted, priya, initiative, footprint):
        submitted.edited_at, submitted.edited_by = at(1), priya
        submitted.save()
        assert not the_one(february).waits_for(priya, assures=True)
        analyst = UserFactory(name="Ann", role=Role.PMO_ANALYST, footprint=footprint)
        assert the_one(february).waits_for(analyst, assures=True)
        person = PersonFactory(footprint=footprint, user=analyst)
        RoleAssignmentFactory(initiative=initiative, person=person, role=InitiativeRole.LEAD)
        assert not the_one(february).waits_for(analyst, assures=True)

    def test_nor_what_it_ever_wrote_in(self, february, submitted, priya, alice):
        submitted.editors = [priya.pk, alice.pk]
        submitted.save()
        assert not the_one(february).waits_for(priya, assures=True)

    @pytest.mark.parametrize("hand", ["nobody's", "editors", "edited", "submitted", "assured"])
    @pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ASSURED])
    def test_it_is_whose_the_step_is_not_refused(self, february, submitted, priya, sam, state, hand):
        DeputyFactory(
            principal=sam.people.get(), deputy=PersonFactory(footprint=february.footprint, user=priya)
        )
        submitted.state = state
        if hand == "editors":
            submitted.editors = [priya.pk]
        elif hand != "nobody's":
            setattr(submitted, f"{hand}_at", at(1))
            setattr(submitted, f"{hand}_by", priya)
        submitted.save()
        may = may_assure if state == ReportState.SUBMITTED else may_sign_off
        is_free = hand == "nobody's" or (hand == "assured" and state == ReportState.SUBMITTED)
        assert may(priya, submitted).allowed == is_free
        assert the_one(february).waits_for(priya, assures=True) == is_free

    def test_authors_write(self, february, initiative, alice, priya):
        HighlightReportFactory(initiative=initiative, period=february)
        assert the_one(february).waits_for(alice, assures=False)
        assert not the_one(february).waits_for(priya, assures=True)


def test_a_branch_goes_up_to_the_top(footprint, february, initiative):
    programme = InitiativeFactory(
        footprint=footprint, parent=initiative, kind=InitiativeKind.PROGRAMME, name="Flow"
    )
    workstream = InitiativeFactory(
        footprint=footprint, parent=programme, kind=InitiativeKind.WORKSTREAM, name="Beds"
    )
    for one in (initiative, programme, workstream):
        HighlightReportFactory(initiative=one, period=february)
    found = {one.name: one for one in returns([february], TODAY)}
    assert [place.name for place in found["Beds"].branch] == ["Beds", "Flow", "Urgent Care"]
    assert found["Beds"].programme.name == "Flow"
    assert found["Flow"].programme.name == "Urgent Care"
    assert found["Urgent Care"].programme is None


def test_only_the_initiatives_asked_for(footprint, february, initiative):
    other = InitiativeFactory(footprint=footprint)
    for one in (initiative, other):
        HighlightReportFactory(initiative=one, period=february)
    assert [one.initiative for one in returns([february], TODAY, initiatives=[other.pk])] == [other.pk]


def test_the_number_of_queries_does_not_grow(
    footprint, february, initiative, alice, django_assert_num_queries
):
    HighlightReportFactory(initiative=initiative, period=february)
    with django_assert_num_queries(5):
        returns([february], TODAY)
    for _ in range(5):
        HighlightReportFactory(initiative=InitiativeFactory(footprint=footprint), period=february)
    with django_assert_num_queries(5):
        returns([february], TODAY)
