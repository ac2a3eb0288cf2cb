"""The navigation of every page within a footprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portfolios.access import standing_of
from stp_portal.accounts.roles import Permission


@dataclass(frozen=True)
class Item:
    """One part of the portal: its label, the name of its address, and the permission that shows it.

    ``holds`` are beginnings of the addresses of pages that belong to it; of several parts that hold a page, the one
    that says so most exactly.
    """

    label: str
    name: str
    permission: Permission
    holds: tuple[str, ...]


# The period room is reached through one address, so that no page asks which period is the current one.
ITEMS = (
    Item("My work", "reports:my-work", Permission.VIEW, ("my-work/", "my-mail/")),
    Item(
        "Portfolio",
        "reports:portfolio-status",
        Permission.VIEW,
        ("initiatives/", "periods/<slug:period>/changes/"),
    ),
    Item(
        "Period room",
        "reports:period-room-current",
        Permission.ASSURE_REPORTS,
        ("periods/<slug:period>/", "mails/"),
    ),
    Item(
        "Calendar",
        "reports:periods",
        Permission.VIEW,
        (
            "periods/",
            "periods/<slug:period>/dates/",
            "periods/<slug:period>/open/",
            "periods/<slug:period>/remove/",
        ),
    ),
    Item(
        "Risks",
        "risks:register",
        Permission.VIEW,
        ("risks/", "issues/", "actions/", "dependencies/", "asks/", "reviews/"),
    ),
    Item(
        "Papers",
        "reports:papers",
        Permission.VIEW,
        ("papers/", "paper-types/", "cover-sheets/", "house-styles/"),
    ),
    Item("People", "portfolios:people", Permission.MANAGE_PEOPLE, ("people/",)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``footprint`` and ``navigation`` for templates, from the address; nothing for a stranger. At most one query.

    Nothing on pages that need no sign-in either: they do not ask who is there.
    """
    match = request.resolver_match
    if match is None or not getattr(match.func, "login_required", True):
        return {}
    slug = match.kwargs.get("footprint")
    user = getattr(request, "user", None)
    if not slug or user is None:
        return {}
    standing = standing_of(user, slug)
    if standing is None:
        return {}
    shown = [item for item in ITEMS if standing.may(item.permission)]
    here = _part(match.view_name, match.route.removeprefix("<slug:footprint>/"), shown)
    items = [
        {"label": item.label, "url": reverse(item.name, kwargs={"footprint": slug}), "current": item == here}
        for item in shown
    ]
    return {"footprint": standing.footprint, "navigation": items}


def _part(name: str, route: str, items: Sequence[Item]) -> Item | None:
    """Which of ``items`` a page is, or belongs to."""
    held = [
        (len(beginning), item) for item in items for beginning in item.holds if route.startswith(beginning)
    ]
    itself = [item for item in items if item.name == name]
    return itself[0] if itself else max(held, key=lambda pair: pair[0], default=(0, None))[1]
