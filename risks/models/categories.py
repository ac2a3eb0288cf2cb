"""Categories of risk, each with how much of it the system is willing to carry."""

from django.db import models

from portfolios.models import Scoped


class Appetite(models.TextChoices):
    """The Orange Book's words, least willing first (DOMAIN B2)."""

    AVERSE = "averse", "Averse"
    MINIMAL = "minimal", "Minimal"
    CAUTIOUS = "cautious", "Cautious"
    OPEN = "open", "Open"
    EAGER = "eager", "Eager"


class RiskCategory(Scoped):
    """A kind of risk, such as finance or workforce: the appetite for it, and the worst band that is tolerated.

    A risk in a worse band than ``tolerated`` is above tolerance unless it was accepted. Compared by rank where risk and
    category use one matrix, by label elsewhere.
    """

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    appetite = models.CharField(max_length=10, choices=Appetite.choices, blank=True)
    tolerated = models.ForeignKey(
        "risks.RiskBand",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="worst band that is tolerated",
    )
    note = models.TextField("appetite statement", blank=True)
    is_retired = models.BooleanField("no longer offered", default=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "risk categories"
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="risk_category_key_is_unique"),
            models.UniqueConstraint(
                fields=["footprint", "name"],
                name="risk_category_name_is_unique",
                violation_error_message="There is a category of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
