"""What must hold of a dependency: who keeps which end, dates that can be waited for, no ring."""

from itertools import pairwise
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Footprint, Initiative
from risks.access import kept_initiatives
from risks.models import Dependency
from risks.rings import chain
from stp_portal.accounts.models import User
from stp_portal.core.fuzzy_dates import FuzzyDate

End = Literal["giver", "taker"]
ENDS: tuple[End, End] = ("giver", "taker")


def kept_ends(row: Dependency, by: User) -> tuple[End, ...]:
    """The ends of ``row`` that ``by`` keeps. Two queries, none for the PMO."""
    kept = kept_initiatives(by, row.footprint)
    return tuple(end for end in ENDS if kept is None or getattr(row, f"{end}_id") in kept)


def wrong_days(needed_by: FuzzyDate, promised: FuzzyDate | None, *, new: bool) -> dict[str, str]:
    """What is wrong with the dates, by field. ``new``: the taker's date was typed now, so it lies ahead."""
    wrong: dict[str, str] = {}
    if not needed_by:
        wrong["needed_by"] = "Enter the date by which it is needed, such as 31 March 2018 or Q4 17/18."
    elif needed_by.last is None:
        wrong["needed_by"] = (
            f"“{needed_by}” has no last day. Enter a date, month or quarter, such as Q4 17/18."
        )
    elif new and needed_by.is_overdue(timezone.localdate()):
        wrong["needed_by"] = f"“{needed_by}” has passed. Enter a later date."
    if promised and promised.last is None and not promised.first:
        wrong["promised"] = f"“{promised}” is no date. Enter a date, month or quarter, or leave it empty."
    return wrong


def require_ends(giver: Initiative, taker: Initiative, by: User) -> None:
    """Refuse, under ``giver`` or ``taker``, one end twice, and two ends of which ``by`` keeps neither."""
    if giver == taker:
        raise ValidationError({"taker": f"{giver} cannot depend on itself. Select another initiative."})
    kept = kept_initiatives(by, giver.footprint)
    if kept is not None and not kept.intersection((giver.pk, taker.pk)):
        raise ValidationError(
            {
                "giver": "Select an initiative of yours as giver or as taker. Ask the PMO to enter one between others."
            }
        )


def require_no_ring(place: Footprint, giver: Initiative, taker: Initiative) -> None:
    """Refuse what would make an initiative wait for itself, naming the way round."""
    open_ones = Dependency.objects.open().filter(footprint=place)
    way = chain(open_ones.values_list("giver_id", "taker_id"), taker.pk, giver.pk)
    if not way:
        return
    names = dict(Initiative.objects.filter(pk__in=way).values_list("pk", "name"))
    steps = [f"{names[here]} gives {names[there]}" for here, there in pairwise(way)]
    raise ValidationError(
        {
            "taker": f"That would go round in a ring: {', '.join(steps)}, and {giver} would give {taker}. "
            "Withdraw one of these first, or split what is given."
        }
    )
