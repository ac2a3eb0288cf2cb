"""Accounts to try the portal with: one for each role in each example footprint, and one administrator of them all."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portfolios.actions import memberships
from portfolios.models import Footprint, Initiative, InitiativeRole, Membership, Person, RoleAssignment
from reports.synthesise import EXAMPLE_SLUG
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import ROLES, Role
from stp_portal.core import audit

EXAMPLES = {"dorset": "Dorset", EXAMPLE_SLUG: "Northmere"}
ADMINISTRATOR = "admin@example.org"

# The first word of an address, and how many portfolios the account holds a role in.
_FIRST_WORDS = {
    Role.PMO_LEAD: ("pmo", 0),
    Role.PMO_ANALYST: ("analyst", 0),
    Role.LEAD: ("lead", 2),
    Role.SRO: ("sro", 2),
    Role.BOARD_MEMBER: ("board", 0),
    Role.OBSERVER: ("observer", 0),
    Role.AUDITOR: ("auditor", 0),
}
_ROLE_IN_INITIATIVE = {Role.LEAD: InitiativeRole.LEAD, Role.SRO: InitiativeRole.SRO}


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as. ``footprints`` are slugs; ``purpose`` says in a sentence what the account is for."""

    email: str
    name: str
    role: Role
    footprints: tuple[str, ...]
    purpose: str
    initiatives: int = 0

    @property
    def place(self) -> str:
        """The example footprints it belongs to, by name."""
        return " and ".join(EXAMPLES[slug] for slug in self.footprints)


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
            name=f"Demonstration {_lower(role.label)} (made up)",
            role=role,
            footprints=(slug,),
            purpose=ROLES[role].description,
            initiatives=initiatives,
        )
        for slug in EXAMPLES
        for role, (first_word, initiatives) in _FIRST_WORDS.items()
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
    """Give the account its role in the footprint, and its person a role in the first portfolios."""
    person = None
    if account.initiatives:
        person, _ = Person.objects.get_or_create(
            footprint=footprint,
            key=f"demonstration-{account.role.replace('_', '-')}",
            defaults={
                "name": account.name,
                "note": "For demonstrations only: nobody of this name exists.",
            },
        )
    if not Membership.objects.current().filter(footprint=footprint, user=user, role=account.role).exists():
        memberships.grant(
            footprint=footprint, email=user.email, name=user.name, role=account.role, by=by, person=person
        )
    if person is None:
        return
    role = _ROLE_IN_INITIATIVE[account.role]
    for initiative in Initiative.objects.filter(footprint=footprint).portfolios()[: account.initiatives]:
        if (
            not RoleAssignment.objects.current()
            .filter(initiative=initiative, person=person, role=role)
            .exists()
        ):
            memberships.assign(
                initiative=initiative, role=role, person=person, valid_from=None, is_acting=False, by=by
            )


def _lower(label: str) -> str:
    """The label within a sentence: “PMO lead” stays, “Lead” becomes “lead”."""
    return label if label[:2].isupper() else label[0].lower() + label[1:]
