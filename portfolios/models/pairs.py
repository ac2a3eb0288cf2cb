"""Pairs of columns that say when a step was taken and by whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q


def paired(noun: str, step: str) -> models.CheckConstraint:
    """``<step>_at`` and ``<step>_by`` are both given or both empty."""
    return models.CheckConstraint(
        condition=Q(**{f"{step}_at": None, f"{step}_by": None})
        | Q(**{f"{step}_at__isnull": False, f"{step}_by__isnull": False}),
        name=f"{noun}_{step}_at_with_by",
    )


def by_whom() -> models.ForeignKey:
    """The account that took a step."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
