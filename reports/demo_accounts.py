"""Accounts to try the portal with: one for each role in each example footprint, and one administrator of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portfolios.actions import memberships
from portfolios.models import (
    Footprint,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    Membership,
    Person,
    RoleAssignment,
)
from reports.synthesise import EXAMPLE_SLUG
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import ROLES, Permission, Role, permissions_of
from stp_portal.core import audit

EXAMPLES = {"dorset": "Dorset", "cornwall": "Cornwall", "bsw": "BSW", EXAMPLE_SLUG: "Northmere"}
ADMINISTRATOR = "admin@example.org"

_ROLE_IN_INITIATIVE = {Role.LEAD: InitiativeRole.LEAD, Role.SRO: InitiativeRole.SRO}


class Part(Enum):
    """Which initiatives of a footprint an account holds its role in."""

    TWO_PORTFOLIOS = "two portfolios"
    ALL_PORTFOLIOS = "every portfolio"
    PROGRAMMES = "the programmes and most workstreams"
    ONE_WORKSTREAM = "one workstream"

    def among(self, initiatives: Sequence[Initiative]) -> list[Initiative]:
        """Those of ``initiatives``, which are all of a footprint as they were made, that are this part.

        No part of a lead has the other portfolios or three of the workstreams: the period room shows what to do then.
        """
        portfolios, programmes, workstreams = (
            [one for one in initiatives if one.kind == kind]
            for kind in (InitiativeKind.PORTFOLIO, InitiativeKind.PROGRAMME, InitiativeKind.WORKSTREAM)
        )
        parts = {
            Part.TWO_PORTFOLIOS: portfolios[:2],
            Part.ALL_PORTFOLIOS: portfolios,
            Part.PROGRAMMES: [*programmes, *workstreams[:-4]],
            Part.ONE_WORKSTREAM: workstreams[-1:],
        }
        return parts[self]


# The first word of an address, its role, and what it holds that role in.
_ACCOUNTS = (
    ("pmo", Role.PMO_LEAD, None),
    ("analyst", Role.PMO_ANALYST, None),
    ("lead", Role.LEAD, Part.TWO_PORTFOLIOS),
    ("sro", Role.SRO, Part.ALL_PORTFOLIOS),
    ("board", Role.BOARD_MEMBER, None),
    ("observer", Role.OBSERVER, None),
    ("auditor", Role.AUDITOR, None),
)
# Only the made-up footprint has a month in progress with reports for more people to write.
_FURTHER = (
    ("second-lead", Role.LEAD, Part.PROGRAMMES),
    ("third-lead", Role.LEAD, Part.ONE_WORKSTREAM),
)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as. ``footprints`` are slugs; ``purpose`` says in a sentence what the account is for."""

    email: str
    name: str
    role: Role
    footprints: tuple[str, ...]
    purpose: str
    part: Part | None = None

    @property
    def first_word(self) -> str:
        """What tells it from the others of its footprint: the beginning of its address."""
        return self.email.partition(".")[0]

    @property
    def place(self) -> str:
        """The example footprints it belongs to, by name."""
        *others, last = (EXAMPLES[slug] for slug in self.footprints)
        return f"{', '.join(others)} and {last}" if others else last


def demo_accounts() -> list[DemoAccount]:
    """All demonstration accounts, whether or not they were made: the command prints them, and the README lists them."""
    administrator = DemoAccount(
        email=ADMINISTRATOR,
        name="Demonstration administrator (made up)",
        role=Role.PMO_LEAD,
        footprints=tuple(EXAMPLES),
        purpose="Everything, in every footprint, and the administration pages.",
    )
    return [administrator] + [
        DemoAccount(
            email=f"{first_word}.{slug}@example.org",
            name=f"Demonstration {_spoken(first_word, role)} (made up)",
            role=role,
            footprints=(slug,),
            purpose=ROLES[role].description,
            part=part,
        )
        for slug in EXAMPLES
        for first_word, role, part in _ACCOUNTS + (_FURTHER if slug == EXAMPLE_SLUG else ())
    ]


@transaction.atomic
def make_demo_accounts(*, password: str) -> list[DemoAccount]:
    """Make or put right the accounts of the example footprints that are there, all with ``password``; gives those made.

    Raises ValidationError for a password the portal would not take from anybody.
    """
    validate_password(password)
    there = {footprint.slug: footprint for footprint in Footprint.objects.filter(slug__in=EXAMPLES)}
    wanted = [account for account in demo_accounts() if set(account.footprints) & set(there)]
    users = {account.email: _user(account, password) for account in wanted}
    administrator = users.get(ADMINISTRATOR)
    for account in wanted:
        for slug in account.footprints:
            if administrator and slug in there:
                _place(account, users[account.email], there[slug], by=administrator)
    for footprint in there.values():
        after = {"accounts": [account.email for account in wanted if footprint.slug in account.footprints]}
        audit.record("demo_accounts.made", on=footprint, by="example data", after=after)
    return wanted


def _user(account: DemoAccount, password: str) -> User:
    user = User.objects.filter(email=account.email).first() or User(email=account.email)
    user.name, user.is_active = account.name, True
    user.is_staff = user.is_superuser = account.email == ADMINISTRATOR
    user.set_password(password)
    user.save()
    return user


def _place(account: DemoAccount, user: User, footprint: Footprint, *, by: User) -> None:
    """Give the account its role in the footprint, and its person that role in its part of the initiatives.

    Those who write papers are people on record too: a paper names its author.
    """
    person = None
    if account.part or (
        account.email != ADMINISTRATOR and Permission.EDIT_PAPERS in permissions_of(account.role)
    ):
        person, _ = Person.objects.get_or_create(
            footprint=footprint,
            key=f"demonstration-{account.first_word}",
            defaults={
                "name": account.name,
                "note": "For demonstrations only: nobody of this name exists.",
            },
        )
    if not Membership.objects.current().filter(footprint=footprint, user=user, role=account.role).exists():
        memberships.grant(
            footprint=footprint, email=user.email, name=user.name, role=account.role, by=by, person=person
        )
    if person is None or account.part is None:
        return
    role = _ROLE_IN_INITIATIVE[account.role]
    everything = Initiative.objects.filter(footprint=footprint).order_by("pk")
    for initiative in account.part.among(list(everything)):
        if (
            not RoleAssignment.objects.current()
            .filter(initiative=initiative, person=person, role=role)
            .exists()
        ):
            memberships.assign(
                initiative=initiative, role=role, person=person, valid_from=None, is_acting=False, by=by
            )


def _spoken(first_word: str, role: Role) -> str:
    """The role within a name: “PMO lead” stays, “Lead” becomes “lead”; further leads are the second and the third."""
    if "-" in first_word:
        return first_word.replace("-", " ")
    return role.label if role.label[:2].isupper() else role.label[0].lower() + role.label[1:]
