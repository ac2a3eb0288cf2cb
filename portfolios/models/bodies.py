"""Bodies that meet, and their meetings."""

from django.db import models

from portfolios.models.scoped import Scoped


class BodyKind(models.TextChoices):
    GOVERNING = "governing", "Governing body"
    LEADERSHIP = "leadership", "Leadership team"
    PROGRAMME_BOARD = "programme_board", "Programme or portfolio board"
    PARTNERSHIP = "partnership", "Partnership"
    REFERENCE_GROUP = "reference_group", "Reference group"
    OFFICE = "office", "Programme office"


class Session(models.TextChoices):
    PUBLIC = "public", "Public"
    PRIVATE = "private", "Private"


class Body(Scoped):
    """Who meets and decides: a Governing Body, a leadership team, a board, or the office that serves them."""

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    session = models.CharField(
        "usual session", max_length=10, choices=Session.choices, default=Session.PRIVATE
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["footprint", "key"], name="body_key_is_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The abbreviation where it has one, else the name."""
        return self.abbreviation or self.name


class Meeting(Scoped):
    """One sitting of a body, with a public part, a private part, or both."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    date = models.DateField()
    has_public_part = models.BooleanField(default=True)
    has_private_part = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["body", "date"], name="body_meets_once_a_day")]

    def __str__(self) -> str:
        return f"{self.body}, {self.date:%d/%m/%Y}"
