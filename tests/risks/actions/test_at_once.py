"""Two people at once on Postgres: nobody waits in a ring, and what holds for one after the other holds then too."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from portfolios.actions import ask_answers, meetings
from portfolios.models import AskMinute, HighlightReport
from portfolios.report_content import ReportContent
from reports.actions import report_updates
from reports.actions.report_updates import RiskScore, Updates
from risks.actions import (
    actions,
    assessments,
    categories,
    escalations,
    happened,
    issues,
    matrices,
    reviews,
    risks,
)
from risks.actions.issue_content import IssueContent
from risks.actions.risk_content import RiskContent
from risks.matrix_presets import FOUR_BY_FOUR
from risks.models import Action, Assessment, Issue, Risk, RiskMatrix, RiskStatus
from risks.queries.matrices import spec_of
from stp_portal.core import audit
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import (
    AskFactory,
    EscalationFactory,
    IssueFactory,
    MeetingFactory,
    PeriodFactory,
    PersonFactory,
    RatingSchemeFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
)

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]

Act = Callable[[], Any]
# Longer than it takes to come to a lock, shorter than Postgres waits before it looks for a ring.
WHILE = 0.6


def at_once(first: Act, second: Act, *, then: Act = lambda: None) -> tuple[Any, Any]:
    """What comes of ``second`` while the transaction of ``first`` is not over: results, or what was raised. ``then`` is
    done at the end of that transaction, once ``second`` waits.
    """
    outcomes: dict[str, Any] = {}
    is_done = threading.Event()

    def run(name: str, act: Act) -> None:
        try:
            outcomes[name] = act()
        except Exception as raised:
            outcomes[name] = raised
        finally:
            connection.close()

    def held() -> Any:
        with transaction.atomic():
            try:
                return first()
            finally:
                is_done.set()
                later.join(WHILE)
                then()

    later = threading.Thread(target=run, args=("second", lambda: is_done.wait(10) and second()))
    earlier = threading.Thread(target=run, args=("first", held))
    later.start()
    earlier.start()
    for thread in (earlier, later):
        thread.join(30)
    return outcomes.get("first"), outcomes.get("second")


def of_words(outcome: Any) -> str:
    assert isinstance(outcome, ValidationError), repr(outcome)
    return " ".join(outcome.messages)


@pytest.fixture
def risk(footprint, initiative) -> Risk:
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(3, 4))


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def rescored(risk, by, today, *, version: int = 1) -> Act:
    return lambda: assessments.rescore(
        risk=risk, version=version, likelihood=4, impact=4, reason="Two more left.", on=today, by=by
    )


def edited(risk, by, **changes: Any) -> Act:
    content = vars(RiskContent.of(risk)) | changes
    return lambda: risks.edit(risk=risk, version=1, by=by, **content)


class TestMatrix:
    """Bands and cells of a matrix in which nothing was scored are deleted and made anew."""

    @pytest.fixture
    def unscored(self, footprint, initiative) -> Risk:
        RiskMatrixFactory(footprint=footprint, key="only")
        return RiskFactory(footprint=footprint, initiative=initiative, number=7)

    def changed(self, matrix: RiskMatrix, by: Any) -> Act:
        seen = spec_of(matrix).fingerprint
        return lambda: matrices.change(
            matrix=matrix, seen=seen, valid_from=matrix.valid_from, spec=FOUR_BY_FOUR.spec, by=by
        )

    def test_who_changes_it_waits_for_a_score_and_is_told(self, unscored, alice, priya, today):
        matrix = RiskMatrix.objects.get()
        given, change = at_once(rescored(unscored, alice, today), self.changed(matrix, priya))
        assert isinstance(given, Assessment), repr(given)
        assert "Risks were scored in" in of_words(change)
        assert matrix.cells.count() == 25

    def test_who_scores_waits_for_the_change_and_scores_in_what_is_there_then(
        self, unscored, alice, priya, today
    ):
        matrix = RiskMatrix.objects.get()
        change, given = at_once(self.changed(matrix, priya), rescored(unscored, alice, today))
        assert isinstance(change, RiskMatrix), repr(change)
        assert isinstance(given, Assessment), repr(given)
        assert given.cell.matrix.cells.count() == 16
        assert Assessment.objects.get().cell_id == given.cell_id

    def test_who_raises_a_risk_waits_too(self, unscored, initiative, alice, priya, today):
        matrix = RiskMatrix.objects.get()
        change, raised = at_once(
            self.changed(matrix, priya),
            lambda: risks.raise_risk(
                initiative=initiative,
                title="Beds",
                event="beds running out",
                likelihood=4,
                impact=4,
                on=today,
                by=alice,
            ),
        )
        assert isinstance(change, RiskMatrix), repr(change)
        assert isinstance(raised, Risk), repr(raised)

    def test_a_replacement_and_a_score_do_not_wait_in_a_ring(self, risk, alice, priya, today):
        matrix = RiskMatrix.objects.get()
        replace = lambda: matrices.replace(  # noqa: E731
            matrix=matrix, valid_from=date(2099, 4, 1), spec=FOUR_BY_FOUR.spec, by=priya
        )
        given, new = at_once(rescored(risk, alice, today), replace)
        assert isinstance(given, Assessment), repr(given)
        assert isinstance(new, RiskMatrix), repr(new)


def test_a_report_with_a_score_takes_the_matrix_before_the_audit_trail(risk, initiative, footprint, priya):
    RatingSchemeFactory(footprint=footprint)
    period, matrix = PeriodFactory(footprint=footprint), RiskMatrix.objects.get()

    def save() -> Any:
        return report_updates.save(
            initiative=initiative,
            period=period,
            version=1,
            content=ReportContent(progress="The posts are filled."),
            updates=Updates(scores=(RiskScore(risk, "risk_7", 1, 2, 2, "They are filled."),)),
            by=priya,
        )

    held, saved = at_once(
        lambda: RiskMatrix.objects.select_for_update().get(pk=matrix.pk),
        save,
        then=lambda: audit.record("risk_matrix.changed", on=matrix, by=priya),
    )
    assert held == matrix, repr(held)
    assert isinstance(saved, HighlightReport), repr(saved)


def test_a_category_is_changed_while_a_risk_is_put_in_it(risk, footprint, alice, priya):
    category = RiskCategoryFactory(footprint=footprint, name="Finance")

    def save() -> Any:
        return categories.save(
            footprint=footprint,
            category=category,
            name="Money",
            appetite="open",
            tolerated=None,
            note="",
            by=priya,
        )

    moved, saved = at_once(edited(risk, alice, category=category), save)
    assert isinstance(moved, Risk), repr(moved)
    assert saved.name == "Money", repr(saved)
    assert audit.verify() == []


def test_of_a_score_and_a_review_the_later_is_told_or_both_stand(risk, alice, sam, today):
    def review() -> Any:
        return reviews.review_still_right(
            risk=risk, version=1, reason="Seen.", on=today, next_due=None, by=sam
        )

    scored, reviewed = at_once(rescored(risk, alice, today), review)
    assert isinstance(scored, Assessment), repr(scored)
    assert isinstance(reviewed, Conflict), repr(reviewed)


def test_a_bulk_review_and_a_score_do_not_wait_in_a_ring(risk, footprint, initiative, alice, priya, today):
    other = RiskFactory(footprint=footprint, initiative=initiative, number=8, score=(2, 2))

    def review() -> Any:
        return reviews.review_many(
            risks=[(other, 1), (risk, 1)], reason="Seen.", on=today, next_due=None, by=priya
        )

    done, scored = at_once(review, rescored(risk, alice, today))
    assert len(done) == 2, repr(done)
    assert isinstance(scored, Assessment), repr(scored)


def test_a_risk_is_never_closed_while_an_action_is_added(risk, footprint, alice, sam):
    lead = PersonFactory(footprint=footprint)

    def close() -> Any:
        return risks.close(risk=risk, version=1, reason="It has passed.", by=alice)

    def add() -> Any:
        return actions.add(
            risk=risk, text="Agree the rota.", lead=lead, due=FuzzyDate.parse("31 March 2099"), by=sam
        )

    closed, added = at_once(close, add)
    assert closed.status == RiskStatus.CLOSED
    assert "not open any more" in of_words(added)
    assert not Action.objects.exists()
    risks.reopen(risk=risk, version=2, reason="It stands again.", by=alice)
    added, closed = at_once(add, lambda: risks.close(risk=risk, version=3, reason="Passed.", by=alice))
    assert isinstance(added, Action), repr(added)
    assert f"action {added.number}" in of_words(closed)


def test_an_escalation_is_accepted_while_the_risk_is_edited(risk, alice, priya):
    waiting = EscalationFactory(risk=risk, proposed_by=alice, from_level=risk.level, to_level="governing")

    def accept() -> Any:
        return escalations.accept(escalation=waiting, answer="", by=priya)

    accepted, saved = at_once(accept, edited(risk, alice, title="Other words"))
    assert accepted.state == "accepted", repr(accepted)
    assert isinstance(saved, Conflict), repr(saved)


def test_a_risk_becomes_an_issue_while_it_is_closed(risk, initiative, alice, sam, today):
    content = IssueContent(
        title="They left",
        text="All three left.",
        severity="high",
        initiative=initiative,
        owner=None,
        due=FuzzyDate.parse(""),
    )

    def become() -> Any:
        return happened.become_issue(
            risk=risk, version=1, content=content, closes=True, moved=(), on=today, by=alice
        )

    made, closed = at_once(become, lambda: risks.close(risk=risk, version=1, reason="Passed.", by=sam))
    assert isinstance(made, Issue), repr(made)
    assert isinstance(closed, Conflict), repr(closed)


def test_no_issue_becomes_public_while_its_risk_becomes_private(risk, initiative, alice, priya):
    issue = IssueFactory(
        footprint=risk.footprint,
        initiative=initiative,
        risk=risk,
        is_private=True,
        private_reason="Section 43.",
    )
    public = IssueContent(**vars(IssueContent.of(issue)) | {"private_reason": ""})

    def publish() -> Any:
        return issues.edit(issue=issue, version=1, content=public, by=alice, public_reason="It is known.")

    at_once(publish, edited(risk, priya, private_reason="Section 43."))
    risk.refresh_from_db()
    assert risk.is_private
    assert not Issue.objects.public().filter(risk=risk).exists()


def test_a_meeting_is_taken_away_while_an_ask_is_minuted_at_it(footprint, initiative, priya):
    ask = AskFactory(footprint=footprint, initiative=initiative)
    meeting = MeetingFactory(body=ask.body, footprint=footprint, date=date(2018, 5, 16))

    def minute() -> Any:
        return ask_answers.minute(ask=ask, version=1, outcome="noted", text="", meeting=meeting, by=priya)

    made, removed = at_once(minute, lambda: meetings.remove(meeting=meeting, by=priya))
    assert isinstance(made, AskMinute), repr(made)
    assert isinstance(removed, ValidationError), repr(removed)


def test_an_ask_is_minuted_while_its_meeting_is_taken_away(footprint, initiative, priya):
    ask = AskFactory(footprint=footprint, initiative=initiative)
    meeting = MeetingFactory(body=ask.body, footprint=footprint, date=date(2018, 5, 16))

    def minute() -> Any:
        return ask_answers.minute(ask=ask, version=1, outcome="noted", text="", meeting=meeting, by=priya)

    removed, made = at_once(lambda: meetings.remove(meeting=meeting, by=priya), minute)
    assert removed is None
    assert "out of the calendar meanwhile" in of_words(made)
