"""Issues: numbered, raised once, changed by one person at a time, ended with a reason, never deleted."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Notice
from risks.actions import issues
from risks.actions.issue_content import IssueContent
from risks.models import Issue
from stp_portal.accounts.roles import Role
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import (
    ActionFactory,
    EscalationFactory,
    FootprintFactory,
    InitiativeFactory,
    IssueFactory,
    PersonFactory,
    RiskFactory,
    UserFactory,
)

DAY = date(2018, 4, 30)
FORM = UUID(int=7)


@pytest.fixture
def content(initiative):
    return IssueContent(
        title="Clinics without doctors",
        text="Two of the four clinics have no doctor.",
        effect="Patients travel further.",
        severity="high",
        initiative=initiative,
        owner=None,
        due=FuzzyDate.parse("Summer 2099"),
    )


@pytest.fixture
def raise_issue(footprint, content, alice):
    return partial(issues.raise_issue, footprint=footprint, content=content, on=DAY, by=alice, form=FORM)


@pytest.fixture
def issue(raise_issue):
    return raise_issue()


@pytest.fixture
def edit(issue, content, alice):
    """Edits the issue: keywords are fields of what it says."""

    def edit(version=1, public_reason="", **changed):
        return issues.edit(
            issue=issue,
            version=version,
            content=replace(content, **changed),
            public_reason=public_reason,
            by=alice,
        )

    return edit


def event(word):
    return AuditEvent.objects.get(event=f"issue.{word}")


def test_it_gets_the_next_number_at_the_level_of_its_initiative(raise_issue, content, footprint, initiative):
    IssueFactory(footprint=footprint, number=41)
    below = InitiativeFactory(footprint=footprint, parent=initiative, kind="project")
    made = raise_issue(content=replace(content, initiative=below))
    assert (made.number, made.level, made.status, made.raised_on) == (42, "workstream", "open", DAY)
    assert event("raised").after["severity"] == "High"


def test_of_no_initiative_it_stands_at_the_portfolio(raise_issue, content):
    assert raise_issue(content=replace(content, initiative=None)).level == "portfolio"


def test_sent_twice_it_is_raised_once(raise_issue, content):
    assert raise_issue() == raise_issue()
    assert Issue.objects.count() == 1
    with pytest.raises(ValidationError, match="This form has raised issue 1 already"):
        raise_issue(content=replace(content, title="Another"))


def test_everything_that_is_wrong_is_said_at_once(raise_issue, content):
    elsewhere = InitiativeFactory(footprint=FootprintFactory())
    wrong = replace(
        content, title=" ", text="", severity="awful", initiative=elsewhere, due=FuzzyDate.parse("May 2017")
    )
    with pytest.raises(ValidationError) as refused:
        raise_issue(content=wrong)
    assert set(refused.value.message_dict) == {"title", "text", "severity", "initiative", "due"}
    assert refused.value.message_dict["due"][0].startswith("May 2017 has passed")
    assert not Issue.objects.exists()


@pytest.mark.parametrize("words", ["", "On-going", "ASAP", "Q3 2098/99"])
def test_what_cannot_be_past_is_kept_as_written(raise_issue, content, words):
    made = raise_issue(content=replace(content, due=FuzzyDate.parse(words)))
    assert Issue.objects.get(pk=made.pk).due.words == words


def test_its_owner_is_told_without_a_word_of_it(raise_issue, content, footprint):
    user = UserFactory(role=Role.LEAD, footprint=footprint)
    owner = PersonFactory(footprint=footprint, user=user)
    raise_issue(content=replace(content, owner=owner))
    assert [(one.user, one.text) for one in Notice.objects.all()] == [
        (user, "You own issue 1 of Urgent Care.")
    ]


def test_who_may_not_see_it_is_not_told(raise_issue, content, footprint):
    owner = PersonFactory(footprint=footprint, user=UserFactory(role=Role.OBSERVER, footprint=footprint))
    raise_issue(content=replace(content, owner=owner, private_reason="Section 43"))
    assert not Notice.objects.exists()


def test_somebody_who_left_is_not_made_its_owner(raise_issue, content, footprint):
    user = UserFactory(role=Role.LEAD, footprint=footprint)
    gone = PersonFactory(footprint=footprint, name="Gina Gone", user=user)
    user.memberships.update(valid_from=DAY, valid_to=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ValidationError, match="Gina Gone has left"):
        raise_issue(content=replace(content, owner=gone))


def test_the_trail_does_not_say_what_is_private(raise_issue, content):
    raise_issue(content=replace(content, private_reason="Commercial interests"))
    told = event("raised")
    assert told.subject_label == "private issue"
    assert not {"doctor", "Patients", "Clinics", "Commercial"} & set(str(told.after).split())


def test_an_edit_tells_what_changed(edit, issue):
    edit(title="Clinics closed", severity="critical")
    issue.refresh_from_db()
    assert (issue.title, issue.severity, issue.version) == ("Clinics closed", "critical", 2)
    told = event("edited")
    assert (told.before, told.after) == (
        {"title": "Clinics without doctors", "severity": "High"},
        {"title": "Clinics closed", "severity": "Critical"},
    )


def test_the_same_again_changes_nothing(edit, issue):
    edit()
    issue.refresh_from_db()
    assert issue.version == 1


def test_somebody_elses_edit_is_not_overwritten(edit):
    edit(title="Clinics closed")
    with pytest.raises(Conflict):
        edit(title="Clinics shut")


def test_a_due_date_that_has_passed_since_may_stay_but_not_be_given(edit, issue):
    Issue.objects.filter(pk=issue.pk).update(due="May 2017")
    past = FuzzyDate.parse("May 2017")
    edit(title="Clinics closed", due=past)
    with pytest.raises(ValidationError, match="June 2017 has passed"):
        edit(version=2, due=FuzzyDate.parse("June 2017"))


def test_marked_private_nothing_of_it_is_told_anew(edit, issue):
    edit(text="A takeover is near.", private_reason="Section 43")
    issue.refresh_from_db()
    assert issue.is_private
    assert event("edited").after == {"text": "19 characters"}
    assert event("marked_private").reason == "10 characters"


def test_made_public_only_with_a_reason(edit):
    edit(private_reason="Section 43")
    with pytest.raises(ValidationError, match="Say why everybody may read"):
        edit(version=2)
    assert not edit(version=2, public_reason="It is announced.").is_private
    assert event("marked_public").reason == "It is announced."


def test_what_came_of_a_private_risk_stays_private(edit, issue, footprint):
    issue.risk = RiskFactory(footprint=footprint, is_private=True, number=9)
    issue.save()
    edit(private_reason="Section 43")
    with pytest.raises(ValidationError, match="Risk 9, which it came of, is private"):
        edit(version=2, public_reason="It is announced.")


def test_resolved_with_the_reason(issue, alice):
    with pytest.raises(ValidationError, match="Say how it was resolved"):
        issues.close(issue=issue, version=1, reason=" ", by=alice)
    closed = issues.close(issue=issue, version=1, reason="Doctors were found.", by=alice)
    assert (closed.status, closed.closed_by) == ("resolved", alice)
    assert issues.close(issue=issue, version=1, reason="Doctors were found.", by=alice) == closed
    assert event("resolved").reason == "Doctors were found."


def test_withdrawn_it_says_so(issue, alice):
    closed = issues.close(issue=issue, version=1, reason="Raised twice.", by=alice, withdrawn=True)
    assert closed.status == "withdrawn"
    assert event("withdrawn").reason == "Raised twice."


def test_while_something_is_open_it_does_not_end(issue, alice, initiative):
    for number in (4, 9):
        ActionFactory(risk=None, issue=issue, number=number)
    ActionFactory(risk=None, issue=issue, number=5, status="complete")
    EscalationFactory(risk=None, issue=issue)
    with pytest.raises(ValidationError) as refused:
        issues.close(issue=issue, version=1, reason="Done.", by=alice)
    assert refused.value.messages == [
        "Issue 1 has 2 open actions: action 4 and action 9. Complete, close or withdraw them first.",
        "An escalation of issue 1 waits for its answer. Wait for it, or take the escalation back first.",
    ]


def test_opened_again_it_stands_as_before(issue, alice, edit):
    issues.close(issue=issue, version=1, reason="Doctors were found.", by=alice)
    with pytest.raises(ValidationError, match="Issue 1 is resolved, so it stays as it is"):
        edit(version=2, title="Other")
    again = issues.reopen(issue=issue, version=2, reason="They left.", by=alice)
    assert (again.status, again.closed_at, again.closed_reason) == ("open", None, "")
    assert event("reopened").before == {"status": "Resolved", "reason": "Doctors were found."}
