"""Raising an ask: once however often the form is sent, and only with everything a body needs to answer it."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from portfolios.actions import asks
from portfolios.models import Ask, PeriodState
from stp_portal.core.models import AuditEvent
from tests.factories import BodyFactory, PeriodFactory


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def raise_ask(initiative, period, footprint, alice):
    return partial(
        asks.raise_ask,
        initiative=initiative,
        period=period,
        body=BodyFactory(footprint=footprint, name="System Leadership Team"),
        purpose="decision",
        verb="decide on",
        text="the site of the hub.",
        key="raised-1",
        by=alice,
    )


def test_an_ask_is_open_and_on_record(raise_ask, initiative):
    ask = raise_ask(context="Two sites are left.")
    assert (ask.initiative, ask.state, ask.is_private) == (initiative, "open", False)
    assert str(ask) == "System Leadership Team asked to decide on the site of the hub."
    assert AuditEvent.objects.get(event="ask.raised").after["text"] == "the site of the hub."


def test_private_where_it_says_why(raise_ask):
    ask = raise_ask(private_reason="Section 43")
    assert (ask.is_private, ask.private_reason) == (True, "Section 43")


def test_raised_twice_under_one_key_it_is_there_once(raise_ask):
    assert raise_ask() == raise_ask()
    assert Ask.objects.count() == 1


@pytest.mark.parametrize("change", [{"text": "another site."}, {"context": "Three sites are left."}])
def test_another_ask_under_the_same_key_is_refused_not_swallowed(raise_ask, change):
    raise_ask()
    with pytest.raises(ValidationError, match="Open it again to raise another"):
        raise_ask(**change)


def test_asks_follow_one_another(raise_ask):
    assert [raise_ask().position, raise_ask(key="raised-2", text="its name.").position] == [1, 2]


def test_the_audit_trail_does_not_say_what_is_private(raise_ask):
    raise_ask(context="Two sites are left.", private_reason="Commercial interests.")
    event = AuditEvent.objects.get(event="ask.raised")
    assert event.subject_label == "private ask"
    assert (event.after["text"], event.after["context"]) == ("20 characters", "19 characters")
    assert "site" not in str(event.after)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": None}, "body"),
        ({"purpose": ""}, "purpose"),
        ({"verb": " "}, "verb"),
        ({"text": ""}, "text"),
    ],
)
def test_what_is_missing_is_named_by_its_field(raise_ask, change, field):
    with pytest.raises(ValidationError) as refused:
        raise_ask(**change)
    assert list(refused.value.message_dict) == [field]
    assert not Ask.objects.exists()


def test_a_body_of_another_footprint_is_refused(raise_ask, other_footprint):
    with pytest.raises(ValidationError, match="Select the body"):
        raise_ask(body=BodyFactory(footprint=other_footprint))


def test_a_period_that_is_not_open_is_refused(raise_ask, period):
    period.state = PeriodState.LOCKED
    period.save()
    with pytest.raises(ValidationError, match="is locked"):
        raise_ask()
