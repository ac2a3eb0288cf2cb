"""Closing, withdrawing and reopening a risk: with a reason, and nothing is deleted."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from risks.actions import risks
from risks.models import Risk
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import ActionFactory, EscalationFactory, RiskFactory


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7)


@pytest.fixture
def close(risk, alice):
    return partial(risks.close, risk=risk, version=1, reason="The posts are filled.", by=alice)


@pytest.fixture
def reopen(risk, alice):
    return partial(risks.reopen, risk=risk, version=2, reason="Two have left.", by=alice)


def test_it_is_closed_with_who_and_why_and_stays_on_record(close, risk, alice):
    close()
    risk.refresh_from_db()
    assert (risk.status, risk.closed_reason, risk.closed_by, risk.version) == (
        "closed",
        "The posts are filled.",
        alice,
        2,
    )
    assert AuditEvent.objects.get(event="risk.closed").reason == "The posts are filled."


def test_one_that_should_not_have_been_raised_is_withdrawn(close):
    assert close(withdrawn=True).status == "withdrawn"
    assert AuditEvent.objects.filter(event="risk.withdrawn").exists()


def test_closed_twice_with_the_same_reason_it_is_closed_once(close):
    close()
    close()
    assert AuditEvent.objects.filter(event="risk.closed").count() == 1


def test_of_two_who_close_it_the_second_is_told(close):
    close()
    with pytest.raises(Conflict):
        close(reason="Another reason.")


def test_a_closed_one_is_not_withdrawn(close):
    close()
    with pytest.raises(ValidationError, match="is closed, so it stays"):
        close(version=2, withdrawn=True)


def test_closing_without_a_reason_is_refused(close, risk):
    with pytest.raises(ValidationError) as refused:
        close(reason="  ")
    assert refused.value.message_dict == {"reason": ["Say why risk 7 is closed."]}
    assert Risk.objects.get(pk=risk.pk).status == "open"


def test_open_actions_are_named_and_keep_it_open(close, risk):
    for number, status in ((3, "new"), (4, "complete"), (9, "on_track")):
        ActionFactory(risk=risk, number=number, status=status)
    with pytest.raises(ValidationError) as refused:
        close()
    assert refused.value.messages == [
        "Risk 7 has 2 open actions: action 3 and action 9. Complete, close or withdraw them first."
    ]
    assert Risk.objects.get(pk=risk.pk).status == "open"


def test_an_escalation_that_waits_keeps_it_open(close, risk):
    waiting = EscalationFactory(risk=risk)
    with pytest.raises(ValidationError, match="An escalation of risk 7 waits for its answer"):
        close()
    waiting.state = "withdrawn"
    waiting.save()
    assert close().status == "closed"


def test_everything_that_keeps_it_open_is_said_at_once(close, risk):
    ActionFactory(risk=risk)
    EscalationFactory(risk=risk)
    with pytest.raises(ValidationError) as refused:
        close(reason="")
    assert len(refused.value.messages) == 3


def test_why_a_private_one_closed_stays_out_of_the_trail(close, risk):
    Risk.objects.filter(pk=risk.pk).update(is_private=True, private_reason="Section 43")
    close()
    event = AuditEvent.objects.get(event="risk.closed")
    assert (event.subject_label, event.reason) == ("private risk", "21 characters")


def test_it_is_reopened_with_a_reason_and_why_it_had_closed_is_told(close, reopen, risk):
    close()
    reopen()
    risk.refresh_from_db()
    assert (risk.status, risk.closed_reason, risk.closed_at, risk.closed_by) == ("open", "", None, None)
    told = AuditEvent.objects.get(event="risk.reopened")
    assert (told.before, told.reason) == (
        {"status": "Closed", "reason": "The posts are filled."},
        "Two have left.",
    )


def test_reopening_without_a_reason_is_refused(close, reopen):
    close()
    with pytest.raises(ValidationError, match="Say why risk 7 stands again"):
        reopen(reason="")


def test_an_open_one_is_not_reopened(reopen):
    reopen(version=1)
    assert not AuditEvent.objects.exists()


def test_of_two_who_reopen_it_from_different_pages_the_second_is_told(close, reopen):
    close()
    with pytest.raises(Conflict):
        reopen(version=1)
