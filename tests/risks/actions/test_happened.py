"""A risk that has happened: the issue it becomes, what becomes of the risk and of its actions."""

from datetime import date
from functools import partial
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from risks.actions import happened, risks
from risks.actions.issue_content import IssueContent
from risks.models import Issue
from risks.story import sentences
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import ActionFactory, EscalationFactory, RiskFactory

DAY = date(2018, 4, 30)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, level="system")


@pytest.fixture
def become(risk, initiative, alice):
    """Turns the risk into an issue; ``private_reason`` is the issue's."""

    def become(private_reason="", title="Wards closed", **changed):
        content = IssueContent(
            title=title,
            text="Three wards closed in January.",
            severity="high",
            initiative=initiative,
            owner=None,
            due=FuzzyDate.parse(""),
            private_reason=private_reason,
        )
        given = {"version": 1, "closes": False, "moved": [], "on": DAY, "by": alice, "form": UUID(int=7)}
        return partial(happened.become_issue, risk=risk, content=content, **given | changed)()

    return become


def test_the_issue_is_linked_and_stands_at_the_level_of_the_risk(become, risk):
    issue = become()
    risk.refresh_from_db()
    assert (issue.risk, issue.level, issue.raised_on) == (risk, "system", DAY)
    assert (risk.status, risk.version) == ("open", 2)
    assert AuditEvent.objects.get(event="risk.became_issue").after == {"issue": issue.number}
    assert AuditEvent.objects.get(event="issue.raised").after["risk"] == 7


def test_a_public_risk_does_not_say_which_private_issue_it_became(become, risk):
    action = ActionFactory(risk=risk, number=4)
    become(private_reason="Section 43.", closes=True, moved=[action])
    risk.refresh_from_db()
    assert risk.closed_reason == "It has happened: it became an issue."
    event = AuditEvent.objects.get(event="risk.became_issue")
    assert event.after == {}
    assert sentences([event], {})[0].what == "said that it has happened: it became an issue."


def test_sent_twice_there_is_one(become):
    assert become() == become()
    assert Issue.objects.count() == 1


def test_of_two_people_the_second_is_told(become):
    become()
    with pytest.raises(Conflict):
        become(form=UUID(int=8))
    assert Issue.objects.count() == 1


def test_the_risk_is_closed_with_the_issue_as_the_reason(become, risk):
    issue = become(closes=True)
    risk.refresh_from_db()
    assert (risk.status, risk.closed_reason) == (
        "closed",
        f"It has happened: it became issue {issue.number}.",
    )
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        become(version=risk.version, form=UUID(int=8))


def test_actions_that_move_say_so_and_the_rest_stay(become, risk):
    goes = ActionFactory(risk=risk, number=4, status="on_track")
    stays = ActionFactory(risk=risk, number=5)
    done = ActionFactory(risk=risk, number=6, status="complete")
    elsewhere = ActionFactory(risk=RiskFactory(footprint=risk.footprint, number=70), number=8)
    issue = become(moved=[goes, done, elsewhere])
    for action in (goes, stays, done, elsewhere):
        action.refresh_from_db()
    assert (goes.risk, goes.issue, goes.version) == (None, issue, 2)
    assert (stays.risk, done.risk) == (risk, risk)
    assert elsewhere.issue is None
    update = goes.updates.get()
    assert (update.text, update.status) == (
        f"Risk 7 has happened: this is about issue {issue.number} now.",
        "on_track",
    )
    assert AuditEvent.objects.get(event="risk.became_issue").after["actions that moved to it"] == [4]


def test_it_is_not_closed_while_something_of_it_is_open_and_nothing_is_half_done(become, risk):
    goes, stays = ActionFactory(risk=risk, number=4), ActionFactory(risk=risk, number=5)
    with pytest.raises(ValidationError, match="Risk 7 has 1 open action: action 5"):
        become(closes=True, moved=[goes])
    goes.refresh_from_db()
    assert (goes.risk, Issue.objects.count()) == (risk, 0)
    become(closes=True, moved=[goes, stays])


def test_it_is_not_closed_while_it_waits_to_move(become, risk):
    EscalationFactory(risk=risk, from_level="system", to_level="governing")
    with pytest.raises(ValidationError, match="waits for its answer"):
        become(closes=True)


def test_of_a_private_risk_the_issue_is_private(become, risk):
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.save()
    with pytest.raises(ValidationError) as refused:
        become()
    assert list(refused.value.message_dict) == ["private_reason"]
    assert become(private_reason="Section 43").is_private
    told = str(list(AuditEvent.objects.values("before", "after", "reason", "subject_label")))
    assert "Wards" not in told
    assert "wards" not in told


def test_marked_private_later_the_risk_takes_its_issues_with_it(become, risk, alice):
    issue = become()
    words = {name: getattr(risk, name) for name in ("title", "cause", "event", "effect", "description")}
    words |= {name: getattr(risk, name) for name in ("initiative", "category", "proximity", "response")}
    risks.edit(risk=risk, version=2, **words, private_reason="Section 43", by=alice)
    issue.refresh_from_db()
    assert (issue.is_private, issue.private_reason, issue.version) == (True, "Section 43", 2)
    assert AuditEvent.objects.get(event="issue.marked_private").subject_label == "private issue"


def test_what_is_missing_is_said_at_its_field(become):
    with pytest.raises(ValidationError) as refused:
        become(title=" ")
    assert list(refused.value.message_dict) == ["title"]
