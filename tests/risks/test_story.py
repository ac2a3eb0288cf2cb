"""The audit trail as a story: one exact sentence for each thing that can happen."""

from datetime import UTC, date, datetime

import pytest

from portfolios.models import Person
from risks.actions import owners, references, risks
from risks.actions.assessments import rescore
from risks.actions.references import Reference
from risks.models import Risk
from risks.story import sentences, story_of
from stp_portal.core import audit
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory, RiskFactory, RiskMatrixFactory, RiskReferenceFactory

AT = datetime(2018, 4, 30, 13, 5, tzinfo=UTC)
NAMES = {1: "Priya Office"}


def line(word, *, before=None, after=None, reason="", actor_id=1, actor="priya@example.org"):
    event = AuditEvent(
        at=AT, event=word, before=before, after=after, reason=reason, actor_id=actor_id, actor=actor
    )
    return sentences([event], NAMES)[0]


@pytest.mark.parametrize(
    ("word", "said", "sentence"),
    [
        (
            "risk.raised",
            {
                "after": {
                    "number": 7,
                    "title": "Vacant posts",
                    "event": "wards closing",
                    "level": "Portfolio",
                    "score": "4 x 4 = 16",
                    "owners": ["Jo Owner", "Director of Nursing"],
                    "references": ["GBAF 4.1"],
                }
            },
            "raised risk 7, “Vacant posts”, at portfolio level, scored 4 x 4 = 16, owned by Jo Owner and Director of "
            "Nursing, called GBAF 4.1.",
        ),
        ("risk.raised", {"after": {"number": 7}}, "raised risk 7."),
        (
            "issue.raised",
            {"after": {"number": 3, "title": "No doctor", "risk": 7}},
            "raised issue 3, “No doctor”, which risk 7 became.",
        ),
        (
            "risk.rescored",
            {
                "before": {"score": "2 x 3 = 6, Moderate"},
                "after": {"score": "4 x 4 = 16, Major"},
                "reason": "Two posts fell vacant.",
            },
            "rescored it from 2 x 3 = 6, Moderate to 4 x 4 = 16, Major: Two posts fell vacant.",
        ),
        (
            "risk.rescored",
            {"after": {"kind": "Target", "score": "1 x 3 = 3, Low"}, "reason": "As planned"},
            "scored its target score 1 x 3 = 3, Low: As planned.",
        ),
        (
            "risk.reviewed",
            {
                "after": {
                    "outcome": "Still right",
                    "score": "4 x 4 = 16, Major",
                    "next review": "31 July 2018",
                },
                "reason": "Nothing moved.",
            },
            "reviewed it and found its score still right (4 x 4 = 16, Major); the next review is due on 31 July 2018: "
            "Nothing moved.",
        ),
        (
            "risk.edited",
            {
                "before": {"title": "Vacant posts", "response": "", "cause": "pay", "category": "Workforce"},
                "after": {"title": "Empty posts", "response": "Treat", "cause": "rent", "category": ""},
            },
            "changed its title from “Vacant posts” to “Empty posts”, its response to “Treat”, its category, which was "
            "“Workforce” and its cause.",
        ),
        (
            "risk.split",
            {"after": {"event": "posts staying vacant"}},
            "wrote its text, which had come in one piece, as cause, event and effect.",
        ),
        (
            "risk.owner_named",
            {"after": {"owner": "Jo Owner", "from": "2018-04-30"}},
            "named Jo Owner as an owner from 30 April 2018.",
        ),
        (
            "risk.owner_ended",
            {"after": {"owner": "Jo Owner", "to": "2018-04-30"}},
            "took Jo Owner off its owners: the last day was 30 April 2018.",
        ),
        ("risk.reference_added", {"after": {"reference": "GBAF 4.1"}}, "added the reference GBAF 4.1."),
        (
            "risk.reference_removed",
            {"before": {"reference": "GBAF 4.1"}},
            "took off the reference GBAF 4.1.",
        ),
        (
            "risk.control_added",
            {"after": {"control": "Weekly staffing review."}},
            "added a control: “Weekly staffing review.”",
        ),
        (
            "risk.accepted",
            {"after": {"until": "2018-12-31"}, "reason": "No money before then."},
            "accepted it as it is until 31 December 2018: No money before then.",
        ),
        (
            "risk.acceptance_ended",
            {"reason": "The contract came."},
            "ended its acceptance: The contract came.",
        ),
        (
            "risk.escalation_proposed",
            {"after": {"from": "Portfolio", "to": "System leadership"}, "reason": "We cannot hold it."},
            "proposed to move it from portfolio to system leadership level: We cannot hold it.",
        ),
        (
            "risk.escalated",
            {
                "before": {"level": "Portfolio"},
                "after": {"level": "System leadership", "proposed by": "Alice Lead"},
                "reason": "Agreed.",
            },
            "accepted it at system leadership level, as Alice Lead had proposed: Agreed.",
        ),
        (
            "risk.escalation_returned",
            {
                "after": {"stays at": "Portfolio", "was proposed for": "System leadership"},
                "reason": "Try again.",
            },
            "returned the proposal for system leadership level, so it stays at portfolio level: Try again.",
        ),
        (
            "issue.escalation_withdrawn",
            {"after": {"stays at": "Portfolio", "was proposed for": "System leadership"}},
            "took back the proposal for system leadership level.",
        ),
        (
            "risk.became_issue",
            {"after": {"issue": 3, "actions that moved to it": [5, 6]}},
            "said that it has happened: it became issue 3, with actions 5 and 6.",
        ),
        (
            "risk.action_added",
            {"after": {"action": 5, "text": "Agree the rota", "lead": "Jo Owner", "due": "March 2018"}},
            "added action 5, “Agree the rota”, led by Jo Owner, due March 2018.",
        ),
        (
            "risk.action_updated",
            {
                "before": {"action": 5, "status": "New", "due": "March 2018"},
                "after": {"action": 5, "status": "On track", "due": "June 2018"},
                "reason": "The union wants to see it.",
            },
            "updated action 5, now on track, due June 2018 instead of March 2018: The union wants to see it.",
        ),
        (
            "issue.action_ended",
            {"before": {"action": 5, "status": "New"}, "after": {"action": 5, "status": "Complete"}},
            "ended action 5, now complete.",
        ),
        ("risk.closed", {"reason": "The posts are filled"}, "closed it: The posts are filled."),
        ("issue.resolved", {"reason": "Both clinics have one!"}, "resolved it: Both clinics have one!"),
        ("risk.withdrawn", {"reason": "Raised twice."}, "withdrew it: Raised twice."),
        (
            "risk.reopened",
            {"before": {"status": "Closed", "reason": "Filled."}, "reason": "Two have left."},
            "reopened it, which was closed: Two have left.",
        ),
        (
            "risk.marked_public",
            {"reason": "The contract is signed."},
            "made it public: The contract is signed.",
        ),
        (
            "dependency.met",
            {"after": {"received on": "2018-03-31"}},
            "said that it was received on 31 March 2018.",
        ),
        ("ask.minuted", {"reason": "Agreed."}, "minuted it: Agreed."),
        (
            "risk.painted",
            {"after": {"colour": "blue", "on": "2018-03-31", "shade": ""}, "reason": "It looks better."},
            "recorded “risk painted” (colour blue; on 31 March 2018): It looks better.",
        ),
    ],
)
def test_each_thing_that_happens_has_its_sentence(word, said, sentence):
    told = line(word, **said)
    assert told.sentence == f"Priya Office {sentence}"
    assert not told.is_withheld


