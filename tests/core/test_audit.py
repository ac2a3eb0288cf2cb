import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AppendOnly, AuditEvent, AuditHead
from tests.core.planning import Footprint, Plan, PlanOnPaper

pytestmark = pytest.mark.django_db


@dataclass
class Person:
    """What core needs of a user."""

    pk: int | None
    email: str


ALICE = Person(pk=7, email="alice@example.org")
DORSET = Footprint(pk=1, slug="dorset")
PLAN = Plan(pk=5, footprint=DORSET, due="Q3 17/18")


def saved(number: int = 1, **changes):
    """The last of `number` events on a plan of Dorset's."""
    for _ in range(number):
        event = audit.record("plan.saved", **{"on": PLAN, "by": ALICE, **changes})
    return event


@contextmanager
def intruder():
    """A cursor of someone with full rights on the database, who on Postgres first switches the trigger off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER core_auditevent_append_only")
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE core_auditevent ENABLE TRIGGER core_auditevent_append_only")


# --- Recording ------------------------------------------------------------------------------------------------------


def test_record_keeps_who_when_what_on_what_before_after_why_and_from_where():
    started = datetime.now(UTC)
    event = audit.record(
        "plan.rescheduled",
        on=PLAN,
        by=ALICE,
        before={"due": FuzzyDate.parse("Q2 17/18")},
        after={"due": FuzzyDate.parse("Q3 17/18"), "cost": Decimal("650000.00"), "on": date(2017, 9, 20)},
        reason="supplier late",
        source="browser",
    )
    event.refresh_from_db()
    assert (event.chain, event.seq) == ("dorset", 1)
    assert (event.actor, event.actor_id) == ("alice@example.org", 7)
    assert (event.event, event.reason, event.source) == ("plan.rescheduled", "supplier late", "browser")
    assert (event.subject_type, event.subject_id) == ("core_tests.plan", "5")
    assert event.subject_label == "Digital shared service"
    assert event.before == {"due": "Q2 17/18"}
    assert event.after == {"due": "Q3 17/18", "cost": "650000.00", "on": "2017-09-20"}
    assert started <= event.at <= datetime.now(UTC)


def test_record_chains_events_of_a_footprint():
    first, second = saved(), saved()
    assert (first.seq, second.seq) == (1, 2)
    assert first.previous_hash == ""
    assert second.previous_hash == first.hash == audit.digest(first)
    assert audit.heads() == {"dorset": (2, second.hash)}


@pytest.mark.parametrize(
    ("on", "chain", "expected"),
    [
        (PLAN, None, "dorset"),
        (DORSET, None, "dorset"),  # a footprint has no footprint: it is one
        (Plan(pk=6, due="TBC"), None, "portal"),
        (AuditHead(pk=1), None, "portal"),
        (PLAN, "cornwall", "cornwall"),
    ],
)
def test_record_finds_the_chain(on, chain, expected):
    assert audit.record("plan.saved", on=on, by=ALICE, chain=chain).chain == expected


def test_record_names_the_system_when_nobody_acts():
    event = audit.record("period.locked", on=PLAN, by="nightly run")
    assert (event.actor, event.actor_id) == ("system: nightly run", None)
    assert audit.record("period.locked", on=PLAN, by="system: nightly run").actor == "system: nightly run"


@pytest.mark.parametrize(
    "nobody",
    ["", "  ", "system:", None, 7, AnonymousUser(), Person(pk=None, email="a@b.c"), Person(pk=1, email="")],
)
def test_record_refuses_to_not_know_who_it_was(nobody):
    with pytest.raises(ValueError, match="needs to know who did it"):
        saved(by=nobody)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "word", ["", "saved", "Report.Saved", "report saved", "report.", ".saved", "a." + "b" * 99]
)
def test_record_refuses_an_event_that_is_no_dotted_word(word):
    with pytest.raises(ValueError, match="is not an event"):
        audit.record(word, on=PLAN, by=ALICE)


def test_record_refuses_a_subject_that_is_not_saved():
    with pytest.raises(ValueError, match="on a plan that is not saved yet"):
        saved(on=Plan(due="TBC"))


@pytest.mark.parametrize("value", [object(), PLAN, {1, 2}])
def test_record_refuses_values_that_are_not_plain(value):
    with pytest.raises(TypeError, match="not JSON serializable"):
        saved(after={"value": value})


def test_record_refuses_numbers_that_are_none():
    with pytest.raises(ValueError, match="not JSON compliant"):
        saved(after={"value": float("nan")})


def test_record_is_undone_with_the_action_it_tells_of():
    saved()
    with pytest.raises(RuntimeError), transaction.atomic():
        saved()
        raise RuntimeError
    assert AuditEvent.objects.count() == 1
    assert audit.verify() == []
    assert saved().seq == 2


def test_about_finds_events_of_a_record_however_it_is_held():
    event = saved(on=PlanOnPaper(pk=5, footprint=DORSET, due="TBC"))
    saved(on=Plan(pk=6, footprint=DORSET, due="TBC"))
    saved(on=DORSET)
    assert list(AuditEvent.objects.about(PLAN)) == [event]


# --- Verifying ------------------------------------------------------------------------------------------------------


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


def test_verify_audit_prints_the_heads():
    event = saved(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == f"Chain dorset: 2 events, unbroken, head {event.hash}\n"


def test_verify_audit_says_when_there_is_nothing():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "There are no audit events yet.\n"


@pytest.mark.parametrize("arguments", [[], ["--chain", "dorset"], ["--chain", "nowhere"]])
def test_verify_audit_ends_with_1_and_the_problems(arguments):
    saved(2)
    with intruder() as cursor:
        cursor.execute("UPDATE core_auditevent SET reason = 'rewritten' WHERE seq = 1")
    with pytest.raises(CommandError, match=r"event 1 \(plan.saved\) was changed|no such chain") as error:
        call_command("verify_audit", *arguments)
    assert error.value.returncode == 1


def test_verify_audit_of_a_sound_chain_is_not_troubled_by_another():
    saved(2)
    saved(chain="cornwall")
    with intruder() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE chain = 'cornwall'")
    out = StringIO()
    call_command("verify_audit", "--chain", "dorset", stdout=out)
    assert out.getvalue().startswith("Chain dorset: 2 events, unbroken")
    assert "cornwall" not in out.getvalue()


# --- Append-only ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: event.save(),
        lambda event: AuditEvent.objects.get(pk=event.pk).save(update_fields=["reason"]),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(reason="rewritten"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(reason="rewritten"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["reason"]),
        lambda event: AuditEvent.objects.bulk_create([AuditEvent(chain="dorset", seq=2)]),
        lambda event: AuditEvent.objects.create(chain="dorset", seq=2),
        lambda event: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"reason": "rewritten"}),
    ],
)
def test_models_refuse_to_change_remove_or_slip_in_events(attempt):
    event = saved()
    with pytest.raises(AppendOnly, match="never changed or deleted"):
        attempt(event)
    assert AuditEvent.objects.get().reason == ""
    assert audit.verify() == []


def test_models_refuse_a_new_event_that_takes_the_place_of_an_old_one():
    event = saved()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent(pk=event.pk, chain="dorset", seq=9, at=event.at, hash="0" * 64).save()
    assert AuditEvent.objects.get() == event
    assert audit.verify() == []


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditevent SET reason = 'rewritten'", "DELETE FROM core_auditevent WHERE seq = 2"],
)
def test_postgres_refuses_to_change_or_remove_events_whoever_asks(statement):
    saved(2)
    with (
        pytest.raises(DatabaseError, match="Audit events are append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert audit.verify() == []


# --- Many at once ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_unbroken_chain():
    """The first event makes the head row; that race is in here too."""
    writers, each = 6, 10
    start = threading.Barrier(writers)
    errors: list[BaseException] = []

    def write() -> None:
        try:
            start.wait(timeout=30)
            for _ in range(each):
                saved()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert audit.verify() == []
    assert audit.heads()["dorset"][0] == writers * each
    times = list(AuditEvent.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)
