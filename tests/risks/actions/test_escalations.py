"""Escalations: proposed, answered by somebody else, moved at once or not at all, and everybody concerned told."""

import threading
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from portfolios.models import InitiativeKind, InitiativeRole, Notice, NoticeKind
from risks.access import may_answer
from risks.actions import escalations
from risks.models import Escalation, EscalationState
from risks.queries.answerers import Answerers, Move
from stp_portal.accounts.roles import Role
from stp_portal.core.models import AuditEvent
from tests.cast import holder
from tests.factories import (
    DeputyFactory,
    EscalationFactory,
    InitiativeFactory,
    IssueFactory,
    PersonFactory,
    RiskFactory,
    UserFactory,
)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, level="portfolio")


@pytest.fixture
def propose(risk, alice):
    return partial(
        escalations.propose, row=risk, to_level="system", reason="The portfolio cannot hold it.", by=alice
    )


def told(kind):
    """Who got a notice of that kind, by name, with its text."""
    return [(one.user.name, one.text) for one in Notice.objects.filter(kind=kind).order_by("user__name")]


def test_a_proposal_waits_and_those_who_may_answer_are_told(propose, risk, priya, alice, sam):
    made = propose()
    risk.refresh_from_db()
    assert (made.state, made.from_level, risk.level) == ("proposed", "portfolio", "portfolio")
    assert told(NoticeKind.ESCALATION) == [
        (
            "Priya Office",
            "Risk 7 of Urgent Care is proposed for system leadership level by Alice Lead: accept or return it.",
        )
    ]
    event = AuditEvent.objects.get(event="risk.escalation_proposed")
    assert event.after == {"from": "Portfolio", "to": "System leadership"}
    assert event.reason == "The portfolio cannot hold it."


def test_proposed_twice_it_waits_once(propose):
    assert propose() == propose()
    assert Notice.objects.count() == AuditEvent.objects.count() - 1 == 0


def test_one_waits_at_a_time(propose, sam):
    propose()
    with pytest.raises(ValidationError, match="Alice Lead proposed risk 7 for system leadership level"):
        propose(to_level="governing", by=sam)


@pytest.mark.parametrize(
    ("field", "changed"), [("to_level", "portfolio"), ("to_level", "moon"), ("reason", "  ")]
)
def test_what_is_missing_is_said_at_its_field(propose, field, changed):
    with pytest.raises(ValidationError) as refused:
        propose(**{field: changed})
    assert list(refused.value.message_dict) == [field]
    assert not Escalation.objects.exists()


def test_what_is_closed_moves_nowhere(propose, risk):
    risk.status, risk.closed_reason = "closed", "It is over."
    risk.save()
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        propose()


def test_accepted_it_stands_at_the_new_level(propose, risk, priya, alice):
    escalations.accept(escalation=propose(), answer="We take it.", by=priya)
    risk.refresh_from_db()
    assert (risk.level, risk.version) == ("system", 2)
    assert told(NoticeKind.ESCALATED) == [
        (
            "Alice Lead",
            "Risk 7 of Urgent Care, which you proposed for system leadership level, was taken on at system "
            "leadership level by Priya Office.",
        )
    ]
    event = AuditEvent.objects.get(event="risk.escalated")
    assert (event.before, event.after) == (
        {"level": "Portfolio"},
        {"level": "System leadership", "proposed by": "Alice Lead"},
    )


def test_returned_it_stays_with_the_reason(propose, risk, priya):
    made = propose()
    with pytest.raises(ValidationError) as refused:
        escalations.send_back(escalation=made, answer=" ", by=priya)
    assert refused.value.message_dict == {"answer": ["Say why risk 7 is returned: Alice Lead reads this."]}
    answered = escalations.send_back(escalation=made, answer="Ask the board first.", by=priya)
    risk.refresh_from_db()
    assert (answered.state, answered.answer, risk.level) == ("returned", "Ask the board first.", "portfolio")
    assert len(told(NoticeKind.ESCALATED)) == 1
    assert AuditEvent.objects.get(event="risk.escalation_returned").reason == "Ask the board first."


def test_the_next_may_be_proposed_after_an_answer(propose, priya):
    escalations.send_back(escalation=propose(), answer="Not yet.", by=priya)
    assert propose().state == EscalationState.PROPOSED


def test_nobody_answers_their_own(propose, priya):
    with pytest.raises(PermissionDenied, match="You proposed this yourself"):
        escalations.accept(escalation=propose(by=priya), answer="", by=priya)


def test_who_may_not_answer_is_refused(propose, sam, bea):
    made = propose()
    for somebody in (sam, bea):
        with pytest.raises(PermissionDenied, match="answered by the PMO"):
            escalations.accept(escalation=made, answer="", by=somebody)


def test_the_second_is_told_what_the_first_did(propose, risk, priya, footprint):
    made = propose()
    other = UserFactory(name="Ana Lyst", role=Role.PMO_ANALYST, footprint=footprint)
    escalations.accept(escalation=made, answer="", by=priya)
    with pytest.raises(
        ValidationError, match="Priya Office accepted this, so it stands at system leadership"
    ):
        escalations.send_back(escalation=made, answer="No.", by=other)
    risk.refresh_from_db()
    assert risk.level == "system"


def test_accepted_twice_by_one_person_it_is_accepted_once(propose, priya, risk):
    made = propose()
    for _ in range(2):
        escalations.accept(escalation=made, answer="", by=priya)
    risk.refresh_from_db()
    assert risk.version == 2
    assert AuditEvent.objects.filter(event="risk.escalated").count() == 1