def test_a_line_is_dated_by_the_clock_on_the_wall():
    assert line("risk.closed", reason="Filled.").in_words == (
        "On 30 April 2018 at 14:05, Priya Office closed it: Filled."
    )


def test_what_was_private_is_left_out_and_said_to_be():
    told = line(
        "risk.edited",
        before={"title": "12 characters", "response": ""},
        after={"title": "11 characters", "response": "Treat"},
    )
    assert (told.sentence, told.is_withheld) == (
        "Priya Office changed its title and its response to “Treat”.",
        True,
    )
    closed = line("risk.closed", reason="21 characters")
    assert (closed.sentence, closed.is_withheld) == ("Priya Office closed it.", True)


def test_addresses_are_never_shown():
    gone = line("risk.closed", reason="Filled.", actor_id=99, actor="gone@example.org")
    assert gone.sentence == "Somebody whose account is gone closed it: Filled."
    portal = line("risk.raised", after={"number": 7}, actor_id=None, actor="system: example data")
    assert portal.sentence == "The portal (example data) raised risk 7."


@pytest.fixture
def told(footprint, initiative, alice, priya):
    """A risk that much has happened to, by the real actions."""
    RiskMatrixFactory(footprint=footprint)
    jo = PersonFactory(footprint=footprint, name="Jo Owner")
    day = date(2018, 4, 30)
    risk = risks.raise_risk(
        initiative=initiative,
        title="Vacant posts",
        event="wards closing",
        likelihood=2,
        impact=3,
        on=day,
        by=alice,
        owners=[Person.objects.get(user=alice)],
        references=[Reference("baf", "4.1", "GBAF")],
    )
    rescore(risk=risk, version=1, likelihood=4, impact=4, reason="Two left.", on=day, by=alice)
    owners.name_owners(risk=risk, version=2, people=[jo], on=day, by=priya)
    references.remove(reference=risk.references.get(), by=priya)
    risks.close(risk=risk, version=3, reason="The posts are filled.", by=priya)
    risks.reopen(risk=risk, version=4, reason="Two have left.", by=alice)
    return Risk.objects.get(pk=risk.pk)


def test_the_story_is_told_oldest_first_to_whoever_may_see_the_risk(told, bob):
    assert [one.sentence for one in story_of(told, bob)] == [
        "Alice Lead raised risk 1, “Vacant posts”, at portfolio level, scored 2 x 3 = 6, owned by Alice Lead, called "
        "GBAF 4.1.",
        "Alice Lead rescored it from 2 x 3 = 6, Moderate to 4 x 4 = 16, Major: Two left.",
        "Priya Office took Alice Lead off its owners: the last day was 29 April 2018.",
        "Priya Office named Jo Owner as an owner from 30 April 2018.",
        "Priya Office took off the reference GBAF 4.1.",
        "Priya Office closed it: The posts are filled.",
        "Alice Lead reopened it, which was closed: Two have left.",
    ]


def test_nobody_else_is_told_anything(told, bob, bea, charlie):
    assert story_of(told, charlie) == ()
    Risk.objects.filter(pk=told.pk).update(is_private=True, private_reason="Section 43")
    assert story_of(told, bob) == ()
    assert len(story_of(told, bea)) == 7


def test_it_takes_three_queries_however_long(told, bob, priya, django_assert_num_queries):
    for number in range(20):
        audit.record("risk.edited", on=told, by=priya, after={"title": f"Title {number}"})
    with django_assert_num_queries(3):
        assert len(story_of(told, bob)) == 27


def test_things_of_another_risk_are_not_in_it(told, bob, footprint, alice):
    other = RiskFactory(footprint=footprint, number=2)
    references.remove(reference=RiskReferenceFactory(risk=other), by=alice)
    assert len(story_of(told, bob)) == 7
