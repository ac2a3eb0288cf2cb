"""The log of asks and decisions: who sees and does what, filters, bad input."""

from datetime import date

import pytest
from django.urls import reverse

from risks.models import Action
from tests.factories import ActionFactory, AskFactory, MeetingFactory, PeriodFactory
from tests.pages import in_file, shown


def address(name: str, *args: object) -> str:
    return reverse(f"risks:{name}", args=["northmere", *args])


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def row(footprint, initiative, period):
    return AskFactory(
        footprint=footprint,
        initiative=initiative,
        period=period,
        key="hub",
        purpose="decision",
        verb="decide on",
        text="the site of the hub.",
    )


@pytest.fixture
def private(footprint, initiative, period):
    return AskFactory(
        footprint=footprint,
        initiative=initiative,
        period=period,
        key="secret",
        text="MARKERWORD.",
        is_private=True,
        private_reason="Section 43",
    )


ARGS = ("2018-04", "hub")


def test_the_whole_way_of_an_ask(client, priya, row):
    meeting = MeetingFactory(body=row.body, footprint=row.footprint, date=date(2018, 5, 16))
    client.force_login(priya)
    assert "Waiting for an answer" in shown(client.get(address("asks")))
    typed = {"version": 1, "outcome": "decided", "text": "Northmere it is.", "meeting": meeting.pk}
    assert client.post(address("ask-minute", *ARGS), typed).url == address("ask", *ARGS)
    page = shown(client.get(address("ask", *ARGS)))
    assert "Decided: Northmere it is." in page
    assert "16 May 2018: decided" in page
    action = ActionFactory(risk=None, ask=row, number=4)
    assert "being carried out: 1 action open" in shown(client.get(address("asks")))
    answer = client.post(address("ask-done", *ARGS), {"version": 2, "text": "Built."})
    assert answer.status_code == 422
    assert "Action 4 is still open" in shown(answer)
    Action.objects.filter(pk=action.pk).update(status="complete")
    assert client.post(address("ask-done", *ARGS), {"version": 2, "text": "Built."}).status_code == 302
    row.refresh_from_db()
    assert (row.done_by, row.done_text) == (priya, "Built.")


def test_an_observer_reads_the_public_ones(client, bob, row, private):
    client.force_login(bob)
    for query in ("", "?stage=waiting", "?q=hub"):
        page = shown(client.get(address("asks") + query))
        assert "the site of the hub" in page
        assert "MARKERWORD" not in page
    assert client.get(address("ask", "2018-04", "secret")).status_code == 404


def test_who_may_not_record_is_refused(client, alice, bob, row):
    for person in (alice, bob):
        client.force_login(person)
        for name in ("ask-minute", "ask-done", "ask-reopen"):
            assert client.post(address(name, *ARGS)).status_code == 403
    assert client.get(address("ask-withdraw", *ARGS)).status_code == 403  # Bob
    client.force_login(alice)
    assert (
        client.post(address("ask-withdraw", *ARGS), {"version": 1, "reason": "Settled."}).status_code == 302
    )
    row.refresh_from_db()
    assert row.state == "withdrawn"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=waiting", True),
        ("stage=deferred", False),
        ("stage=answered", False),
        ("stage=actioned", False),
        ("stage=done", False),
        ("stage=withdrawn", False),
        ("purpose=decision", True),
        ("purpose=discussion", False),
        ("q=hub+site", True),
        ("q=nowhere", False),
        ("initiative=urgent-care", True),
        ("sort=oldest", True),
    ],
)
def test_filters(client, bea, row, query, found):
    client.force_login(bea)
    assert ("the site of the hub" in shown(client.get(f"{address('asks')}?{query}"))) is found


def test_a_stage_says_the_same_in_the_filter_and_on_the_line(client, bea, footprint, initiative, period, row):
    ActionFactory(risk=None, ask=AskFactory(footprint=footprint, period=period, state="answered", key="a"))
    AskFactory(footprint=footprint, period=period, state="answered", key="b")
    AskFactory(footprint=footprint, period=period, state="open", outcome="deferred", key="c")
    AskFactory(footprint=footprint, period=period, state="withdrawn", key="d")
    client.force_login(bea)
    seen = 0
    for stage in ("waiting", "deferred", "actioned", "answered", "done", "withdrawn"):
        lines = client.get(f"{address('asks')}?stage={stage}").context["page"].object_list
        assert {line.stage for line in lines} <= {stage}
        seen += len(lines)
    assert seen == 5


def test_what_somebody_else_was_quicker_to_change_is_shown(client, priya, row):
    client.force_login(priya)
    typed = {
        "version": 0,
        "outcome": "decided",
        "text": "My words",
        "on_day": 1,
        "on_month": 5,
        "on_year": 2018,
    }
    answer = client.post(address("ask-minute", *ARGS), typed)
    assert answer.status_code == 409
    assert "My words" in shown(answer)
    assert client.post(address("ask-minute", *ARGS), typed | {"version": 1}).status_code == 302


def test_the_same_queries_at_any_size(
    client, bea, footprint, initiative, period, django_assert_max_num_queries
):
    AskFactory.create_batch(60, footprint=footprint, initiative=initiative, period=period)
    client.force_login(bea)
    with django_assert_max_num_queries(9):
        assert client.get(address("asks")).status_code == 200


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_exports_hold_what_the_filter_shows_and_the_person_may_see(client, bob, bea, row, private, kind):
    for person, sees in ((bob, False), (bea, True)):
        client.force_login(person)
        answer = client.get(f"{address('asks')}?format={kind}")
        assert answer["Content-Disposition"].startswith('attachment; filename="northmere-asks-')
        assert in_file(answer.content, "the site of the hub")
        assert in_file(answer.content, "MARKERWORD") is sees
        assert in_file(answer.content, "Why it is private") is sees
