"""The registers of made-up footprints: something of everything, dated in its month, bounded."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import Ask, AskMinute, AskOutcome, AskState, Footprint, Meeting
from reports.models import Snapshot
from risks.control_wording import reads_like_an_action
from risks.models import (
    Acceptance,
    Action,
    ActionUpdate,
    Assurance,
    Control,
    Dependency,
    DependencyStatus,
    DependencyUpdate,
    Escalation,
    EscalationState,
    Issue,
    IssueStatus,
    Recommendation,
    RecommendationUpdate,
    Review,
    ReviewOutcome,
    Risk,
    RiskCategory,
    RiskReference,
    RiskReview,
)
from tests.reports.synthesise.making import UNTIL, make

LAST_DAY = date(2026, 3, 31)


@pytest.fixture
def northmere(db: None) -> Footprint:
    return make(initiatives=30, months=12)


def test_every_open_risk_has_controls_a_category_and_something_that_was_done_about_it(northmere):
    risks = Risk.objects.open()

    assert not risks.filter(category=None).exists()
    assert not risks.filter(controls=None).exists()
    assert not risks.filter(actions=None).exists()
    assert {category.tolerated.label for category in RiskCategory.objects.all()} == {
        "Low",
        "Moderate",
        "High",
    }
    assert {assurance.line for assurance in Assurance.objects.all()} == {"first", "second", "third"}
    assert Control.objects.exclude(gap="").exists()
    assert any(reads_like_an_action(text) for text in Control.objects.values_list("text", flat=True))


def test_some_actions_are_done_some_moved_and_some_late(northmere):
    actions = Action.objects.all()

    assert 0 < actions.overdue(UNTIL).count() < actions.open().count()
    assert actions.filter(status="complete", ended_on__isnull=False).exists()
    assert [update for update in ActionUpdate.objects.all() if update.due_before and update.due_after]
    assert all(action.review_on for action in actions.open() if action.due.last is None)
    assert len(set(actions.values_list("number", flat=True))) == actions.count()


def test_a_closed_risk_has_nothing_left_to_do(northmere):
    closed = Risk.objects.filter(status="closed")

    assert closed.exists()
    assert not Action.objects.open().filter(risk__in=closed).exists()


def test_risks_are_reviewed_in_past_months_and_some_reviews_are_late(northmere):
    assert {review.outcome for review in RiskReview.objects.all()} == set(ReviewOutcome)
    late = Risk.objects.open().filter(review_due__lt=LAST_DAY)
    assert 0 < late.count() < Risk.objects.open().count() / 2
    for risk in Risk.objects.exclude(reviewed_on=None):
        last = risk.reviews.first()
        assert (last.on, last.next_due) == (risk.reviewed_on, risk.review_due)
    for review in RiskReview.objects.filter(outcome=ReviewOutcome.RESCORED):
        assert review.assessment.assessed_on == review.on
    assert RiskReview.objects.filter(recorded_at__date__gt=UNTIL).count() == 0


def test_one_risk_waits_at_another_level_and_others_were_answered(northmere):
    states = Counter(Escalation.objects.values_list("state", flat=True))

    assert states[EscalationState.PROPOSED] == 1
    assert states[EscalationState.ACCEPTED] > 0
    assert states[EscalationState.RETURNED] > 0
    for escalation in Escalation.objects.exclude(state=EscalationState.PROPOSED):
        assert escalation.proposed_at < escalation.answered_at
        assert escalation.proposed_by != escalation.answered_by
    taken_on = Escalation.objects.filter(state=EscalationState.ACCEPTED)
    assert all(one.risk.level == one.to_level for one in taken_on)


def test_some_mild_risks_are_accepted_until_a_day(northmere):
    accepted = Acceptance.objects.select_related("risk")

    assert accepted.exists()
    assert {one.risk.response for one in accepted} == {"tolerate"}
    assert all(one.until > one.accepted_on for one in accepted)


def test_risks_of_portfolios_have_references_and_some_share_one(northmere):
    called = Counter(RiskReference.objects.values_list("register", "reference"))

    assert {register for register, _ in called} == {"baf", "corporate"}
    assert max(called.values()) > 1
    assert RiskReference.objects.exclude(folded="").count() == RiskReference.objects.count()


def test_issues_come_from_risks_and_by_themselves(northmere):
    issues = Issue.objects.all()

    assert issues.exclude(risk=None).exists()
    assert issues.filter(risk=None).exists()
    assert {issue.status for issue in issues} == {IssueStatus.OPEN, IssueStatus.RESOLVED}
    assert not issues.filter(risk__is_private=True).exists()  # an issue here is public


def test_one_dependency_has_slipped_and_one_waits_to_be_confirmed(northmere):
    (update,) = DependencyUpdate.objects.all()
    waiting = [one for one in Dependency.objects.open() if not one.is_agreed]

    assert update.dependency.promised.last > update.dependency.needed_by.last
    assert update.on == LAST_DAY
    assert len(waiting) == 2  # the one that slipped, and a new one
    assert Dependency.objects.filter(status=DependencyStatus.MET).exists()


def test_the_stocktake_is_tracked_and_closed_only_at_a_meeting_that_oversees_it(northmere):
    review = Review.objects.get()
    themes = list(review.recommendations.order_by("number").values_list("theme", flat=True))

    assert themes == sorted(themes, key=themes.index)  # each theme stands together
    shared = RecommendationUpdate.objects.exclude(said_with=None)
    assert shared.count() in (0, 2)
    assert len({update.said_with for update in shared}) <= 1
    for one in Recommendation.objects.exclude(closed_at=None):
        assert one.closed_in.body in [overseer.body for overseer in one.overseers.all()]
        assert one.closed_in.date <= one.closed_at.date()
    assert review.recommendations.filter(closed_at=None).exists()
    assert all(one.lead not in [officer.person for officer in one.supporting_officers.all()]
               for one in Recommendation.objects.all())  # fmt: skip


def test_asks_are_minuted_deferred_ones_wait_and_some_decisions_are_carried_out(northmere):
    deferred = Ask.objects.filter(minutes__outcome=AskOutcome.DEFERRED).distinct()

    assert AskMinute.objects.count() > Ask.objects.filter(state=AskState.ANSWERED).count()
    assert all(ask.minutes.exists() for ask in Ask.objects.filter(state=AskState.ANSWERED))
    assert deferred.exists()
    assert all(ask.outcome != AskOutcome.DEFERRED for ask in deferred.filter(state=AskState.ANSWERED))
    assert Ask.objects.filter(done_at__isnull=False, outcome=AskOutcome.DECIDED).exists()
    assert set(AskMinute.objects.values_list("meeting", flat=True)) <= set(
        Meeting.objects.filter(body__key="slt").values_list("pk", flat=True)
    )


def test_a_snapshot_holds_the_registers_as_they_stood(northmere):
    taken = [snapshot.data for snapshot in Snapshot.objects.order_by("period__first_day")]
    first, last = taken[0], taken[-1]

    def actions(data: dict) -> dict[int, str]:
        return {row["number"]: row["status"] for risk in data["risks"] for row in risk["actions"]}

    assert set(actions(first).values()) == {"new"}
    assert set(actions(first)) < set(actions(last))
    assert first["reviews"] == []
    assert len(last["reviews"]) == 1
    assert len(first["issues"]) < len(last["issues"])


@pytest.mark.parametrize("months", [1, 2])
def test_a_short_estate_has_its_registers_too(db, months):
    make(initiatives=5, months=months, with_snapshots=False)

    assert min(model.objects.count() for model in (Control, Action, Issue, Dependency, Recommendation)) > 0
    assert Escalation.objects.filter(state=EscalationState.PROPOSED).count() == 1


def test_a_large_estate_asks_the_database_hardly_more_often_than_a_small_one(db):
    def queries(slug: str, initiatives: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            make(slug, initiatives=initiatives, months=4, with_snapshots=False)
        return len(asked)

    small = queries("eastmere", 40)

    # Not quite as often: SQLite takes a limited number of values in one insert.
    assert queries("westmere", 160) < small * 1.3
