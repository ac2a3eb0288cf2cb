"""Saved views of lists: links to a list with its filters."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from portfolios.access import standing_of
from portfolios.models import Footprint, Someone
from risks.models import ListKind, SavedView
from stp_portal.accounts.roles import Permission

# The page of each list.
LISTS = {
    ListKind.RISKS: "risks:register",
    ListKind.ISSUES: "risks:issues",
    ListKind.ACTIONS: "risks:actions",
    ListKind.DEPENDENCIES: "risks:dependencies",
    ListKind.RECOMMENDATIONS: "risks:recommendations",
    ListKind.ASKS: "risks:asks",
}
# What of an address is no filter: the page of the list, the kind of file, and what was ticked.
NO_FILTERS = ("page", "format", "risk", "all")


@dataclass(frozen=True)
class ViewLine:
    """A saved view as pages show it. ``shared_by`` is empty for one's own; ``may_edit`` and ``may_remove`` say what the
    reader may do with it.
    """

    pk: int
    name: str
    list_name: str
    url: str
    query: str
    is_shared: bool
    shared_by: str
    may_edit: bool
    may_remove: bool


def saved_views_of(user: Someone, footprint: Footprint, kind: str = "") -> list[ViewLine]:
    """The views of a list that ``user`` has or others share, by name; of all lists without ``kind``. One query."""
    standing = standing_of(user, footprint.slug)
    manages = standing is not None and standing.may(Permission.MANAGE_FOOTPRINT)
    rows = SavedView.objects.visible_to(user).filter(footprint=footprint).select_related("user")
    if kind:
        rows = rows.filter(kind=kind)
    return [
        ViewLine(
            pk=row.pk,
            name=row.name,
            list_name=ListKind(row.kind).label,
            url=address_of(row.kind, footprint, row.query),
            query=row.query,
            is_shared=row.is_shared,
            shared_by="" if row.user_id == user.pk else str(row.user),
            may_edit=row.user_id == user.pk,
            may_remove=row.user_id == user.pk or (row.is_shared and manages),
        )
        for row in rows.order_by("kind", "name", "pk")
    ]


def address_of(kind: str, footprint: Footprint, query: str) -> str:
    """The list with these filters."""
    return reverse(LISTS[ListKind(kind)], args=[footprint.slug]) + (f"?{query}" if query else "")


def filters_alone(address: QueryDict, without: tuple[str, ...] = NO_FILTERS) -> str:
    """``address`` as an address again, without what is empty and without the names in ``without``."""
    kept = QueryDict(mutable=True)
    for name, values in address.lists():
        if name not in without and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()
