"""Who writes the reports of initiatives and who signs them off: for many initiatives at once, deputies included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from portfolios.models import Deputy, Footprint, Initiative, InitiativeRole, Membership, RoleAssignment
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import ROLES, Permission, permissions_of

# Whoever holds the first of these that anybody with an account holds writes the report, and is written to about it.
AUTHORS = (
    InitiativeRole.LEAD,
    InitiativeRole.MANAGER,
    InitiativeRole.PROGRAMME_DIRECTOR,
    InitiativeRole.PORTFOLIO_DIRECTOR,
)
SIGNERS = (InitiativeRole.SRO, InitiativeRole.SPONSOR)

# What an account must be allowed, any of these, for its role in an initiative to mean anything for reports.
WRITING = frozenset({Permission.EDIT_OWN_REPORTS, Permission.EDIT_ANY_REPORT})
SIGNING = frozenset({Permission.SIGN_OFF_REPORTS})


@dataclass(frozen=True)
class Holders:
    """The accounts that hold roles today in some initiatives and in what those are part of, and who stands in for them.

    ``upwards`` is an initiative with all above it, nearest first; ``held`` are accounts by initiative and role;
    ``deputies`` are accounts by footprint and account stood in for; ``permissions`` are by footprint and account.
    """

    footprints: Mapping[int, int]
    upwards: Mapping[int, tuple[int, ...]]
    held: Mapping[tuple[int, str], tuple[User, ...]]
    deputies: Mapping[tuple[int, int], tuple[User, ...]]
    permissions: Mapping[tuple[int, int], frozenset[Permission]]

    def leads(self, initiative_id: int) -> tuple[User, ...]:
        """Who writes the report, then who stands in for them. Empty where nobody who may has an account."""
        for role in AUTHORS:
            found = self._able(initiative_id, initiative_id, (role,), WRITING)
            if found:
                return found
        return ()

    def lead_ids(self, initiative_id: int) -> frozenset[int]:
        """The accounts (ids) that hold the role of lead: they never approve the report, whoever wrote it."""
        return frozenset(one.pk for one in self.held.get((initiative_id, InitiativeRole.LEAD), ()))

    def would_sign(self, user: User, initiative_id: int) -> bool:
        """Whether signing off is ``user``'s to do here: they hold such a role in it or above it, or stand in for one.

        Whether the report is their own is not asked.
        """
        return any(user in level for level in self._signers_by_level(initiative_id))

    def anybody_would_sign(self, initiative_id: int) -> bool:
        """Whether signing off is anybody's to do here."""
        return any(self._signers_by_level(initiative_id))

    def signers(self, initiative_id: int, without: Iterable[int] = ()) -> tuple[User, ...]:
        """Who is asked to sign off: SRO and sponsor with their deputies, of the nearest initiative that has any.

        The lead is never among them; ``without`` are further accounts (ids) that may not, as ``barred`` has them.
        """
        left_out = {*without, *self.lead_ids(initiative_id)}
        levels = (
            tuple(one for one in level if one.pk not in left_out)
            for level in self._signers_by_level(initiative_id)
        )
        return next((level for level in levels if level), ())

    def _signers_by_level(self, initiative_id: int) -> Iterator[tuple[User, ...]]:
        for above in self.upwards.get(initiative_id, ()):
            yield self._able(initiative_id, above, SIGNERS, SIGNING)

    def _able(
        self, initiative_id: int, held_in: int, roles: Iterable[str], rights: frozenset[Permission]
    ) -> tuple[User, ...]:
        """Who holds one of ``roles`` and has one of ``rights``, then who stands in for them and may read it all."""
        footprint_id = self.footprints[initiative_id]
        principals = [
            one
            for role in roles
            for one in self.held.get((held_in, role), ())
            if rights & self.permissions.get((footprint_id, one.pk), frozenset())
        ]
        standing_in = [
            one
            for principal in principals
            for one in self.deputies.get((footprint_id, principal.pk), ())
            if Permission.VIEW_PRIVATE in self.permissions.get((footprint_id, one.pk), ())
        ]
        return tuple(dict.fromkeys([*principals, *standing_in]))


def leads_of(initiatives: Iterable[int]) -> dict[int, tuple[User, ...]]:
    """Who writes the reports of these initiatives (ids), deputies included. Four queries at any size."""
    wanted = list(initiatives)
    holders = holders_of(wanted)
    return {pk: holders.leads(pk) for pk in wanted}