def test_what_was_closed_meanwhile_is_not_taken_on(propose, priya, risk):
    made = propose()
    risk.status, risk.closed_reason = "closed", "It is over."
    risk.save()
    with pytest.raises(ValidationError, match="Return it instead"):
        escalations.accept(escalation=made, answer="", by=priya)
    assert escalations.send_back(escalation=made, answer="It is closed.", by=priya).state == "returned"


def test_taken_back_by_who_proposed_it_or_keeps_it(propose, alice, sam, bea, footprint):
    made = propose()
    with pytest.raises(PermissionDenied, match="Alice Lead, who made it"):
        escalations.withdraw(escalation=made, by=bea)
    assert escalations.withdraw(escalation=made, by=sam).state == "withdrawn"
    assert [name for name, _ in told(NoticeKind.ESCALATED)] == ["Alice Lead"]
    made = propose()
    assert escalations.withdraw(escalation=made, by=alice).answered_by == alice
    assert AuditEvent.objects.filter(event="risk.escalation_withdrawn").count() == 2


def test_handed_down_the_lead_below_answers(risk, footprint, initiative, priya):
    below = InitiativeFactory(
        footprint=footprint, parent=initiative, kind=InitiativeKind.PROGRAMME, slug="flow", name="Flow"
    )
    lead = holder(below, UserFactory(name="Lea Flow", role=Role.LEAD, footprint=footprint), "manager")
    risk.initiative = below
    risk.save()
    made = escalations.propose(row=risk, to_level="programme", reason="Yours to hold.", by=priya)
    assert not made.is_up
    assert [name for name, _ in told(NoticeKind.ESCALATION)] == ["Lea Flow"]
    escalations.accept(escalation=made, answer="", by=lead)
    risk.refresh_from_db()
    assert risk.level == "programme"


def test_of_what_is_private_no_word_leaves(risk, propose, priya):
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.title, risk.version = "Takeover of a hospital", 1
    risk.save()
    escalations.send_back(escalation=propose(reason="Merger talks"), answer="Wait for the merger", by=priya)
    said = str(list(Notice.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "12 characters" in said
    assert not {"Takeover", "Merger", "merger", "hospital"} & set(said.replace("'", " ").split())


def test_an_issue_moves_in_the_same_way(footprint, initiative, alice, priya):
    issue = IssueFactory(footprint=footprint, initiative=initiative, number=3, level="portfolio")
    made = escalations.propose(row=issue, to_level="governing", reason="It is theirs.", by=alice)
    escalations.accept(escalation=made, answer="", by=priya)
    issue.refresh_from_db()
    assert issue.level == "governing"
    assert AuditEvent.objects.filter(event="issue.escalated", subject_id=str(issue.pk)).exists()


@pytest.mark.parametrize("to_level", ["workstream", "programme", "portfolio", "system", "governing"])
def test_all_who_answer_are_those_whom_the_single_question_lets(
    footprint, initiative, alice, sam, priya, bea, bob, charlie, to_level
):
    programme = InitiativeFactory(footprint=footprint, parent=initiative, kind="programme", slug="flow")
    stream = InitiativeFactory(footprint=footprint, parent=programme, kind="workstream", slug="beds")
    people = [alice, sam, priya, bea, bob, charlie]
    for place, role in ((programme, InitiativeRole.MANAGER), (stream, InitiativeRole.SPONSOR)):
        user = UserFactory(name=f"Holder of {place}", role=Role.LEAD, footprint=footprint)
        people.append(holder(place, user, role))
    people.append(UserFactory(name="Reader", role=Role.BOARD_MEMBER, footprint=footprint))
    for name, role in (("Deputy", Role.LEAD), ("Mute deputy", Role.BOARD_MEMBER)):
        user = UserFactory(name=name, role=role, footprint=footprint)
        deputy = PersonFactory(footprint=footprint, name=name, user=user)
        DeputyFactory(principal=programme.roles.first().person, deputy=deputy)
        people.append(user)
    for level in ("workstream", "governing"):
        if level == to_level:
            continue
        proposer = people[6]
        made = EscalationFactory(
            risk=RiskFactory(footprint=footprint, initiative=stream),
            from_level=level,
            to_level=to_level,
            proposed_by=proposer,
        )
        move = Move(stream.pk, to_level, proposer.pk)
        able = Answerers.read(footprint, [move]).of(move)
        assert {user.name for user in able} == {user.name for user in people if may_answer(user, made)}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told():
    risk = RiskFactory(level="portfolio")
    made = EscalationFactory(risk=risk)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def answer(step, name):
        user = UserFactory(name=name, role=Role.PMO_ANALYST, footprint=risk.footprint)
        try:
            start.wait(timeout=10)
            step(escalation=made, answer="As we agreed.", by=user)
            outcomes.append("done")
        except ValidationError as refused:
            outcomes.append("told: " + refused.messages[0])
        finally:
            connection.close()

    pairs = ((escalations.accept, "Ada"), (escalations.send_back, "Ben"))
    threads = [threading.Thread(target=answer, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    first, second = sorted(outcomes)
    made.refresh_from_db()
    risk.refresh_from_db()
    assert first == "done"
    assert second.startswith(f"told: {made.answered_by}")
    assert (made.state, risk.level) in {("accepted", "system"), ("returned", "portfolio")}
