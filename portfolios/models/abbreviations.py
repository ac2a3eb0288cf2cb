"""Abbreviations a footprint's papers may use."""

from django.db import models

from portfolios.models.scoped import Scoped


class Abbreviation(Scoped):
    """A short form and what it stands for. One short form may stand for two things; papers then warn (DOMAIN A9 Q9)."""

    term = models.CharField(max_length=20)
    expansion = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["term", "expansion"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "term", "expansion"], name="abbreviation_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.expansion}"
