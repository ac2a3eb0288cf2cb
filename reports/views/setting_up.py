"""What the pages that set up papers share: who may, and how one leads to the others."""

from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest

from portfolios.access import footprint_or_404, require
from portfolios.models import Footprint
from reports.actions.ordering import Direction
from reports.views.papers import papers_breadcrumb
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

Row = TypeVar("Row", bound=models.Model)


def managed_or_404(request: SignedInRequest, footprint: str) -> Footprint:
    """The footprint, of somebody who may set it up: 404 for a stranger, 403 for a colleague without the right."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    return place


def row_or_404(
    model: type[Row], place: Footprint, user: User, related: tuple[str, ...] = (), **by: Any
) -> Row:
    """The row of ``place`` that ``user`` may see."""
    rows: Any = model._default_manager
    found = rows.visible_to(user).filter(footprint=place, **by).select_related(*related).first()
    if found is None:
        raise Http404(f"{place} has no such {model._meta.verbose_name}.")
    row: Row = found
    return row


def refused(request: HttpRequest, error: ValidationError) -> None:
    """Say on the next page what an action refused."""
    messages.error(request, " ".join(error.messages))


def asked_move(request: HttpRequest) -> tuple[int, Direction]:
    """The place in which its mover saw a row, and where it is to go. 404 without a place."""
    typed = request.POST.get("position", "")
    if not typed.isdecimal() or len(typed) > 9:
        raise Http404("The place of the row is missing.")
    return int(typed), "up" if request.POST.get("direction") == "up" else "down"


def above(place: Footprint, *pages: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs: the papers, then the pages given, each with its label and address."""
    return [papers_breadcrumb(place), *({"label": label, "url": url} for label, url in pages)]
