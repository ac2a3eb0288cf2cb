"""What becomes of asks: minuted, deferred and asked again, withdrawn, opened again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.actions import ask_answers
from portfolios.models import AskMinute, AskState
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import AskFactory, BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(footprint, initiative):
    return AskFactory(footprint=footprint, initiative=initiative)


@pytest.fixture
def meeting(ask):
    return MeetingFactory(body=ask.body, footprint=ask.footprint, date=date(2018, 5, 16))


def test_a_decision_answers_it(ask, meeting, priya):
    said = ask_answers.minute(
        ask=ask,
        version=ask.version,
        outcome="decided",
        text="The hub is built in Northmere.",
        meeting=meeting,
        reference="18/104",
        by=priya,
    )
    ask.refresh_from_db()
    assert (ask.state, ask.outcome, ask.outcome_text) == (
        "answered",
        "decided",
        "The hub is built in Northmere.",
    )
    assert (ask.answered_in, ask.answered_by) == (meeting, priya)
    assert (said.on, said.reference) == (date(2018, 5, 16), "18/104")
    assert AuditEvent.objects.get(event="ask.minuted").after["outcome"] == "Decided"


def test_what_is_deferred_stays_open_and_is_minuted_again(ask, meeting, priya):
    ask_answers.minute(ask=ask, version=1, outcome="deferred", text="", meeting=meeting, by=priya)
    ask.refresh_from_db()
    assert (ask.state, ask.outcome, ask.answered_at) == ("open", "deferred", None)
    ask_answers.minute(ask=ask, version=2, outcome="noted", text="", on=date(2018, 6, 20), by=priya)
    ask.refresh_from_db()
    assert (ask.state, ask.answered_in) == ("answered", None)
    assert [minute.outcome for minute in ask.minutes.all()] == ["deferred", "noted"]


def test_opened_again_it_is_answered_by_the_words_of_before(ask, meeting, priya):
    said = {"outcome": "decided", "text": "Agreed.", "meeting": meeting, "by": priya}
    ask_answers.minute(ask=ask, version=1, **said)
    ask_answers.reopen(ask=ask, version=2, reason="It was the wrong ask.", by=priya)
    ask_answers.minute(ask=ask, version=3, **said)
    ask.refresh_from_db()
    assert (ask.state, ask.minutes.count()) == ("answered", 2)


def test_minuted_twice_in_the_same_words_it_is_minuted_once(ask, meeting, priya):
    for _ in range(2):
        ask_answers.minute(ask=ask, version=1, outcome="noted", text="Noted.", meeting=meeting, by=priya)
    assert AskMinute.objects.count() == 1


def test_what_is_missing_is_said_by_field(ask, priya, footprint):
    with pytest.raises(ValidationError) as refused:
        ask_answers.minute(ask=ask, version=1, outcome="decided", text=" ", by=priya)
    assert set(refused.value.message_dict) == {"text", "on"}
    with pytest.raises(ValidationError) as refused:
        ask_answers.minute(ask=ask, version=1, outcome="", text="", on=date(2018, 5, 1), by=priya)
    assert set(refused.value.message_dict) == {"outcome"}


def test_another_body_does_not_answer_it(ask, footprint, priya):
    other = MeetingFactory(body=BodyFactory(footprint=footprint), footprint=footprint)
    with pytest.raises(ValidationError, match="a meeting of another body"):
        ask_answers.minute(ask=ask, version=1, outcome="noted", text="", meeting=other, by=priya)


def test_nothing_was_said_on_a_day_to_come(ask, priya):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="still to come"):
        ask_answers.minute(ask=ask, version=1, outcome="noted", text="", on=tomorrow, by=priya)


def test_of_two_at_once_the_second_is_told(ask, meeting, priya):
    ask_answers.minute(ask=ask, version=1, outcome="deferred", text="", meeting=meeting, by=priya)
    with pytest.raises(Conflict):
        ask_answers.minute(ask=ask, version=1, outcome="noted", text="", meeting=meeting, by=priya)


def test_it_is_withdrawn_with_a_reason(ask, alice):
    with pytest.raises(ValidationError, match="Say why"):
        ask_answers.withdraw(ask=ask, version=1, reason=" ", by=alice)
    row = ask_answers.withdraw(ask=ask, version=1, reason="Settled by itself.", by=alice)
    assert (row.state, row.outcome_text) == (AskState.WITHDRAWN, "Settled by itself.")
    assert (
        ask_answers.withdraw(ask=ask, version=1, reason="Again.", by=alice).outcome_text == row.outcome_text
    )


def test_what_is_answered_is_not_withdrawn_but_opened_again(ask, meeting, priya):
    ask_answers.minute(ask=ask, version=1, outcome="noted", text="Noted.", meeting=meeting, by=priya)
    with pytest.raises(ValidationError, match="cannot be withdrawn"):
        ask_answers.withdraw(ask=ask, version=2, reason="No.", by=priya)
    with pytest.raises(ValidationError, match="Say why"):
        ask_answers.reopen(ask=ask, version=2, reason="", by=priya)
    row = ask_answers.reopen(ask=ask, version=2, reason="The wrong ask was minuted.", by=priya)
    assert (row.state, row.outcome, row.answered_in) == (AskState.OPEN, "", None)
    assert row.minutes.count() == 1


def test_no_words_of_a_private_one_stand_in_the_audit_trail(footprint, initiative, priya):
    ask = AskFactory(footprint=footprint, initiative=initiative, is_private=True, private_reason="Section 43")
    ask_answers.minute(ask=ask, version=1, outcome="decided", text="MARKER", on=date(2018, 5, 1), by=priya)
    assert "MARKER" not in str(AuditEvent.objects.get(event="ask.minuted").after)
