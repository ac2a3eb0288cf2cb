"""The audit trail: what happened, and the head of each chain."""

from typing import Any, NoReturn, Self

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or remove an audit event, or to write one past `audit.record`."""

    def __init__(self, attempt: str) -> None:
        super().__init__(
            f"{attempt}: audit events are written once, by stp_portal.core.audit.record, and never changed or deleted."
        )


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, subject: models.Model) -> Self:
        """Events on one record, whatever proxy of its model it is held as."""
        return self.filter(subject_type=subject_type(subject), subject_id=str(subject.pk))

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("update of audit events refused")

    def delete(self) -> NoReturn:
        raise AppendOnly("deletion of audit events refused")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("update of audit events refused")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("writing audit events outside their chain refused")


class AuditEvent(models.Model):
    """One thing that somebody did to one record: who, when, what, on what, before, after, why, from where.

    Without foreign keys, so it outlives what it tells of. Events form a chain per footprint (and one called "portal"
    for what belongs to none): each carries the hash of the one before, so an edit, a hole and a cut tail show
    (`manage.py verify_audit`). Not a history to compute with: models that need one append rows of their own.
    """

    chain = models.SlugField(max_length=100, db_index=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=320)  # an email address, or "system: ..."
    actor_id = models.BigIntegerField(null=True, blank=True)
    event = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=255)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_event_once_per_place_in_chain")
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_event_by_subject"),
            models.Index(fields=["chain", "-at"], name="audit_event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event} on {self.subject_label} by {self.actor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"update of audit event {self.chain} {self.seq} refused")
        if not self.hash:
            raise AppendOnly("writing audit events outside their chain refused")
        # Never an UPDATE, even for an event made by hand with the id of another.
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"deletion of audit event {self.chain} {self.seq} refused")


class AuditHead(models.Model):
    """Where a chain ends: the row that writers lock, and the proof that nothing was cut off the end.

    Chaining by order of id instead breaks under load, because ids are drawn before the lock (RELIABILITY 4).
    """

    chain = models.SlugField(max_length=100, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


def subject_type(subject: models.Model) -> str:
    """The name of a record's own table model, such as "portfolios.initiative"; the same for all its proxies."""
    own = subject._meta.concrete_model
    if own is None:
        raise ValueError(f"{subject!r} is of an abstract model: it has no table and no audit trail.")
    return own._meta.label_lower