def holders_of(initiatives: Iterable[int]) -> Holders:
    """Everybody who has to do with the reports of these initiatives (ids). Four queries at any size."""
    wanted = list(initiatives)
    places = Initiative.objects.filter(pk__in=wanted).values("footprint_id")
    rows = list(
        Initiative.objects.filter(footprint__in=places).values_list("pk", "parent_id", "footprint_id")
    )
    parents = {pk: parent for pk, parent, _ in rows}
    footprints = {pk: footprint for pk, _, footprint in rows}
    upwards = {pk: tuple(_upwards(pk, parents)) for pk in wanted if pk in parents}
    concerned = {above for chain in upwards.values() for above in chain}
    accounts = _Accounts()
    held: defaultdict[tuple[int, str], list[User]] = defaultdict(list)
    roles = (
        RoleAssignment.objects.current()
        .filter(initiative__in=concerned, role__in=[*AUTHORS, *SIGNERS], person__user__is_active=True)
        .order_by("person__name", "pk")
        .values_list("initiative_id", "role", *_account_columns("person__user"))
    )
    for initiative_id, role, *account in roles:
        held[initiative_id, role].append(accounts.of(account))
    within = {footprints[pk] for pk in upwards}
    deputies: defaultdict[tuple[int, int], list[User]] = defaultdict(list)
    standing_in = (
        Deputy.objects.current()
        .filter(footprint__in=within, principal__user__isnull=False, deputy__user__is_active=True)
        .values_list("footprint_id", "principal__user_id", *_account_columns("deputy__user"))
    )
    for footprint_id, principal, *account in standing_in:
        deputies[footprint_id, principal].append(accounts.of(account))
    return Holders(
        footprints=footprints,
        upwards=upwards,
        held={key: tuple(users) for key, users in held.items()},
        deputies={key: tuple(users) for key, users in deputies.items()},
        permissions=_permissions(within, [*held.values(), *deputies.values()]),
    )


def accounts_with(permission: Permission, footprint: Footprint) -> QuerySet[User]:
    """The accounts that may do ``permission`` in ``footprint`` today by a role of theirs, by name."""
    return accounts_with_any(frozenset({permission}), footprint)


def accounts_with_any(rights: frozenset[Permission], footprint: Footprint) -> QuerySet[User]:
    """The accounts that have one of ``rights`` in ``footprint`` today by a role of theirs, by name.

    Administrators of the portal may everything; who holds no role is not listed all the same: nobody waits for them.
    """
    roles = [role for role, definition in ROLES.items() if rights & definition.permissions]
    held = Membership.objects.current().filter(footprint=footprint, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")


# What is known of an account here without another query: who it is, by name and address, and whether it may everything.
# In the model's order, in which it takes them.
_KNOWN = frozenset({"id", "email", "name", "is_active", "is_superuser"})
_ACCOUNT = tuple(field.attname for field in User._meta.concrete_fields if field.attname in _KNOWN)


def _account_columns(prefix: str) -> list[str]:
    return [f"{prefix}__{column}" for column in _ACCOUNT]


class _Accounts:
    """One object for each account, however many roles it holds: a thousand initiatives have few people."""

    def __init__(self) -> None:
        self.known: dict[int, User] = {}

    def of(self, columns: list[Any]) -> User:
        pk = columns[_ACCOUNT.index("id")]
        if pk not in self.known:
            self.known[pk] = User.from_db("default", _ACCOUNT, columns)
        return self.known[pk]


def _upwards(pk: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """An initiative and what it is part of. The database cannot rule out a ring of parents: it is gone round once."""
    seen: set[int] = set()
    at: int | None = pk
    while at is not None and at in parents and at not in seen:
        seen.add(at)
        yield at
        at = parents[at]


def _permissions(
    footprints: Iterable[int], groups: Iterable[Iterable[User]]
) -> dict[tuple[int, int], frozenset[Permission]]:
    users = {one.pk: one for group in groups for one in group}
    held: defaultdict[tuple[int, int], frozenset[Permission]] = defaultdict(frozenset)
    rows = Membership.objects.current().filter(Q(footprint__in=footprints) & Q(user__in=list(users)))
    for footprint_id, user_id, role in rows.values_list("footprint_id", "user_id", "role"):
        held[footprint_id, user_id] |= permissions_of(role)
    for footprint_id in footprints:
        for user in users.values():
            if user.is_superuser:
                held[footprint_id, user.pk] = frozenset(Permission)
    return dict(held)
