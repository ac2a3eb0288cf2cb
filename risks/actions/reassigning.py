"""Giving several risks another owner at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Person
from risks.access import kept_among
from risks.actions.owners import check_new, name_owners
from risks.actions.risk_rows import changed_meanwhile, locked_many
from risks.models import Risk, RiskOwner
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from stp_portal.core.refusals import Refusals

Owners = Mapping[int, Person]


def owners_after(held: Owners, leaving: Person | None, coming: Person) -> list[Person] | None:
    """Who owns a risk once ``coming`` takes the place of ``leaving``, or of all of ``held`` where nobody is named.

    None where ``leaving`` does not own it, so that there is no place to take.
    """
    if leaving is None or (leaving.pk not in held and coming.pk in held):
        return [coming] if leaving is None else list(held.values())
    if leaving.pk not in held:
        return None
    stay = [person for pk, person in held.items() if pk not in (leaving.pk, coming.pk)]
    return [*stay, coming]


def held_by(risks: Sequence[Risk], on: date) -> Mapping[int, Owners]:
    """Who owns each of ``risks`` on the day ``on``, by their keys. One query."""
    held: defaultdict[int, dict[int, Person]] = defaultdict(dict)
    rows = RiskOwner.objects.on(on).filter(risk__in=[risk.pk for risk in risks]).select_related("person")
    for row in rows.order_by("person__name", "person__post"):
        held[row.risk_id][row.person_id] = row.person
    return held


@transaction.atomic
def reassign_many(
    *, risks: Sequence[tuple[Risk, int]], leaving: Person | None, coming: Person, on: date, by: User
) -> list[Risk]:
    """Let ``coming`` take the place of ``leaving`` in each of ``risks`` from the day ``on``; without ``leaving`` they
    become its only owner. Each risk is one that ``by`` sees, with the version they looked at.

    All or nothing: ValidationError names every risk that is closed, kept by others, not owned by ``leaving`` or changed
    meanwhile, and under ``coming`` who has left. What is so already stays; one event for each of the others.
    """
    versions = {risk.pk: version for risk, version in risks}
    rows = locked_many(versions)
    if not rows:
        raise ValidationError("Tick the risks that change hands.")
    if leaving == coming:
        raise ValidationError({"coming": f"{coming} is who is to be replaced: select somebody else."})
    refusals, kept, held = Refusals(), kept_among(by, rows), held_by(rows, on)
    with refusals.under(otherwise="coming"):
        check_new(rows[0].footprint_id, [coming])
    refusals.raise_any()
    for risk in sorted(rows, key=lambda row: row.number):
        with refusals.under():
            if risk.pk not in kept:
                raise ValidationError(f"Risk {risk.number} is kept by others: take it out.")
            people = owners_after(held.get(risk.pk, {}), leaving, coming)
            if people is None:
                raise ValidationError(f"Risk {risk.number} is not owned by {leaving}: take it out.")
            _name(risk, versions[risk.pk], people, on, by)
    refusals.raise_any()
    return rows


def _name(risk: Risk, version: int, people: list[Person], on: date, by: User) -> None:
    try:
        name_owners(risk=risk, version=version, people=people, on=on, by=by)
    except Conflict as clash:
        raise ValidationError(changed_meanwhile(risk)) from clash
