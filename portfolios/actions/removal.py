"""Removing a row that nothing refers to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError

from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted


@transaction.atomic
def remove(row: models.Model, *, event: str, by: User, before: Mapping[str, Any]) -> None:
    """Delete ``row`` and record ``event`` with what it was, ``before``.

    Raises ValidationError that counts what refers to it, of whatever application: the database lets none of that go.
    """
    words, kept = str(row), row.pk
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as used:
        found = Counter(type(one)._meta for one in used.protected_objects)
        uses = listed(
            counted(number, str(meta.verbose_name), str(meta.verbose_name_plural))
            for meta, number in sorted(found.items(), key=lambda item: str(item[0].verbose_name))
        )
        raise ValidationError(f"{words} cannot be removed: {uses} on record belong to it.") from used
    row.pk = kept  # which Django forgets; the trail names the row that was
    audit.record(event, on=row, by=by, before=before)
