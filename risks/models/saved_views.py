"""Saved views: the filters of a list under a name."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import Scoped, ScopedQuerySet, Someone


class ListKind(models.TextChoices):
    """The lists whose filters can be saved."""

    RISKS = "risks", "Risks"
    ISSUES = "issues", "Issues"
    ACTIONS = "actions", "Actions"
    DEPENDENCIES = "dependencies", "Dependencies"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    ASKS = "asks", "Asks and decisions"


class SavedViewQuerySet(ScopedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """One's own, and what others share, of the footprints one belongs to."""
        mine: dict[str, Any] = {"user_id": user.pk}
        return super().visible_to(user).filter(Q(is_shared=True) | Q(**mine))


class SavedView(Scoped):
    """A list with its filters, under a name: one person's, or shared with all of the footprint."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=ListKind.choices)
    name = models.CharField(max_length=80)
    query = models.CharField("filters, as in the address", max_length=1000, blank=True)
    is_shared = models.BooleanField("shared with everybody in the footprint", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "user", "kind", "name"],
                name="saved_view_name_once_per_person",
                violation_error_message="You have a view of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name
