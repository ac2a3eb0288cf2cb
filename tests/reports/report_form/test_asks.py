"""Asks in the form: those that are open, and a new one, raised once."""

from portfolios.models import Ask
from tests.factories import AskFactory, BodyFactory
from tests.reports.report_form.rows import errors


def test_open_asks_are_listed_and_a_new_one_is_raised_once(
    client, opened, send, ask, initiative, last_period, address
):
    AskFactory(initiative=initiative, period=last_period, text="the workforce plan.")
    values = opened() | ask
    assert "the workforce plan." in client.get(address).content.decode()
    for _ in range(2):
        assert send(values).status_code == 302
    raised = Ask.objects.get(period__slug="2018-04")
    assert str(raised) == "System Leadership Team asked to decide on the site of the hub."
    assert raised.initiative == initiative


def test_half_an_ask_is_refused_and_stands_open(opened, send, typed, body):
    response = send(opened() | typed | {"ask_context": "KEEP THIS"})
    assert set(errors(response)) == {"ask_body", "ask_purpose", "ask_verb", "ask_text"}
    assert "KEEP THIS" in response.content.decode()
    assert not Ask.objects.exists()


def test_a_body_of_another_footprint_is_refused(opened, send, ask, other_footprint):
    foreign = BodyFactory(footprint=other_footprint)
    assert (
        "Select one of the bodies listed."
        in errors(send(opened() | ask | {"ask_body": foreign.pk}))["ask_body"]
    )
