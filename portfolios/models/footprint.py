"""Footprints: the tenants. Every row of the portal belongs to one."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portfolios.models.pairs import by_whom, paired
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import ROLES, Permission, Role
from stp_portal.core.base import Timestamped

Someone = User | AnonymousUser

# First words of addresses that are not footprints (stp_portal/urls.py), those below /published/ (reports/urls), and the
# audit chain of the portal itself.
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "api", "components", "footprints", "health", "portal", "published", "static"}
    | {"accessibility", "check", "look", "r"}
)


def validate_footprint_slug(value: str) -> None:
    """A slug that is free to be the first word of an address."""
    validate_slug(value)
    if value in RESERVED_SLUGS:
        raise ValidationError(f"“{value}” is already an address of the portal. Choose another short name.")


def validate_roles(value: Any) -> None:
    """A list of role words, as in ``Role``."""
    unknown = [word for word in value if word not in ROLES] if isinstance(value, list) else [value]
    if unknown:
        raise ValidationError(f"Not a role: {unknown[0]!r}. The roles are: {', '.join(Role.values)}.")


def footprints_with(user: Someone, permission: Permission, column: str = "footprint") -> Q:
    """The condition that ``column`` is a footprint in which ``user`` may do ``permission`` today. Asks nothing yet."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q()
    roles = [role for role, definition in ROLES.items() if permission in definition.permissions]
    held = Membership.objects.current().filter(user_id=user.pk, role__in=roles)
    return Q(**{f"{column}__in": held.values("footprint_id")})


class FootprintQuerySet(models.QuerySet["Footprint"]):
    def visible_to(self, user: Someone) -> Self:
        """Footprints in which ``user`` has a role today; all of them for an administrator of the portal."""
        return self.with_permission(user, Permission.VIEW)

    def with_permission(self, user: Someone, permission: Permission) -> Self:
        """Footprints in which ``user`` may do ``permission`` today."""
        return self.filter(footprints_with(user, permission, "pk"))


class Footprint(Timestamped):
    """An STP or ICS area, such as Dorset. It is not an organisation: the organisations in it are."""

    slug = models.CharField(
        "short name in addresses", max_length=50, unique=True, validators=[validate_footprint_slug]
    )
    name = models.CharField(max_length=200, unique=True)
    description = models.TextField(blank=True)
    source = models.TextField("where its data comes from", blank=True)
    is_made_up = models.BooleanField("made up, describes nobody real", default=False)
    second_factor_roles = models.JSONField(
        "roles that need a second factor at sign-in", default=list, blank=True, validators=[validate_roles]
    )

    objects = FootprintQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        """Memberships that hold today."""
        today = timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, ended_at=None)

    def visible_to(self, user: Someone) -> Self:
        """Memberships of the footprints in which ``user`` has a role."""
        return self.filter(footprints_with(user, Permission.VIEW))


class Membership(Timestamped):
    """One role of one account in one footprint, from a day and to a day. Ended, never deleted."""

    footprint = models.ForeignKey(Footprint, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField("from", default=timezone.localdate)
    valid_to = models.DateField("to", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = by_whom()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "user", "role"],
                condition=Q(valid_to=None, ended_at=None),
                name="membership_once_at_a_time",
                violation_error_message="This person has this role already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_starts",
                violation_error_message="The last day is before the first day.",
            ),
            paired("membership", "ended"),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.get_role_display()} of {self.footprint}"


def has_permission(user: Someone, permission: Permission, footprint: Footprint) -> bool:
    """Whether ``user`` may do ``permission`` in ``footprint`` today. One query."""
    return Footprint.objects.with_permission(user, permission).filter(pk=footprint.pk).exists()
