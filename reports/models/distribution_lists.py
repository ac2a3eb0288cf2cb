"""Distribution lists: who is sent published papers."""

from django.db import models
from django.db.models import Q

from portfolios.models import Person, Scoped
from stp_portal.core.base import Timestamped, Versioned


class DistributionList(Scoped, Versioned, Timestamped):
    """Readers who are sent papers of some types when they are published."""

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="distribution_list_key_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryKind(models.TextChoices):
    LINK = "link", "A link"
    ATTACHMENT = "attachment", "The PDF attached"


class Recipient(Scoped, Timestamped):
    """One address of a distribution list. Taken off by a day, never deleted, so that past sendings stay explained."""

    distribution = models.ForeignKey(DistributionList, on_delete=models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=200)
    address = models.EmailField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField("gets", max_length=10, choices=DeliveryKind.choices, default=DeliveryKind.LINK)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["distribution", "address"],
                condition=Q(ended_at=None),
                name="recipient_once_per_list",
                violation_error_message="This address is on the list already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"
