"""Deliveries: the sending of a published paper, and what became of it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from portfolios.models import Mail, Scoped, ScopedQuerySet, Someone
from portfolios.models.footprint import footprints_with
from reports.models.distribution_lists import DeliveryKind, Recipient
from reports.models.publications import Publication
from stp_portal.accounts.roles import Permission


class DeliveryQuerySet(ScopedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """Sendings in the footprints where ``user`` publishes papers; addresses are nobody else's business."""
        return self.filter(footprints_with(user, Permission.PUBLISH_PAPERS))


class Delivery(Scoped):
    """One sending of one published paper to one address: once, whatever is retried.

    ``token`` makes the link of the mail, so that its being opened is a receipt. ``bounced_at``: it came back.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    name = models.CharField(max_length=200)
    address = models.EmailField()
    kind = models.CharField(max_length=10, choices=DeliveryKind.choices)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mail = models.OneToOneField(
        Mail, null=True, blank=True, on_delete=models.PROTECT, related_name="delivery"
    )
    first_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    bounced_at = models.DateTimeField(null=True, blank=True, editable=False)
    bounce = models.CharField("what the mail that came back said", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "name", "address"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["publication", "address"], name="delivery_once_per_address"),
            models.CheckConstraint(
                condition=Q(bounced_at=None) | ~Q(bounce=""),
                name="delivery_bounce_has_words",
                violation_error_message="Say what the mail that came back said.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} to {self.address}"

    @property
    def is_private(self) -> bool:
        """Whether it is of a private paper, whose title is told nowhere."""
        return self.publication.is_private
