"""The command verify_audit: what it prints, and with what it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.core.audit.events import intruder, saved

pytestmark = pytest.mark.django_db


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
