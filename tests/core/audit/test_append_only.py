"""Events are appended only: models and Postgres refuse all else."""

import pytest
from django.db import DatabaseError, connection, transaction

from stp_portal.core import audit
from stp_portal.core.models import AppendOnly, AuditEvent
from tests.core.audit.events import saved

pytestmark = pytest.mark.django_db


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
