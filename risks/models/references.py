"""What other registers call a risk."""

from typing import Any

from django.db import models

from portfolios.models import OfMarkedQuerySet, Scoped
from risks.models.risks import Risk


def folded(reference: str) -> str:
    """``reference`` as searches compare it: no spaces, capitals, the letter O as the figure 0 (DOMAIN A9 Q11)."""
    return "".join(reference.split()).upper().replace("O", "0")


class Register(models.TextChoices):
    """Which register a reference is of."""

    BAF = "baf", "Board Assurance Framework"
    CORPORATE = "corporate", "Corporate Risk Register"
    OTHER = "other", "Another register"


class RiskReferenceQuerySet(OfMarkedQuerySet):
    parents = ("risk",)


class RiskReference(Scoped):
    """A risk's reference in a board assurance framework or corporate register.

    One risk may have several, and one reference may stand for several risks (DOMAIN A9 Q11): nothing is unique.
    ``register_name`` is the register's own name as a paper prints it, such as “GBAF”.
    """

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="references")
    register = models.CharField(max_length=10, choices=Register.choices)
    register_name = models.CharField("as the register is called", max_length=80, blank=True)
    reference = models.CharField(max_length=40)
    folded = models.CharField(max_length=40, editable=False)

    objects = RiskReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["risk", "pk"]
        indexes = [models.Index(fields=["footprint", "folded"], name="risk_reference_folded")]

    def __str__(self) -> str:
        return f"{self.register_name or self.get_register_display()} {self.reference}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.reference)
        super().save(*args, **kwargs)
