"""Organisations, and the people and posts in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models.scoped import Scoped


class OrganisationKind(models.TextChoices):
    CCG = "ccg", "Clinical commissioning group"
    ICB = "icb", "Integrated care board"
    TRUST = "trust", "NHS trust"
    COUNCIL = "council", "Council"
    UNIVERSITY = "university", "University"
    CSU = "csu", "Commissioning support unit"
    FIRM = "firm", "Firm"
    NATIONAL = "national", "National body"
    OTHER = "other", "Other"


class Organisation(Scoped):
    """A body with a legal name. Structures change, so it has a life span and may have a successor (DOMAIN B9)."""

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="organisation_key_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Scoped):
    """A named person, a post, or both: papers name either (DOMAIN A9 Q10). It may have an account."""

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "post"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="person_key_is_unique"),
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(post=""),
                name="person_has_name_or_post",
                violation_error_message="Give a name or a post.",
            ),
            models.UniqueConstraint(
                fields=["footprint", "user"],
                name="account_is_one_person_of_a_footprint",
                violation_error_message="This account belongs to another person of the footprint already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.post

    @property
    def name_and_post(self) -> str:
        """As a cover sheet prints it: “M Gorman - PMO Assurance Lead”."""
        return " - ".join(part for part in (self.name, self.post) if part)
