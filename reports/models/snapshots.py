"""Snapshots: the record of a footprint's period, frozen."""

import hashlib
import json
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import Scoped, ScopedQuerySet


def canonical(content: Any) -> str:
    """``content`` as the one JSON text that its hash is taken of: sorted keys, no spaces, characters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str | bytes) -> str:
    """The SHA-256 of ``text`` in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


class SnapshotKind(models.TextChoices):
    LOCKED = "locked", "Taken when the period was locked"
    WORKING = "working", "Taken for a draft while the period was open"


class SnapshotQuerySet(ScopedQuerySet):
    def locked(self) -> Self:
        """Those taken as a period was locked, the last one first: it is the one that counts."""
        return self.filter(kind=SnapshotKind.LOCKED).order_by("-pk")


class Snapshot(Scoped):
    """The frozen record of one footprint's period: canonical JSON with its SHA-256. Never changed.

    Papers are drawn from it and from nothing else. ``content`` is the text itself, not a JSON column, because a
    database may rewrite JSON and the hash is of these very characters.
    """

    period = models.ForeignKey(
        "portfolios.ReportingPeriod", on_delete=models.PROTECT, related_name="snapshots"
    )
    kind = models.CharField(max_length=10, choices=SnapshotKind.choices)
    schema_version = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at"]
        constraints = [
            # Each lock has its own, also one that finds what an earlier one found: the last of them counts.
            models.UniqueConstraint(
                fields=["period", "sha256"],
                condition=Q(kind=SnapshotKind.WORKING),
                name="working_snapshot_once_per_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}, {self.sha256[:12]}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content as plain data."""
        return json.loads(self.content)
