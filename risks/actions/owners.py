"""Who answers for a risk: several people or posts, each from a day and to a day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from portfolios.actions.notices import Telling, tell_many
from portfolios.models import NoticeKind, Person
from portfolios.queries.holders import accounts_with
from portfolios.queries.leavers import people_of, who_left
from risks.actions.risk_rows import locked, require_open_risk
from risks.models import Risk, RiskOwner
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit
from stp_portal.core.base import check_version


@transaction.atomic
def name_owners(
    *, risk: Risk, version: int, people: Collection[Person], on: date, by: User
) -> list[RiskOwner]:
    """Make ``people`` the owners of ``risk`` from the day ``on``; whoever is left out owns it until the day before.

    The owners it then has. Those who are new are told, ``by`` aside. The same people again change nothing. Raises
    Conflict if somebody else changed the risk since ``version`` was read, and ValidationError for a risk that is not
    open and under ``people`` for who is new and has left, by name.
    """
    risk = locked(risk)
    standing = RiskOwner.objects.on(on).filter(risk=risk).select_related("person")
    held = {row.person_id: row for row in standing}
    wanted = {person.pk: person for person in people}
    if set(held) == set(wanted):
        return list(held.values())
    check_version(risk, version)
    require_open_risk(risk)
    new = [person for pk, person in wanted.items() if pk not in held]
    check_new(risk.footprint_id, new)
    gone = [row for pk, row in held.items() if pk not in wanted]
    for row in gone:
        # Named and left out on one day, they own it on no day: the row stays, as what was said.
        row.valid_to = on - timedelta(days=1)
        row.save(update_fields=["valid_to"])
    made = _name(risk, new, on, by)
    risk.version += 1
    risk.save()
    for row in gone:
        audit.record("risk.owner_ended", on=risk, by=by, after={"owner": str(row.person), "to": row.valid_to})
    for row in made:
        audit.record("risk.owner_named", on=risk, by=by, after={"owner": str(row.person), "from": on})
    return [row for pk, row in held.items() if pk in wanted] + made


def check_new(footprint_id: int, people: Iterable[Person]) -> None:
    """ValidationError under ``people`` for who cannot become an owner: somebody of elsewhere, somebody who left."""
    asked = {person.pk for person in people}
    known = list(people_of(footprint_id).filter(pk__in=asked))
    if len(known) < len(asked):
        raise ValidationError(
            {"people": "Select owners from the list: one of these is not of this footprint."}
        )
    left = who_left(known)
    if left:
        raise ValidationError(
            {
                "people": [
                    f"{person} has left: {left[person.pk]}. Name somebody who is here, or ask the PMO lead to give "
                    "them a role again."
                    for person in known
                    if person.pk in left
                ]
            }
        )


def name_first(risk: Risk, people: Iterable[Person], on: date, by: User) -> list[RiskOwner]:
    """The owners that a new risk is raised with, checked already; told in the audit trail by whoever raises it."""
    return _name(risk, people, on, by)


def _name(risk: Risk, people: Iterable[Person], on: date, by: User) -> list[RiskOwner]:
    made = [
        RiskOwner.objects.create(footprint_id=risk.footprint_id, risk=risk, person=person, valid_from=on)
        for person in people
    ]
    _tell(risk, made, by)
    return made


def _tell(risk: Risk, owners: Iterable[RiskOwner], by: User) -> None:
    """Tell those who have an account, may read the risk and did not name themselves; no private words."""
    told = [(row, user) for row in owners if (user := row.person.user) and user.pk != by.pk]
    if not told:
        return
    place = risk.footprint
    if risk.is_private:
        readers = set(accounts_with(Permission.VIEW_PRIVATE, place).values_list("pk", flat=True))
        told = [(row, user) for row, user in told if user.pk in readers]
    # Not its title: the risk may be private by the time that the mail goes out.
    of = ", which is private" if risk.is_private else f" of {risk.initiative}" if risk.initiative else ""
    tell_many(
        footprint=place,
        tellings=[
            Telling(
                user=user,
                kind=NoticeKind.ASSIGNED,
                key=f"risk-owner-{row.pk}",
                text=f"You own risk {risk.number}{of}.",
                path=reverse("risks:risk", args=[place.slug, risk.number]),
                initiative=None if risk.is_private else risk.initiative,
            )
            for row, user in told
        ],
    )
