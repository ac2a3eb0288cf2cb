"""Giving and ending roles: of accounts in a footprint, and of people in an initiative."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Footprint, Initiative, Membership, Person, RoleAssignment
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from stp_portal.core import audit

# Roles in initiatives, and the authorship of papers, are held by people on record.
ON_RECORD = frozenset({Role.LEAD, Role.SRO, Role.PMO_LEAD, Role.PMO_ANALYST})


@transaction.atomic
def grant(
    *, footprint: Footprint, email: str, name: str, role: str, by: User, person: Person | None = None
) -> Membership:
    """Give the account of ``email`` a role in ``footprint``, making the account if there is none.

    A new account has no password: its owner asks for a reset mail. ``person`` is who of the record this is; a lead,
    an SRO or one of the PMO who is nobody there yet is added: roles in initiatives are held, and papers written, by
    people. Raises ValidationError by
    field if the role is held already or the person has another account.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        audit.record(
            "account.made", on=user, by=by, chain=footprint.slug, after={"email": user.email, "name": name}
        )
    if Membership.objects.current().filter(footprint=footprint, user=user, role=role).exists():
        raise ValidationError({"email": f"{user} is {Role(role).label} of {footprint} already."})
    membership = Membership(footprint=footprint, user=user, role=role)
    membership.full_clean()
    membership.save()
    audit.record("membership.granted", on=membership, by=by, after={"account": user.email, "role": role})
    if person or role in ON_RECORD:
        _link(footprint=footprint, user=user, person=person, by=by)
    return membership


def _link(*, footprint: Footprint, user: User, person: Person | None, by: User) -> None:
    """Make ``person`` and the account one; without a person, add one for an account that is nobody here yet."""
    already = Person.objects.filter(footprint=footprint, user=user).first()
    if already and person in (None, already):
        return
    if already or (person and person.user_id):
        taken = (
            f"{user.email} is {already} already." if already else f"{person} signs in with another address."
        )
        raise ValidationError({"person": f"{taken} Choose “Not listed”, or somebody else."})
    if person is None:
        person_of(footprint=footprint, user=user, by=by)
        return
    _join(person, user, by=by)


def person_of(*, footprint: Footprint, user: User, by: User) -> Person:
    """Who of the record the account is; somebody who is nobody there yet is added. Within a transaction."""
    found = Person.objects.filter(footprint=footprint, user=user).first()
    return found or _join(Person(footprint=footprint, key=f"account-{user.pk}", name=user.name), user, by=by)


def _join(person: Person, user: User, *, by: User) -> Person:
    person.user = user
    person.full_clean()
    person.save()
    audit.record("person.linked", on=person, by=by, after={"account": user.email})
    return person


@transaction.atomic
def end(*, membership: Membership, by: User) -> Membership:
    """End a role at once. The row stays, as the record of who could do what until when.

    Raises ValidationError for the last PMO lead of a footprint: nobody could give roles any more.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=membership.footprint_id)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    if membership.ended_at is not None:
        return membership
    leads = Membership.objects.current().filter(footprint=footprint, role=Role.PMO_LEAD)
    if membership.role == Role.PMO_LEAD and not leads.exclude(pk=membership.pk).exists():
        raise ValidationError(
            f"{membership.user} is the last PMO lead of {footprint}. Give the role to somebody else first."
        )
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.save(update_fields=["ended_at", "ended_by", "updated_at"])
    audit.record(
        "membership.ended",
        on=membership,
        by=by,
        before={
            "account": membership.user.email,
            "role": membership.role,
            "from": membership.valid_from.isoformat(),
        },
    )
    return membership


@transaction.atomic
def assign(
    *, initiative: Initiative, role: str, person: Person, valid_from: date | None, is_acting: bool, by: User
) -> RoleAssignment:
    """Give ``person`` a role in ``initiative`` from a day. Raises ValidationError if it is held already."""
    assignment = RoleAssignment(
        footprint_id=initiative.footprint_id,
        initiative=initiative,
        role=role,
        person=person,
        valid_from=valid_from,
        is_acting=is_acting,
    )
    assignment.full_clean()
    assignment.save()
    audit.record(
        "role.assigned",
        on=assignment,
        by=by,
        after={"initiative": initiative.slug, "role": role, "person": str(person)},
    )
    return assignment


@transaction.atomic
def end_assignment(*, assignment: RoleAssignment, on: date, by: User) -> RoleAssignment:
    """End a role in an initiative with the day ``on``. Earlier reports keep their holder (DOMAIN A8 rule 17).

    A role that has an end keeps it. Raises ValidationError for a day before the role begins.
    """
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.valid_to is not None:
        return assignment
    assignment.valid_to = on
    assignment.full_clean()
    assignment.save(update_fields=["valid_to"])
    audit.record("role.ended", on=assignment, by=by, after={"to": on.isoformat()})
    return assignment
