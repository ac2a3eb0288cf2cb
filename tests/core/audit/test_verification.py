"""Verifying: a sound chain is found sound, and what is changed, missing or put in is found."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.core.audit.events import intruder, saved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "value",
    [
        1.5, 1e22, 1e-7, 10**30, -0.0, 1.0, Decimal("0.10"), True, None, "", "£650k – “quoted”", "line\nline", "tab\t",
        "half a pair \ud800", "nul \0", "😀", [1, [2.0, {"b": 1, "a": None}]], {"é": 1, "1": 2}, {1: "number as key"},
        date(2017, 9, 20), datetime(2017, 9, 20, 14, 5, tzinfo=UTC), UUID(int=1), FuzzyDate.parse("a|b"),
    ],
    ids=repr,
)  # fmt: skip
def test_verify_agrees_with_what_the_database_gives_back(value):
    saved(before={"value": value}, after={"values": [value]}, reason=str(value), source=str(value))
    assert audit.verify() == []


def test_verify_of_nothing_and_of_many_chains_finds_nothing_wrong():
    assert audit.verify() == []
    for chain in ("dorset", "cornwall", "bsw"):
        saved(3, chain=chain)
    assert audit.verify() == []
    assert audit.verify("cornwall") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "bob@example.org"),
        ("actor_id", 8),
        ("event", "plan.closed"),
        ("subject_id", "6"),
        ("subject_label", "Another plan"),
        ("subject_type", "core_tests.other"),
        ("reason", "no reason"),
        ("source", "elsewhere"),
        ("at", datetime(2017, 9, 20, tzinfo=UTC)),
        ("after", json.dumps({"rating": "Green"})),
        ("before", None),
        ("previous_hash", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_verify_finds_an_edit_of_any_field(column, value):
    saved(3, before={"rating": "Green"}, after={"rating": "Amber"})
    with intruder() as cursor:
        cursor.execute(f"UPDATE core_auditevent SET {column} = %s WHERE seq = 2", [value])  # noqa: S608
        assert cursor.rowcount == 1
    problems = audit.verify()
    assert "Chain dorset: event 2 (plan.saved) was changed after it was written." in [
        problem.replace("plan.closed", "plan.saved") for problem in problems
    ]


def test_verify_finds_an_edit_whose_hash_was_made_to_fit():
    saved(3)
    event = AuditEvent.objects.get(seq=2)
    event.reason = "rewritten"
    with intruder() as cursor:
        cursor.execute(
            "UPDATE core_auditevent SET reason = %s, hash = %s WHERE seq = 2",
            [event.reason, audit.digest(event)],
        )
    assert audit.verify() == [
        "Chain dorset: event 3 does not follow from event 2; one of the two was replaced.",
    ]


def test_verify_finds_the_last_event_rewritten_with_its_hash():
    event = saved(2)
    event.reason = "rewritten"
    with intruder() as cursor:
        cursor.execute(
            "UPDATE core_auditevent SET reason = %s, hash = %s WHERE seq = 2",
            [event.reason, audit.digest(event)],
        )
    assert audit.verify() == ["Chain dorset: its last event 2 is not the one that was written there."]


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ("seq = 1", "event 1 is missing."),
        ("seq = 3", "event 3 is missing."),
        ("seq IN (2, 3, 4)", "events 2 to 4 are missing."),
        ("seq = 5", "event 5 is missing from its end."),
        ("seq > 2", "events 3 to 5 are missing from its end."),
        ("seq > 0", "events 1 to 5 are missing from its end."),
    ],
)
def test_verify_finds_a_hole_and_a_cut_tail(cut, words):
    saved(5)
    saved(2, chain="cornwall")
    with intruder() as cursor:
        cursor.execute(f"DELETE FROM core_auditevent WHERE chain = 'dorset' AND {cut}")  # noqa: S608
    assert audit.verify() == [f"Chain dorset: {words}"]
    assert audit.verify("cornwall") == []


def test_verify_finds_a_tail_cut_together_with_its_head():
    saved(2)
    with intruder() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE seq = 2")
        cursor.execute("DELETE FROM core_audithead")
    assert audit.verify() == ["Chain dorset: its head is missing, so events may have been cut off its end."]


def test_verify_finds_an_event_put_in_by_hand():
    event = saved(2)
    event.seq, event.previous_hash = 3, event.hash
    event.hash = audit.digest(event)
    fields = [field for field in AuditEvent._meta.concrete_fields if not field.primary_key]
    with intruder() as cursor:
        columns = ", ".join(
            str(field.column) for field in fields if field.attname not in ("seq", "previous_hash", "hash")
        )
        cursor.execute(
            f"INSERT INTO core_auditevent ({columns}, seq, previous_hash, hash) "  # noqa: S608
            f"SELECT {columns}, 3, %s, %s FROM core_auditevent WHERE seq = 2",
            [event.previous_hash, event.hash],
        )
    assert audit.verify() == ["Chain dorset: it has 1 more than its recorded end allows (event 2)."]


def test_verify_says_when_there_is_no_such_chain():
    saved()
    assert audit.verify("dorest") == ["Chain dorest: there is no such chain."]
