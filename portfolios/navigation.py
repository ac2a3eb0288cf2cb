"""The navigation of every page within a footprint."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portfolios.access import standing_of
from stp_portal.accounts.roles import Permission

# (label, address name, permission that shows it, the folder whose pages belong to it)
ITEMS = (
    ("Portfolio", "reports:portfolio-status", Permission.VIEW, "initiatives"),
    ("Risks", "risks:register", Permission.VIEW, "risks"),
    ("Papers", "reports:papers", Permission.VIEW, "papers"),
    ("People", "portfolios:people", Permission.MANAGE_PEOPLE, "people"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``footprint`` and ``navigation`` for templates, from the address; nothing for a stranger. At most one query."""
    match = request.resolver_match
    slug = match.kwargs.get("footprint") if match else None
    user = getattr(request, "user", None)
    if match is None or not slug or user is None:
        return {}
    standing = standing_of(user, slug)
    if standing is None:
        return {}
    # Of a page below one of them, such as a single risk: which part of the portal it is in.
    within = match.route.removeprefix("<slug:footprint>/").partition("/")[0]
    items = [
        {
            "label": label,
            "url": reverse(name, kwargs={"footprint": slug}),
            "current": match.view_name == name or folder == within,
        }
        for label, name, permission, folder in ITEMS
        if standing.may(permission)
    ]
    return {"footprint": standing.footprint, "navigation": items}
