"""The navigation of every page within a footprint."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portfolios.models import Footprint
from stp_portal.accounts.roles import Permission

# (label, address name, permission that shows it)
ITEMS = (
    ("Portfolio", "reports:portfolio-status", Permission.VIEW),
    ("Risks", "risks:register", Permission.VIEW),
    ("Papers", "reports:papers", Permission.VIEW),
    ("People", "portfolios:people", Permission.MANAGE_PEOPLE),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``footprint`` and ``navigation`` for templates, from the address; nothing for a stranger. At most two queries."""
    match = request.resolver_match
    slug = match.kwargs.get("footprint") if match else None
    user = getattr(request, "user", None)
    if not slug or user is None:
        return {}
    footprint = Footprint.objects.visible_to(user).filter(slug=slug).first()
    if footprint is None:
        return {}
    manager = (
        Footprint.objects.with_permission(user, Permission.MANAGE_PEOPLE).filter(pk=footprint.pk).exists()
    )
    items = []
    for label, name, permission in ITEMS:
        if permission == Permission.VIEW or manager:
            url = reverse(name, kwargs={"footprint": footprint.slug})
            items.append(
                {"label": label, "url": url, "current": match is not None and match.view_name == name}
            )
    return {"footprint": footprint, "navigation": items}
