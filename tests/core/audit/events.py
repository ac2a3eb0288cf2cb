"""Events on a plan of Dorset's, who makes them, and who tampers with them."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from stp_portal.core import audit
from tests.core.planning import Footprint, Plan


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
