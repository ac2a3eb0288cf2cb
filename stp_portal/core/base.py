"""What many models share: when a row was made and changed, and which version of it a person is looking at."""

from django.db import models


class Conflict(Exception):
    """Somebody else saved the record after this person opened it. Carries the record and the version they started from.

    The view answers with 409 and both texts; nothing has been written.
    """

    def __init__(self, instance: "Versioned", expected: int) -> None:
        self.instance = instance
        self.expected = expected
        super().__init__(
            f"Someone else saved {instance} while you were editing it: you started from version {expected}, "
            f"it is now version {instance.version}. Compare the two and save again."
        )


class Timestamped(models.Model):
    """When the row was made and last saved (UTC). Not an audit trail: that is AuditEvent."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A record that two people may edit at once. Each save by an action raises `version` by one.

    The action locks the row, calls `check_version`, then writes; comparing without the lock loses edits
    (RELIABILITY 3).
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def check_version(instance: Versioned, expected: int) -> None:
    """Raise Conflict unless `instance`, read under a lock, still has the version the person started from."""
    if instance.version != expected:
        raise Conflict(instance, expected)
