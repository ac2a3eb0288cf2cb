"""What every row of a footprint has in common: whose it is, and who may see it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Max, Q

from portfolios.models.footprint import Footprint, Someone, footprints_with
from stp_portal.accounts.roles import Permission


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows of a footprint; every read that serves a person starts at ``visible_to``."""

    def visible_to(self, user: Someone) -> Self:
        """Rows of the footprints in which ``user`` has a role."""
        return self.filter(footprints_with(user, Permission.VIEW))

    def next_number(self, footprint: Footprint) -> int:
        """The next ``number`` within ``footprint``, of rows that have one. Ask under a lock on the footprint's row."""
        return (self.filter(footprint=footprint).aggregate(last=Max("number"))["last"] or 0) + 1


class MarkedQuerySet(ScopedQuerySet):
    """Rows that may be private."""

    def visible_to(self, user: Someone) -> Self:
        """As for all rows, and private ones only where ``user`` may read private material."""
        if user.is_authenticated and user.is_superuser:
            return super().visible_to(user)
        private = footprints_with(user, Permission.VIEW_PRIVATE)
        return super().visible_to(user).filter(Q(is_private=False) | private)

    def public(self) -> Self:
        """Rows that may stand in a public paper."""
        return self.filter(is_private=False)


class OfMarkedQuerySet(ScopedQuerySet):
    """Rows that belong to rows which may be private, and are as private as those.

    ``parents`` names the fields that point at them; of a row with several, each must be seen.
    """

    parents: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, user: Someone) -> Self:
        """As for all rows, and those of private rows only where ``user`` may read private material."""
        if user.is_authenticated and user.is_superuser:
            return super().visible_to(user)
        private = footprints_with(user, Permission.VIEW_PRIVATE)
        return super().visible_to(user).filter(self._is_public() | private)

    def public(self) -> Self:
        """Rows that may stand in a public paper."""
        return self.filter(self._is_public())

    def _is_public(self) -> Q:
        public = Q()
        for parent in self.parents:
            public &= Q(**{parent: None}) | Q(**{f"{parent}__is_private": False})
        return public


class Scoped(models.Model):
    """A row of a footprint."""

    footprint = models.ForeignKey("portfolios.Footprint", on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class Marked(Scoped):
    """A row that is public or private, marked where it is born (DOMAIN B11). Private needs its reason."""

    is_private = models.BooleanField("private", default=False)
    private_reason = models.CharField(
        "reason, or exemption under the Freedom of Information Act", max_length=200, blank=True
    )

    objects = MarkedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_private=False) | ~Q(private_reason=""),
                name="%(app_label)s_%(class)s_private_has_reason",
                violation_error_message="Say why this is private, or which exemption applies.",
            )
        ]
