"""Many who write events at the same moment."""

import threading

import pytest
from django.db import connection

from stp_portal.core import audit
from stp_portal.core.models import AuditEvent
from tests.core.audit.events import saved

pytestmark = pytest.mark.django_db


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
