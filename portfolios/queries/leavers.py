"""Who has left: people whose account is closed, or whose last role of any kind has ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from portfolios.models import Footprint, Membership, Person, RoleAssignment
from stp_portal.core.templatetags.text_tags import nhs_date


def who_left(people: Iterable[Person]) -> dict[int, str]:
    """Those of ``people`` who have left by today, as primary keys, each with why in words that follow “has left: ”.

    Somebody who never held a role is known from papers alone, and has not left. Three queries at most, and one for each
    account that is not read yet: give people with their ``user``.
    """
    known = list(people)
    accounts = {person.user_id for person in known if person.user_id}
    # The days on which links are over, None for one that holds. By account and by person.
    of_account: defaultdict[int | None, list[date | None]] = defaultdict(list)
    of_person: defaultdict[int, list[date | None]] = defaultdict(list)
    held = Membership.objects.filter(
        footprint__in={person.footprint_id for person in known}, user__in=accounts
    )
    for user_id, last, ended_at in held.values_list("user_id", "valid_to", "ended_at"):
        # A role in the footprint that is ended is over at once, one in an initiative after its last day.
        of_account[user_id].append(timezone.localdate(ended_at) if ended_at else _over(last))
    roles = RoleAssignment.objects.filter(person__in=[person.pk for person in known])
    for person_id, last in roles.values_list("person_id", "valid_to"):
        of_person[person_id].append(_over(last))
    left: dict[int, str] = {}
    for person in known:
        links = of_person[person.pk] + (of_account[person.user_id] if person.user_id else [])
        ends = [day for day in links if day]
        if person.user is not None and not person.user.is_active:
            left[person.pk] = "their account is closed"
        elif ends and len(ends) == len(links):
            left[person.pk] = f"their last role here ended on {nhs_date(max(ends))}"
    return left


def people_here(footprint: Footprint) -> list[Person]:
    """The people and posts of ``footprint`` who have not left, by name, with organisation. Three queries."""
    known = people_of(footprint)
    gone = who_left(known)
    return [person for person in known if person.pk not in gone]


def people_of(footprint: Footprint | int) -> QuerySet[Person]:
    """Everybody of the footprint's record, with organisation and account; a footprint or its primary key."""
    return Person.objects.filter(footprint=footprint).select_related("organisation", "user")


def _over(last: date | None) -> date | None:
    """``last`` where that day has passed."""
    return last if last and last < timezone.localdate() else None
